"""How diagnoses look: lines for people, without colour, and JSON for programs (`reports/doctor.schema.json`)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pingone_conformance.doctor.diagnosis import WORDS, Diagnosis, summary_lines, usable
from pingone_conformance.reporting.summary import printable

SCHEMA = 1

_STATE_WIDTH = 5
_NAME_WIDTH = 26
_NARROWEST = 60
_WIDEST = 120


def lines(diagnosis: Diagnosis, width: int) -> Iterator[str]:
    """The lines of one diagnosis, at most so many characters wide: state, name and what; the hint below."""
    width = min(max(width, _NARROWEST), _WIDEST)
    head = f"{WORDS[diagnosis.state]:<{_STATE_WIDTH}}{diagnosis.name:<{_NAME_WIDTH}}"
    if not head.endswith(" "):
        head = f"{head}: "
    indented = " " * (_STATE_WIDTH + _NAME_WIDTH)
    yield from _wrapped(f"{head}{printable(diagnosis.what)}", width, indented)
    if diagnosis.hint:
        yield from _wrapped(f"{' ' * _STATE_WIDTH}hint: {printable(diagnosis.hint)}", width, " " * 11)


def in_short(diagnoses: Sequence[Diagnosis], width: int) -> Iterator[str]:
    """What a run shows of them all before its first rule, in lines at most so many characters wide."""
    for line in summary_lines(diagnoses):
        indented = " " * (len(line) - len(line.lstrip()) + 4)
        yield from _wrapped(printable(line), min(max(width, _NARROWEST), _WIDEST), indented)


def merged(diagnoses: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
    """The same, but one for all that were not made in a row for the same reason."""
    for (state, what), group in groupby(diagnoses, lambda found: (found.state, found.what)):
        found = list(group)
        if state == "unknown" and len(found) > 1:
            yield Diagnosis(f"{len(found)} checks", state, f"{what} ({', '.join(one.name for one in found)})")
        else:
            yield from found


def as_json(diagnoses: Sequence[Diagnosis]) -> dict[str, Any]:
    """All of them, as the schema has it."""
    checks = [
        {"name": found.name, "state": found.state, "what": found.what, "hint": found.hint}
        for found in diagnoses
    ]
    return {"schema": SCHEMA, "usable": usable(diagnoses), "checks": checks}


def _wrapped(text: str, width: int, indented: str) -> list[str]:
    # Addresses and paths are copied from here: they stay in one piece.
    return textwrap.wrap(
        text, width, subsequent_indent=indented, break_long_words=False, break_on_hyphens=False
    )
