"""What of regular expressions Rhino does not have."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?(<[=!]|<|[:=!])?|.", re.DOTALL)
FLAGS = frozenset("gim")
_GROUPS = {
    "(?<": "a named group: Rhino 1.7.14 has none; use a number",
    "(?<=": "look-behind: Rhino 1.7.14 has none; capture what stands before",
    "(?<!": "look-behind: Rhino 1.7.14 has none; capture what stands before",
    "(?": "modifiers in a regular expression: Rhino 1.7.14 has none; use flags",
}


def faults(pattern: str, flags: str) -> list[str]:
    """What is wrong with a regular expression, each thing once."""
    found = [
        f"the flag {flag} of a regular expression: Rhino 1.7.14 has only g, i and m"
        for flag in dict.fromkeys(flags)
        if flag not in FLAGS
    ]
    groups = [_GROUPS[token[0]] for token in _TOKEN.finditer(pattern) if token[0] in _GROUPS]
    return [*dict.fromkeys(groups), *found]
