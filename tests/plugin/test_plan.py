"""What a run on a tenant tries within its limits."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pingone_conformance.contracts import Limits, contracts
from pingone_conformance.findings import ConformanceError, Level
from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.plugin.plan import FILE_NAME, Plan, choose

BESIDE = 6
MUST, SHOULD, MAY = (
    [rule.id for rule in contracts().rules.values() if rule.level is level and not rule.untested]
    for level in (Level.MUST, Level.SHOULD, Level.MAY)
)


def outcome(
    test: str, *rules: str, requests: int = 1, creates: int = 0, untested: str | None = None
) -> Outcome:
    """How a test of a rehearsal ended: what it tried, sent and created."""
    return Outcome(
        test=test,
        operation=None,
        rules=list(rules),
        tried=[] if untested else list(rules),
        untested=untested,
        calls={"readOneUser": requests - creates, "createUser": creates},
        creates={"createUser": creates} if creates else {},
    )


def plan(outcomes: list[Outcome], requests: int = 1000, creates: int = 100) -> Plan:
    """The plan within limits: so many requests of tests and their clean-up, so many creates."""
    return choose(outcomes, contracts(), Limits(requests + BESIDE, creates))


def test_nothing_makes_an_empty_plan() -> None:
    empty = plan([])
    assert (empty.tests, empty.left_out, empty.rules, empty.requests) == ([], {}, 0, 0)
    assert sum(empty.untested.values()) == len(contracts().rules)


def test_everything_fits_in_its_order() -> None:
    tests = [
        outcome(f"test_{number}", rule) for number, rule in enumerate([*MAY[:2], *MUST[:2], *SHOULD[:2]])
    ]
    chosen = plan(tests)
    assert chosen.tests == [test.test for test in tests]
    assert (chosen.left_out, chosen.rules, chosen.requests) == ({}, 6, 6)


def test_rules_that_must_hold_come_first() -> None:
    tests = [outcome("may", MAY[0]), outcome("should", SHOULD[0]), outcome("must", MUST[0])]
    assert plan(tests, requests=1).tests == ["must"]
    assert plan(tests, requests=2).tests == ["should", "must"]


def test_a_rule_that_another_test_tries_is_worth_nothing_more() -> None:
    tests = [outcome("first", MUST[0]), outcome("same", MUST[0]), outcome("other", SHOULD[0])]
    assert plan(tests, requests=2).tests == ["first", "other"]


def test_cheap_tests_come_before_dear_ones() -> None:
    tests = [outcome("dear", MUST[0], requests=10), outcome("cheap", MUST[1])]
    assert plan(tests, requests=10).tests == ["cheap"]


def test_ties_are_stable() -> None:
    tests = [outcome(f"test_{number}", MUST[number]) for number in range(20)]
    assert plan(tests, requests=7).tests == [f"test_{number}" for number in range(7)]


def test_creates_are_counted_with_their_delete() -> None:
    tests = [outcome("creates", MUST[0], requests=3, creates=2)]
    assert plan(tests, requests=5).tests == ["creates"]
    assert plan(tests, requests=4).tests == []
    assert plan(tests, creates=3).tests == ["creates"]
    assert plan(tests, creates=1).tests == []


@pytest.mark.parametrize("seed", range(20))
def test_limits_are_never_exceeded(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rules = [*MUST, *SHOULD, *MAY]
    tests = []
    for number in range(60):
        creates = draw.randint(0, 4)
        requests = creates + draw.randint(0, 10)
        tests.append(
            outcome(f"t{number}", *draw.sample(rules, draw.randint(1, 4)), requests=requests, creates=creates)
        )
    limits = Limits(draw.randint(1, 200), draw.randint(0, 40))
    chosen = choose(tests, contracts(), limits)
    created = sum(chosen.creates.values())
    assert created <= limits.max_creates
    assert (
        chosen.requests + created + (BESIDE if chosen.tests else 0) <= max(limits.max_requests, 0)
        or not chosen.requests
    )
    assert sorted([*chosen.tests, *chosen.left_out]) == sorted(test.test for test in tests)


def test_what_has_no_room_says_which_limits() -> None:
    left = plan([outcome("t", MUST[0], requests=50)], requests=10, creates=7).left_out["t"]
    assert left.startswith("left out: 16 requests and 7 creates")
    assert "--max-requests" in left
    assert "--max-creates" in left


def test_what_the_rehearsal_could_not_try_says_why() -> None:
    tests = [outcome("t", MUST[0], untested="needs a mock: it moves the clock"), outcome("u", MUST[1])]
    chosen = plan(tests)
    assert chosen.left_out == {"t": "needs a mock: it moves the clock"}
    assert chosen.untested["needs a mock: it moves the clock"] == 1


def test_what_was_tried_in_part_stays_in() -> None:
    part = outcome("t", MUST[0])
    part.untested = "needs a mock: the rest"
    assert plan([part]).tests == ["t"]


def test_a_rule_that_one_test_tries_is_not_untried_for_another() -> None:
    tests = [outcome("t", MUST[0]), outcome("u", MUST[0], untested="needs a hook")]
    assert "needs a hook" not in plan(tests).untested


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = plan([outcome("t", MUST[0], creates=1), outcome("u", MUST[1], untested="why")])
    written.write(tmp_path)
    assert Plan.read(tmp_path / FILE_NAME) == written


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff", b'{"tests": [], "colour": "red"}', b'{"tests": 7}',
        b'{"left_out": []}', b'{"calls": {"a": "b"}}', b'{"rules": "many"}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_plan_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    with pytest.raises(ConformanceError, match=r"the plan .* cannot be read"):
        Plan.read(file)


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConformanceError, match=r"the plan .* cannot be read"):
        Plan.read(tmp_path / FILE_NAME)


def test_a_plan_of_an_older_version_is_read(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(json.dumps({"tests": ["t"]}), encoding="utf-8")
    assert Plan.read(file).tests == ["t"]
