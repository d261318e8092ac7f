"""From the end of a test to its outcome, without a run around it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import pytest

from pingone_conformance.findings import ConformanceFailure, Finding, PartnerRefused
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.outcomes import Outcome, Outcomes, outcome_of

FINDING = Finding("a promise", "a breach")


@pytest.fixture
def expect() -> Expectations:
    return Expectations(("USER-002", "USER-001", "USER-003"))


def ended(
    outcome: Literal["passed", "failed", "skipped"] = "passed", longrepr: Any = None
) -> pytest.TestReport:
    return pytest.TestReport(
        "test_x.py::test_it", ("test_x.py", 1, "test_it"), {}, outcome, longrepr, "call", duration=0.123456
    )


@pytest.mark.parametrize("operation", ["createUser"])
def test_an_outcome_says_what_was_tried_and_found(
    request: pytest.FixtureRequest, expect: Expectations, operation: str
) -> None:
    expect([], rule="USER-002")
    expect([FINDING], rule="USER-001")
    expect.left_out["USER-001"] = 3
    assert outcome_of(request.node, ended(), expect, None) == Outcome(
        test=request.node.nodeid,
        operation="createUser",
        rules=["USER-002", "USER-001", "USER-003"],
        tried=["USER-001", "USER-002"],
        breaches=[breach.as_json() for breach in expect.breaches],
        left_out={"USER-001": 3},
        seconds=0.1235,
    )


def test_a_breach_is_no_trouble_of_ours(request: pytest.FixtureRequest, expect: Expectations) -> None:
    failure = ConformanceFailure([("USER-001", FINDING)])
    outcome = outcome_of(request.node, ended("failed", "…"), expect, failure)
    assert (outcome.operation, outcome.untested, outcome.broken) == (None, None, None)


def test_any_other_exception_is(request: pytest.FixtureRequest, expect: Expectations) -> None:
    outcome = outcome_of(request.node, ended("failed", "…"), expect, KeyError("id"))
    assert (outcome.untested, outcome.broken) == (None, "KeyError: 'id'")


@pytest.mark.parametrize(
    "longrepr", [(str(Path("test_x.py")), 1, "Skipped: blocked: no user"), "blocked: no user"]
)
def test_a_skipped_test_is_untested_for_its_reason(
    request: pytest.FixtureRequest, expect: Expectations, longrepr: Any
) -> None:
    outcome = outcome_of(request.node, ended("skipped", longrepr), expect, None)
    assert (outcome.untested, outcome.broken) == ("blocked: no user", None)


def test_a_pair_that_was_not_completed_is_told_behind_findings(
    request: pytest.FixtureRequest, expect: Expectations
) -> None:
    failure = ConformanceFailure([("USER-001", FINDING)])
    failure.__context__ = PartnerRefused("createUser", 400)
    outcome = outcome_of(request.node, ended("failed", "…"), expect, failure)
    assert outcome.broken == f"PartnerRefused: {failure.__context__}"
    failure.__context__ = KeyError("id")
    assert outcome_of(request.node, ended("failed", "…"), expect, failure).broken is None


def reported(**content: Any) -> pytest.TestReport:
    report = ended()
    report.pingone = asdict(Outcome(operation=None, rules=["USER-001"], **content))  # type: ignore[attr-defined]
    return report


def test_outcomes_are_kept_in_the_order_in_which_tests_ended() -> None:
    outcomes = Outcomes()
    assert outcomes.add(ended()) is None
    first = outcomes.add(reported(test="b", tried=[]))
    second = outcomes.add(reported(test="a", tried=[]))
    assert first == Outcome("b", None, ["USER-001"], [])
    assert outcomes.all() == [first, second]


@pytest.mark.parametrize("reason", ["untested", "broken"])
def test_a_later_phase_adds_to_a_test_and_hides_no_earlier_reason(reason: str) -> None:
    outcomes = Outcomes()
    outcomes.add(reported(test="a", tried=[], calls={"x": 1}, **{reason: "the first"}))
    assert (
        outcomes.add(reported(test="a", tried=["USER-001"], calls={"x": 2}, **{reason: "the second"})) is None
    )
    (kept,) = outcomes.all()
    assert (kept.tried, kept.requests, getattr(kept, reason)) == (["USER-001"], 2, "the first")


@pytest.mark.parametrize("reason", ["untested", "broken"])
def test_the_reason_of_a_later_phase_is_kept(reason: str) -> None:
    outcomes = Outcomes()
    outcomes.add(reported(test="a", tried=[]))
    outcomes.add(reported(test="a", tried=[], **{reason: "the second"}))
    (kept,) = outcomes.all()
    assert getattr(kept, reason) == "the second"
