"""What is told of the trials: `power.json`, and a table by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pingone_conformance.config import Settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ExitCode
from pingone_conformance.mock.faults import Kind
from pingone_conformance.power.trials import Judged, Trial
from pingone_conformance.reporting.results import versions, write_json

FILE_NAME = "power.json"
SCHEMA = 1
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Power:
    """The trials of some faults and of the clean mock; ``whole`` when they were all faults that there are."""

    clean: Trial
    judged: Sequence[Judged]
    whole: bool
    all_rules: bool
    seconds: float

    @property
    def survivors(self) -> list[Judged]:
        """The faults that the suite does not see."""
        return [one for one in self.judged if not one.killed]

    @property
    def dead_rules(self) -> list[str]:
        """The rules that hold on the clean mock and turn under no fault; known for the whole bank only."""
        turned = {rule for one in self.judged for rule in one.trial.turned}
        return [rule for rule in contracts().rules if rule in self.clean.held and rule not in turned]

    @property
    def requests(self) -> int:
        """How many requests all trials took."""
        return self.clean.requests + sum(one.trial.requests for one in self.judged)

    @property
    def exit_code(self) -> ExitCode:
        """1 for a fault that survives or a clean mock that is accused, 3 when the suite crashed on the clean mock."""
        if self.clean.turned or self.survivors:
            return ExitCode.VIOLATES
        return ExitCode.BROKEN if self.clean.crashed else ExitCode.CONFORMS

    def counts(self, kind: Kind | None = None) -> dict[str, int]:
        """How many faults of a class, or of all, there are, were killed and were blamed right."""
        judged = [one for one in self.judged if kind in (None, one.fault.kind)]
        killed = sum(one.killed for one in judged)
        return {
            "faults": len(judged),
            "killed": killed,
            "blamed_right": sum(one.blamed_right for one in judged),
        }

    def as_json(self, settings: Settings) -> dict[str, Any]:
        """The content of `power.json`."""
        return {
            "schema": SCHEMA,
            "versions": versions(),
            "seed": settings.seed,
            "profile": settings.profile,
            "all_rules": self.all_rules,
            "summary": {
                **self.counts(),
                "dead_rules": len(self.dead_rules) if self.whole else None,
                "requests": self.requests,
                "seconds": round(self.seconds, 1),
                "exit_code": int(self.exit_code),
            },
            "classes": {str(kind): self.counts(kind) for kind in Kind},
            "clean": self.clean.as_json(),
            "dead_rules": self.dead_rules if self.whole else None,
            "faults": [_row(one) for one in self.judged],
        }


def write_power(power: Power, settings: Settings, out: Path) -> Path:
    """Write `power.json` and return where it is."""
    file = out / FILE_NAME
    write_json(power.as_json(settings), file)
    return file


def print_power(console: Console, power: Power) -> None:
    """Print the table, who survived, who was blamed wrongly, which rules are dead, and what it took."""
    _print_table(console, power)
    _print_list(console, "accused though nothing is wrong", power.clean.turned)
    _print_list(console, "crashed on the clean mock", power.clean.crashed)
    _print_list(console, "survived", [_survivor(one) for one in power.survivors])
    wrong = [one for one in power.judged if not one.blamed_right]
    _print_list(
        console,
        "blamed wrongly",
        [f"{one.fault.name}: {', '.join(one.wrongly_blamed)}" for one in wrong],
    )
    if power.whole:
        _print_list(console, "dead rules, which no fault turns", power.dead_rules)
    console.print(f"\n{power.requests:,} requests in {power.seconds:.0f} s.", highlight=False)


def _print_table(console: Console, power: Power) -> None:
    table = Table("class", box=None, header_style="bold", pad_edge=False)
    for heading in ("faults", "killed", "", "blamed right", ""):
        table.add_column(heading, justify="right")
    for name, kind in [*((str(kind), kind) for kind in Kind), ("all", None)]:
        counts = power.counts(kind)
        if counts["faults"]:
            table.add_row(
                name,
                str(counts["faults"]),
                str(counts["killed"]),
                _share(counts["killed"], counts["faults"]),
                str(counts["blamed_right"]),
                _share(counts["blamed_right"], counts["faults"]),
            )
    console.print(table)


def _print_list(console: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        console.print(f"\n[bold]{len(lines)} {heading}[/]")
        for line in lines[:_LISTED]:
            console.print(f"  {line}", markup=False, soft_wrap=True)
        if len(lines) > _LISTED:
            console.print(f"  … and {len(lines) - _LISTED} more: {FILE_NAME}", markup=False)


def _survivor(one: Judged) -> str:
    if one.trial.crashed:
        return f"{one.fault.name}: our own error, {one.trial.crashed[0]}"
    return f"{one.fault.name} ({one.fault.kind}, {', '.join(one.fault.rules)})"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def _row(one: Judged) -> dict[str, Any]:
    return {
        **one.fault.as_json(),
        "killed": one.killed,
        "blamed_right": one.blamed_right,
        "turned": one.trial.turned,
        "quiet": one.quiet,
        "crashed": one.trial.crashed,
        "tests": one.trial.tests,
        "requests": one.trial.requests,
        "seconds": one.trial.seconds,
    }
