"""Waivers: breaches that are known and accepted until a day, read from `contracts/waivers.yaml` or a file like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pingone_conformance.contracts import EVERY_OPERATION, Contracts, Rule
from pingone_conformance.datafiles import check, read_yaml
from pingone_conformance.findings import ConformanceError
from pingone_conformance.rooms import room

LONGEST = timedelta(days=366)
"""How far ahead a waiver may expire: one without an end in sight is a rule that nobody wants, not a waiver."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted breach. `operation` is None for all of the rule's; `target` is a pattern; `expires` is included."""

    rule: str
    operation: str | None
    target: str
    reason: str
    link: str
    expires: date

    def as_json(self) -> dict[str, Any]:
        """The form that reports hold."""
        return {
            "rule": self.rule,
            "operation": self.operation,
            "target": self.target,
            "reason": self.reason,
            "link": self.link,
            "expires": self.expires.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers that are for one target, on one day."""

    rows: Sequence[Waiver] = ()
    today: date = date.min

    def __iter__(self) -> Iterator[Waiver]:
        return iter(self.rows)

    def in_force(self, waiver: Waiver) -> bool:
        """Whether a waiver has not expired."""
        return self.today <= waiver.expires

    def covering(self, rule: Rule, about: str | None, answered: str | None) -> list[Waiver]:
        """The waivers in force for a breach of a rule.

        `about` is the operation that the test is about, where it is about one; `answered` the one whose answer showed
        the breach.
        """
        operation = _operation(rule, about, answered)
        return [
            waiver
            for waiver in self.rows
            if waiver.rule == rule.id and self.in_force(waiver) and waiver.operation in (None, operation)
        ]


def today() -> date:
    """The day by UTC, wherever the machine is."""
    return datetime.now(UTC).date()


def load_waivers(file: Path | None, contracts: Contracts, *, day: date | None = None) -> list[Waiver]:
    """Read and check a file of waivers (None: `contracts/waivers.yaml`); `day` is today's, for the latest end.

    Raises `ConformanceError` naming file, rule and member for anything the schema refuses, a rule that does not
    exist, an operation that is not the rule's, and an end that is no day or too far ahead.
    """
    file = file or room("contracts") / "waivers.yaml"
    rows = _written(read_yaml(file))
    check(rows, file, room("contracts") / "schema" / "waivers.schema.json")
    return [_waiver(row, contracts, file, day or today()) for row in rows]


def waivers_for(address: str, waivers: Iterable[Waiver], day: date) -> Waivers:
    """Those of the waivers that are for the target of that address."""
    return Waivers([waiver for waiver in waivers if _matches(address, waiver.target)], day)


def _matches(address: str, pattern: str) -> bool:
    # In an address, a bracket is a part of IPv6, not the beginning of a set.
    return fnmatchcase(address, pattern.replace("[", "[[]"))


def _operation(rule: Rule, about: str | None, answered: str | None) -> str | None:
    if about:
        return about
    if rule.operations == (EVERY_OPERATION,) or answered in rule.operations:
        return answered
    # What a change did is often shown by reading afterwards.
    return rule.operations[0] if len(rule.operations) == 1 else None


def _written(content: Any) -> Any:
    """The rows as they were written: YAML makes days of what looks like one. Nothing but comments waives nothing."""
    if not isinstance(content, list):
        return [] if content is None else content
    dated = [isinstance(row, dict) and isinstance(row.get("expires"), date) for row in content]
    return [
        {**row, "expires": row["expires"].isoformat()} if has_day else row
        for row, has_day in zip(content, dated, strict=True)
    ]


def _waiver(row: Mapping[str, Any], contracts: Contracts, file: Path, day: date) -> Waiver:
    where = f"{file.name}, {row['rule']}"
    rule = contracts.rules.get(row["rule"])
    if rule is None:
        raise ConformanceError(
            f"{where}: there is no such rule", hint="`pingone-conformance rules` lists them"
        )
    operation = row.get("operation")
    if operation is not None and operation not in _operations_of(rule, contracts):
        raise ConformanceError(
            f"{where}, member 'operation': the rule is not about {operation}",
            hint=f"it is about {', '.join(rule.operations) or rule.subject}; leave `operation` out for all of it",
        )
    return Waiver(
        rule=rule.id,
        operation=operation,
        target=row.get("target", "*"),
        reason=row["reason"],
        link=row["link"],
        expires=_end(row["expires"], where, day),
    )


def _operations_of(rule: Rule, contracts: Contracts) -> Iterable[str]:
    return contracts.operations if rule.operations == (EVERY_OPERATION,) else rule.operations


def _end(text: str, where: str, day: date) -> date:
    try:
        end = date.fromisoformat(text)
    except ValueError:
        raise ConformanceError(
            f"{where}, member 'expires': {text} is no day", hint="write it as 2030-01-31"
        ) from None
    if end > day + LONGEST:
        raise ConformanceError(
            f"{where}, member 'expires': {text} is more than {LONGEST.days} days ahead",
            hint=f"choose a day until {day + LONGEST}, and renew the waiver then if it has to be",
        )
    return end
