"""What a run on a tenant tries, and in which order."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError, Level
from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.plugin.plan import FILE_NAME, Plan, choose
from pingone_conformance.profiles import Limits

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
    """The plan of a run that may send so many requests and create so many things."""
    return choose(outcomes, contracts(), Limits(requests, creates))


def test_nothing_makes_an_empty_plan() -> None:
    empty = plan([])
    assert (empty.tests, empty.left_out, empty.rules, empty.requests) == ([], {}, 0, 0)
    assert sum(empty.untested.values()) == len(contracts().rules)


def test_rules_that_must_hold_come_first() -> None:
    tests = [outcome("may", MAY[0]), outcome("should", SHOULD[0]), outcome("must", MUST[0])]
    chosen = plan(tests)
    assert chosen.tests == ["must", "should", "may"]
    assert (chosen.left_out, chosen.rules, chosen.requests) == ({}, 3, 3)


def test_a_rule_that_another_test_tries_is_worth_nothing_more() -> None:
    tests = [outcome("first", MUST[0]), outcome("same", MUST[0]), outcome("other", MAY[0])]
    assert plan(tests).tests == ["first", "other", "same"]


def test_cheap_tests_come_before_dear_ones() -> None:
    tests = [outcome("dear", MUST[0], requests=10), outcome("cheap", MUST[1])]
    assert plan(tests).tests == ["cheap", "dear"]


def test_several_rules_for_one_price_come_before_one() -> None:
    tests = [outcome("one", MUST[0]), outcome("two", MUST[1], MUST[2])]
    assert plan(tests).tests == ["two", "one"]


def test_ties_keep_their_order() -> None:
    tests = [outcome(f"test_{number}", MUST[number]) for number in range(20)]
    assert plan(tests).tests == [f"test_{number}" for number in range(20)]


@pytest.mark.parametrize(("creates", "first"), [(1, "reads"), (10_000, "creates")])
def test_what_is_scarce_is_dear(creates: int, first: str) -> None:
    tests = [outcome("creates", MUST[0], creates=1), outcome("reads", MUST[1], requests=3)]
    assert plan(tests, requests=100, creates=creates).tests[0] == first


@pytest.mark.parametrize("seed", range(20))
def test_each_test_is_in_the_plan_once_and_the_best_of_the_rest_is_next(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rules = [*MUST, *SHOULD, *MAY]
    tests = {}
    for number in range(60):
        creates = draw.randint(0, 4)
        shown = draw.sample(rules, draw.randint(1, 4))
        cost = creates + draw.randint(0, 10)
        tests[f"t{number}"] = outcome(f"t{number}", *shown, requests=cost, creates=creates)
    chosen = plan(list(tests.values()))
    assert sorted(chosen.tests) == sorted(tests)
    shown_so_far: set[str] = set()
    for place, test in enumerate(chosen.tests):
        new = set(tests[test].tried) - shown_so_far
        if not new:
            assert all(set(tests[later].tried) <= shown_so_far for later in chosen.tests[place:])
        shown_so_far |= new


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
