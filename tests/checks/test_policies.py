"""Durations of a policy, and lists of policies."""

import pytest

from pingone_conformance.checks.policies import lasts, one_is_default

HALF_AN_HOUR = {"duration": 30, "timeUnit": "MINUTES"}


@pytest.mark.parametrize("same", [HALF_AN_HOUR, {"duration": 1800, "timeUnit": "SECONDS", "more": 1}])
def test_a_duration_may_change_its_unit(same: object) -> None:
    assert not list(lasts({"timeout": same}, "timeout", HALF_AN_HOUR))


@pytest.mark.parametrize(
    "other",
    [
        None,
        1800,
        {},
        {"duration": 30},
        {"duration": 30, "timeUnit": "SECONDS"},
        {"duration": 30, "timeUnit": "FORTNIGHTS"},
        {"duration": "30", "timeUnit": "MINUTES"},
        {"duration": 1800.5, "timeUnit": "SECONDS"},
    ],
)
def test_another_duration_is_a_finding(other: object) -> None:
    assert len(list(lasts({"timeout": other}, "timeout", HALF_AN_HOUR))) == 1
    assert len(list(lasts({}, "timeout", HALF_AN_HOUR))) == 1


def test_one_policy_is_the_default() -> None:
    assert not list(one_is_default([{"default": False}, {"default": True}]))


@pytest.mark.parametrize(
    "policies", [[], [{}], [{"default": "true"}], [{"default": False}], [{"default": True}] * 2]
)
def test_none_or_two_defaults_are_a_finding(policies: list[object]) -> None:
    assert len(list(one_is_default(policies))) == 1


def test_true_is_not_one_minute() -> None:
    timeout = {"timeout": {"duration": True, "timeUnit": "MINUTES"}}
    assert list(lasts(timeout, "timeout", {"duration": 1, "timeUnit": "MINUTES"}))


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert not list(lasts({"timeout": {"duration": 30.0, "timeUnit": "MINUTES"}}, "timeout", HALF_AN_HOUR))
