"""Texts with ids in them as Python source in which the ids are names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pprint import pformat
from typing import Any

_STRING = re.compile(r"""(?<![\w'"])('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_WIDTH = 90

Names = Mapping[str, str]


def source_of(value: Any, names: Names) -> str:
    """Python source of a value made of JSON's kinds; `names` has the expression for each text that is not constant."""
    return with_names(pformat(value, width=_WIDTH, sort_dicts=False), names)


def with_names(source: str, names: Names) -> str:
    """Python source whose string literals hold expressions in the place of the texts that have a name."""
    return _STRING.sub(lambda found: _formatted(found[0], names), source)


def uses(source: str, name: str) -> bool:
    """Whether Python source uses a name."""
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


def _formatted(literal: str, names: Names) -> str:
    known = [text for text in names if text in literal]
    if not known:
        return literal
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    if (whole := pattern.fullmatch(literal[1:-1])) is not None:
        return names[whole[0]]
    place, parts = 0, []
    for found in pattern.finditer(literal):
        parts += [_braces(literal[place : found.start()]), "{", names[found[0]], "}"]
        place = found.end()
    return "f" + "".join(parts) + _braces(literal[place:])


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
