"""How one test ended, in a form that crosses process borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceFailure, PartnerRefused
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.selection import operation_of


@dataclass
class Outcome:
    """One test's contribution to the verdicts of its rules.

    `left_out` counts breaches beyond those kept, by rule; `calls` counts requests, `creates` what they created on a
    tenant, by operation; `pictures` has small copies of what a test showed, each with the rule that it shows best.
    `started` is the time of the clock in seconds since 1970; `evidence` names files for Allure (`plugin/allure.py`).
    `waited` has the seconds of waiting for a busy target, among the `seconds` or in the fixtures before them.
    """

    test: str
    operation: str | None
    rules: list[str]
    tried: list[str]
    breaches: list[dict[str, Any]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    untested: str | None = None
    broken: str | None = None
    calls: dict[str, int] = field(default_factory=dict)
    creates: dict[str, int] = field(default_factory=dict)
    fingerprint: str = "0"
    seconds: float = 0.0
    waited: float = 0.0
    pictures: list[dict[str, Any]] = field(default_factory=list)
    started: float = 0.0
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many requests the test sent."""
        return sum(self.calls.values())


def outcome_of(
    item: pytest.Item, report: pytest.TestReport, expectations: Expectations, failure: BaseException | None
) -> Outcome:
    """What a finished phase of a test says: findings, a reason why nothing was tried, or why nothing is shown.

    `broken` begins with the name of the exception: `PartnerRefused` is the target's doing, any other one ours.
    """
    outcome = Outcome(
        test=item.nodeid,
        operation=operation_of(item),
        rules=list(expectations.rules),
        tried=sorted(expectations.tried),
        breaches=[breach.as_json() for breach in expectations.breaches],
        left_out=dict(expectations.left_out),
        seconds=round(report.duration, 4),
        started=round(report.start, 3),
    )
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        outcome.untested = reason.removeprefix("Skipped: ")
    elif trouble := _trouble(failure):
        outcome.broken = f"{type(trouble).__name__}: {trouble}"
    return outcome


def _trouble(failure: BaseException | None) -> BaseException | None:
    """What keeps the rules without a finding from being judged."""
    if not isinstance(failure, ConformanceFailure):
        return failure
    # Findings came first; the pair that could not be completed still shows nothing for the other rules.
    return failure.__context__ if isinstance(failure.__context__, PartnerRefused) else None


class Outcomes:
    """The outcomes of a run, one for each test; reports of the phases of a test join."""

    def __init__(self) -> None:
        self._by_test: dict[str, Outcome] = {}

    def add(self, report: pytest.TestReport) -> Outcome | None:
        """Keep what a report says of its test, and return it when the test is new."""
        content = getattr(report, "pingone", None)
        if content is None:
            return None
        outcome = Outcome(**content)
        known = self._by_test.get(outcome.test)
        self._by_test[outcome.test] = outcome
        if known is None:
            return outcome
        # A test's expectations and requests only grow: the later outcome has those of the earlier one.
        outcome.broken = known.broken or outcome.broken
        outcome.untested = known.untested or outcome.untested
        return None

    def all(self) -> list[Outcome]:
        """Return the outcomes in the order in which the tests ended."""
        return list(self._by_test.values())
