"""Tests of completion_decision.js, on the mock: no tenant, no network."""

import pytest

STATE = {"username": "robert.redford"}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("SUCCESS", "verified"),
        ("APPROVED_MANUALLY", "verified"),
        ("IN_PROGRESS", "pending"),
        ("FAIL", "retry"),
    ],
)
def test_the_last_transaction_decides(journey, status, outcome):
    transaction = journey.verify(status)
    result = journey.run("completion_decision.js", state=STATE)
    assert result.outcome == outcome
    assert result.shared["verifyTransactionId"] == transaction["id"]


def test_an_earlier_success_does_not_count(journey):
    journey.verify("SUCCESS")
    journey.clock.advance(60)
    journey.verify("FAIL")
    assert journey.run("completion_decision.js", state=STATE).outcome == "retry"


def test_who_was_never_asked_fails(journey):
    result = journey.run("completion_decision.js", state=STATE)
    assert result.outcome == "failed"
    assert [(entry.level, entry.message) for entry in result.log] == [
        ("WARN", "robert.redford was never asked to verify")
    ]


def test_the_environment_says_how_often_may_be_tried(journey):
    journey.variable("esv.verify.attempts", 2)
    journey.verify("FAIL")
    first = journey.run("completion_decision.js", state=STATE)
    second = journey.run("completion_decision.js", state=first.shared)
    assert (first.outcome, second.outcome) == ("retry", "failed")
    assert second.state["verifyAttempts"] == 2
