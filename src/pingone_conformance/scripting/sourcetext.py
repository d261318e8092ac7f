"""Source text as JavaScript counts it: lines end as ECMAScript says, columns are characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")


def whole(text: str) -> str:
    """The text without halves of surrogate pairs, which no encoding has."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class SourceText:
    """A text, and where its bytes in UTF-8 are, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = whole(text)
        self.encoded = self.text.encode()

    @cached_property
    def lines(self) -> int:
        """How many lines the text has."""
        return len(LINE_END.findall(self.text)) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at a byte."""
        line = bisect_right(self._starts, offset)
        return line, self.column(line, offset - self._starts[line - 1])

    def column(self, line: int, offset: int) -> int:
        """Column of the character at a byte of a line."""
        start = self._starts[line - 1]
        return len(self.encoded[start : start + offset].decode("utf-8", "ignore")) + 1

    @cached_property
    def _starts(self) -> list[int]:
        """The byte that each line starts at."""
        starts, before = [0], 0
        for end in LINE_END.finditer(self.text):
            starts.append(starts[-1] + len(self.text[before : end.end()].encode()))
            before = end.end()
        return starts
