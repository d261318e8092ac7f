"""Texts that were hidden once, found again in other texts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

_HEAD = 4
_LONGEST = 256
# A short text is found as a whole word only: else it would be found in words that have nothing to do with it.
_WORD = 8
_SHORTEST_CUT = 6
_ESCAPED = re.compile(r"""[^ -~]+|["'&<>\\]+""")
_CUT = ("…", "...")


class Memory:
    """Finds texts again in whatever letter case, also as JSON, Python, HTML and addresses write them.

    A text of less than four characters is not kept. Where another text ends, or goes on with an ellipsis, in the midst
    of one, that part is found, too. Once `limit` texts are kept nothing more is, and `full` says so.
    """

    def __init__(self, limit: int = 400_000) -> None:
        self.full = False
        self._limit = limit
        self._known: set[str] = set()
        self._by_head: dict[str, list[str]] = {}

    def __contains__(self, text: str) -> bool:
        return _lowered(text) in self._known

    def clear(self) -> None:
        """Forget everything."""
        self.full = False
        self._known.clear()
        self._by_head.clear()

    def add(self, text: str) -> None:
        """Keep one text; of a long one, its pieces."""
        if _lowered(text) in self._known:
            return
        for form in _forms(text):
            for start in range(0, len(form), _LONGEST):
                self._keep(_lowered(form[start : start + _LONGEST]))

    def replace(self, text: str, stand_in: str) -> str:
        """The text with all that is kept replaced."""
        if not self._by_head:
            return text
        lowered, by_head = _lowered(text), self._by_head
        shown: list[str] = []
        place = done = 0
        end = len(text) - _HEAD
        while place <= end:
            kept = by_head.get(lowered[place : place + _HEAD])
            length = _found(lowered, place, kept) if kept else 0
            if length:
                shown += (text[done:place], stand_in)
                place = done = place + length
            else:
                place += 1
        return text if not done else "".join((*shown, text[done:]))

    def _keep(self, form: str) -> None:
        if len(form) < _HEAD or form in self._known:
            return
        if len(self._known) >= self._limit:
            self.full = True
            return
        self._known.add(form)
        kept = self._by_head.setdefault(form[:_HEAD], [])
        kept.append(form)
        kept.sort(key=len, reverse=True)


def _found(text: str, place: int, kept: list[str]) -> int:
    """How many characters at this place are one of the kept texts, the longest first, or the beginning of one."""
    for form in kept:
        if text.startswith(form, place):
            if len(form) > _WORD or _is_word(text, place, place + len(form)):
                return len(form)
        elif cut := _cut(text, place, form):
            return cut
    return 0


def _cut(text: str, place: int, form: str) -> int:
    if len(form) <= _SHORTEST_CUT or not text.startswith(form[:_SHORTEST_CUT], place):
        return 0
    length = next(
        (at for at, letter in enumerate(form) if text[place + at : place + at + 1] != letter), len(form)
    )
    end = place + length
    return length if end == len(text) or text.startswith(_CUT, end) else 0


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not before.isalnum() and not after.isalnum()


def _lowered(text: str) -> str:
    """In lower case, when that keeps every letter at its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _forms(text: str) -> Iterator[str]:
    """The text as others write it; whoever writes it twice over leaves the parts that need no escapes."""
    yield text
    yield from (part for part in _ESCAPED.split(text) if len(part) >= _SHORTEST_CUT)
    if not text.isalnum():
        plain = text.encode("utf-8", "backslashreplace").decode()
        yield from {
            json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1],
            ascii(text)[1:-1], plain, quote(plain, safe=""), quote(plain), quote_plus(plain), html.escape(plain),
        } - {text}  # fmt: skip
