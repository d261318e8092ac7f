"""Where two texts differ, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

Pieces = tuple[tuple[str, bool], ...]
"""Parts of a text in their order, each with whether the other text lacks it."""

# More words take too long to compare, and nobody looks at so many.
_WORDS = 250
# Texts with less in common, and parts with more words, are different as a whole: marks would hide rather than show.
_ALIKE = 0.2
_LONGEST = 4
# An id, a time, an address or a number is one word.
_WORD = re.compile(r"[\w.:/@+-]*\w|\S")


@lru_cache(maxsize=512)
def differences(expected: str, observed: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces; none of them is marked when the texts are equal, too long, or hardly alike."""
    plain = ((expected, False),), ((observed, False),)
    old, new = list(_WORD.finditer(expected)), list(_WORD.finditer(observed))
    if expected == observed or max(len(old), len(new)) > _WORDS:
        return plain
    matcher = SequenceMatcher(None, [word[0] for word in old], [word[0] for word in new], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return plain
    changed = [
        code
        for code in matcher.get_opcodes()
        if code[0] != "equal" and max(code[2] - code[1], code[4] - code[3]) <= _LONGEST
    ]
    return (
        _pieces(expected, [old[first:end] for _, first, end, _, _ in changed]),
        _pieces(observed, [new[first:end] for _, _, _, first, end in changed]),
    )


def _pieces(text: str, changed: Sequence[Sequence[re.Match[str]]]) -> Pieces:
    pieces, place = [], 0
    for words in changed:
        if words:
            start, end = words[0].start(), words[-1].end()
            pieces += [(text[place:start], False), (text[start:end], True)]
            place = end
    return tuple((piece, differs) for piece, differs in [*pieces, (text[place:], False)] if piece)
