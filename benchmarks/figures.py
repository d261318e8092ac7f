"""Figures: a measurement of ours beside one of theirs, the ratio, the aim, the table and the file."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

_VERSIONED = ("pingone-conformance", "schemathesis", "hypothesis", "pytest", "uvicorn", "uvloop", "httptools")


@dataclass(frozen=True)
class Aim:
    """What issue 2, section 6 asks for: ours at most or at least so much, and the ratio at least so much."""

    at_most: float | None = None
    at_least: float | None = None
    ratio: float | None = None

    def __str__(self) -> str:
        parts = (("≤", self.at_most, ""), ("≥", self.at_least, ""), ("≥", self.ratio, "x"))
        return ", ".join(
            f"{sign} {_number(value)}{suffix}" for sign, value, suffix in parts if value is not None
        )


@dataclass(frozen=True)
class Figure:
    """One row. `peer` names what `theirs` was measured on; `better` says which way is good, None for a mere fact."""

    name: str
    unit: str
    ours: float | None
    theirs: float | None = None
    peer: str = ""
    better: Literal["less", "more"] | None = None
    aim: Aim = Aim()

    @property
    def ratio(self) -> float | None:
        """How many times better ours is; for a mere fact, ours divided by theirs. None without both."""
        if not self.ours or not self.theirs:
            return None
        return self.theirs / self.ours if self.better == "less" else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none, or where it cannot be told."""
        if self.aim == Aim() or self.ours is None:
            return None
        if self.aim.ratio is not None and self.ratio is None:
            return None
        return (
            (self.aim.at_most is None or self.ours <= self.aim.at_most)
            and (self.aim.at_least is None or self.ours >= self.aim.at_least)
            and (self.aim.ratio is None or (self.ratio or 0) >= self.aim.ratio)
        )

    def row(self) -> dict[str, Any]:
        """The figure as JSON."""
        return {
            "figure": self.name,
            "unit": self.unit,
            "ours": self.ours,
            "theirs": self.theirs,
            "peer": self.peer or None,
            "ratio": self.ratio,
            "better": self.better,
            "aim": str(self.aim) or None,
            "met": self.met,
        }


def print_figures(console: Console, figures: Sequence[Figure], notes: Sequence[str]) -> None:
    """Print a table and the notes below it; a ratio above 1 means that ours is the better one."""
    table = Table(box=None, header_style="bold", pad_edge=False, title_justify="left")
    table.add_column("figure")
    for heading in ("ours", "theirs", "ratio"):
        table.add_column(heading, justify="right")
    for heading in ("beside", "aim", "met"):
        table.add_column(heading)
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{_number(figure.ratio)}x"
        met = {True: "yes", False: "[bold]no[/bold]", None: ""}[figure.met]
        name = f"{figure.name}, {figure.unit}"
        theirs = _number(figure.theirs) if figure.peer else ""
        table.add_row(name, _number(figure.ours), theirs, ratio, figure.peer, str(figure.aim), met)
    console.print(table)
    for note in notes:
        console.print(f"* {note}", markup=False)


def write_figures(file: Path, figures: Sequence[Figure], notes: Sequence[str]) -> None:
    """Write the same as JSON, with the machine and the versions that were measured."""
    content = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "versions": {name: version(name) for name in _VERSIONED},
        },
        "figures": [figure.row() for figure in figures],
        "notes": list(notes),
    }
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _number(value: float | None) -> str:
    if value is None:
        return "not measured"
    decimals = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}"
