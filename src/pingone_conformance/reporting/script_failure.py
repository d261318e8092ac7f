"""How a script failed, for people: each place with its line of the source and a caret below it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from pingone_conformance.reporting.summary import printable
from pingone_conformance.target.script_result import Failure, Place

COLUMNS = 80
_GUTTER = 8
_CUT = "…"

_MISSING = {
    "library": re.compile(r"Module '([^']+)' not found"),
    "secret": re.compile(r"Secret id (scripted\.node\.\S+) not accessible"),
    "host": re.compile(r"The host (\S+) is not registered"),
    "legacy": re.compile(r"\b(sharedState|transientState)\"? is not defined"),
}


def failure_lines(failure: Failure, name: str, source: str) -> Iterator[str]:
    """Lines of at most 80 columns about a failure of the script of that name, first what is wrong, then where."""
    lines = source.splitlines()
    for place in failure.places:
        yield from _wrapped(f"{_where(place, name)}: {place.message}")
        if place.line is not None and place.line <= len(lines):
            yield from _quoted(lines[place.line - 1], place.line, place.column)
    if failure.java_class and failure.java_class not in failure.message:
        yield from _wrapped(f"not caught: Java exception {failure.java_class}")


def hint_of(failure: Failure, ways: Mapping[str, str]) -> str:
    """How to give a script what it did not find, or an empty text.

    `ways` has a way for a `library`, a `secret`, a `host` and the `legacy` engine, with {} for the name.
    """
    for what, pattern in _MISSING.items():
        if found := pattern.search(failure.message):
            return ways[what].replace("{}", found[1])
    return ""


def _where(place: Place, name: str) -> str:
    return ":".join([name, *(str(number) for number in (place.line, place.column) if number is not None)])


def _wrapped(text: str) -> list[str]:
    paragraphs = [printable(line) for line in text.split("\n")]
    return [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, COLUMNS, subsequent_indent="    ", break_on_hyphens=False)
    ]


def _quoted(line: str, number: int, column: int | None) -> Iterator[str]:
    """The line itself, or the part of it around the column, and the caret."""
    room = COLUMNS - _GUTTER
    # One place for each character, so that the caret stands where the column says.
    text = "".join(char if char.isprintable() else " " for char in line)
    at = None if column is None else min(column - 1, len(text))
    start = 0 if at is None or at < room - 1 else at - room // 2
    shown = text[start : start + room]
    if start:
        shown = _CUT + shown[1:]
    if len(text) > start + room:
        shown = shown[:-1] + _CUT
    yield f"{number:>{_GUTTER - 3}} | {shown}".rstrip()
    if at is not None:
        yield " " * (_GUTTER - 3) + " | " + " " * (at - start) + "^"
