"""How one test ended, in a form that crosses process borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceFailure
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.selection import operation_of


@dataclass
class Outcome:
    """One test's contribution to the verdicts of its rules; `left_out` counts breaches beyond those kept, by rule."""

    test: str
    operation: str | None
    rules: list[str]
    tried: list[str]
    breaches: list[dict[str, Any]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    untested: str | None = None
    broken: str | None = None
    requests: int = 0
    fingerprint: str = "0"
    seconds: float = 0.0


def outcome_of(
    item: pytest.Item, report: pytest.TestReport, expectations: Expectations, failure: BaseException | None
) -> Outcome:
    """What a finished phase of a test says: findings, a reason why nothing was tried, or trouble of our own."""
    outcome = Outcome(
        test=item.nodeid,
        operation=operation_of(item),
        rules=list(expectations.rules),
        tried=sorted(expectations.tried),
        breaches=[breach.as_json() for breach in expectations.breaches],
        left_out=dict(expectations.left_out),
        seconds=round(report.duration, 4),
    )
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        outcome.untested = reason.removeprefix("Skipped: ")
    elif failure is not None and not isinstance(failure, ConformanceFailure):
        outcome.broken = f"{type(failure).__name__}: {failure}"
    return outcome
