"""Where rules and operations are written down: files of the data rooms and lines in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pingone_conformance.rooms import room

# Contract files are written in one form, which `tests/reporting/test_places.py` holds; parsing them takes a second.
_RULE = re.compile(r"^- id: ([A-Z]+-[0-9]{3})\b", re.MULTILINE)
_OPERATION = re.compile(r"^ +operationId: (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; the path is relative to the checkout, with slashes."""

    file: str
    line: int


@cache
def rule_places() -> Mapping[str, Place]:
    """Where each rule of this installation is, by its id."""
    return {
        rule: place for folder in ("rules", "bindings") for rule, place in _places("contracts", folder, _RULE)
    }


@cache
def operation_places() -> Mapping[str, Place]:
    """Where each operation of the bundled description is, by its operationId."""
    return dict(_places("openapi", "paths", _OPERATION))


def _places(
    name: Literal["contracts", "openapi"], folder: str, pattern: re.Pattern[str]
) -> Iterator[tuple[str, Place]]:
    root: Path = room(name)
    for file in sorted((root / folder).rglob("*.yaml")):
        path = f"{name}/{file.relative_to(root).as_posix()}"
        text = file.read_text(encoding="utf-8")
        line, end = 1, 0
        for found in pattern.finditer(text):
            line += text.count("\n", end, found.start(1))
            end = found.start(1)
            yield found.group(1), Place(path, line)
