"""From what a test finds to pytest's outcome, the verdict and the exit code."""

from __future__ import annotations

import pytest

from .conftest import MUST, OTHER_MUST, SHOULD, RunSuite

BREACH = 'expect([Finding("a promise", "a breach")])'


def test_a_rule_that_holds_conforms(run_suite: RunSuite) -> None:
    run = run_suite("@rule(MUST)\ndef test_it(expect):\n    expect([])\n")
    assert (run.code, run.counts, run.verdicts([MUST])) == (0, {"passed": 1}, ["conforms"])


def test_a_broken_must_rule_fails_the_test_and_the_run(run_suite: RunSuite) -> None:
    run = run_suite(f"@rule(MUST)\ndef test_it(expect):\n    {BREACH}\n")
    assert (run.code, run.counts, run.verdicts([MUST])) == (1, {"failed": 1}, ["violates"])


def test_a_breach_is_told_with_its_rule_and_level(run_suite: RunSuite) -> None:
    run = run_suite(f"@rule(MUST)\ndef test_it(expect):\n    {BREACH}\n")
    assert f"{MUST} (must): expected a promise" in run.output


def test_a_broken_should_rule_deviates_and_passes(run_suite: RunSuite) -> None:
    run = run_suite(f"@rule(SHOULD)\ndef test_it(expect):\n    {BREACH}\n")
    assert (run.code, run.counts, run.verdicts([SHOULD])) == (0, {"passed": 1}, ["deviates"])


def test_a_broken_should_rule_fails_a_strict_run(run_suite: RunSuite) -> None:
    run = run_suite(f"@rule(SHOULD)\ndef test_it(expect):\n    {BREACH}\n", "--pingone-strict")
    assert (run.code, run.counts, run.verdicts([SHOULD])) == (1, {"failed": 1}, ["deviates"])


def test_every_breach_of_a_test_is_reported(run_suite: RunSuite) -> None:
    run = run_suite("""
@rule(MUST, OTHER_MUST, SHOULD)
def test_it(expect):
    for name in (MUST, OTHER_MUST, SHOULD):
        expect([Finding("a", "b"), Finding("c", "d")], rule=name)
""")
    assert [len(run.rule(rule)["findings"]) for rule in (MUST, OTHER_MUST, SHOULD)] == [2, 2, 2]


def test_a_breach_comes_with_its_exchange(run_suite: RunSuite) -> None:
    run = run_suite("""
@rule(MUST)
def test_it(expect, api, given):
    expect([Finding("a", "b")], api.call("readOneUser", userID=given.user()["id"]))
""")
    assert run.rule(MUST)["findings"][0]["exchange"]["operation"] == "readOneUser"


def test_a_breach_that_was_found_before_a_dead_end_counts(run_suite: RunSuite) -> None:
    run = run_suite(f"@rule(MUST)\ndef test_it(expect):\n    {BREACH}\n    raise Untested('no way on')\n")
    assert (run.code, run.verdicts([MUST])) == (1, ["violates"])


def test_a_rule_that_was_never_expected_is_broken(run_suite: RunSuite) -> None:
    run = run_suite("@rule(MUST, OTHER_MUST)\ndef test_it(expect):\n    expect([], rule=MUST)\n")
    assert run.code == 3
    assert f"the test ended without an expectation for {OTHER_MUST}" in run.rule(OTHER_MUST)["reason"]


def test_an_exception_of_our_own_is_broken(run_suite: RunSuite) -> None:
    run = run_suite("@rule(MUST)\ndef test_it(expect):\n    expect([])\n    raise KeyError('x')\n")
    assert (run.code, run.rule(MUST)["verdict"], run.rule(MUST)["reason"]) == (3, "broken", "KeyError: 'x'")


@pytest.mark.parametrize("when", ["raise OSError('no')\n    yield", "yield\n    raise OSError('no')"])
def test_an_exception_of_a_fixture_is_broken(run_suite: RunSuite, when: str) -> None:
    fixture = f"@pytest.fixture\ndef thing():\n    {when}\n"
    run = run_suite(fixture + "@rule(MUST)\ndef test_it(expect, thing):\n    expect([])\n")
    assert (run.code, run.verdicts([MUST])) == (3, ["broken"])


def test_a_violation_weighs_more_than_what_is_broken(run_suite: RunSuite) -> None:
    source = f"@rule(MUST)\ndef test_it(expect):\n    {BREACH}\n"
    run = run_suite(source + "@rule(OTHER_MUST)\ndef test_broken():\n    1 / 0\n")
    assert (run.code, run.verdicts([MUST, OTHER_MUST])) == (1, ["violates", "broken"])


@pytest.mark.parametrize("place", ["test", "fixture"])
def test_what_cannot_be_tried_is_skipped_with_its_reason(run_suite: RunSuite, place: str) -> None:
    source = {
        "test": "@rule(MUST)\ndef test_it(expect):\n    raise Untested('blocked: nothing works')\n",
        "fixture": (
            "@pytest.fixture\ndef thing():\n    raise Untested('blocked: nothing works')\n"
            "@rule(MUST)\ndef test_it(thing, expect):\n    expect([])\n"
        ),
    }[place]
    run = run_suite(source + "@rule(SHOULD)\ndef test_other(expect):\n    expect([])\n", "-rs")
    assert (run.code, run.counts) == (0, {"passed": 1, "skipped": 1})
    assert (run.rule(MUST)["verdict"], run.rule(MUST)["reason"]) == ("untested", "blocked: nothing works")


def test_a_run_that_tried_nothing_says_nothing(run_suite: RunSuite) -> None:
    assert run_suite("@rule(MUST)\ndef test_it(expect):\n    raise Untested('no')\n").code == 3


def test_a_run_without_tests_says_nothing(run_suite: RunSuite) -> None:
    assert run_suite("").code == 3


def test_an_expectation_for_a_rule_that_the_test_does_not_name_is_broken(run_suite: RunSuite) -> None:
    run = run_suite("@rule(MUST)\ndef test_it(expect):\n    expect([], rule=SHOULD)\n")
    assert (run.code, run.verdicts([MUST, SHOULD])) == (3, ["broken", "untested"])


def test_an_expectation_that_could_mean_several_rules_is_broken(run_suite: RunSuite) -> None:
    run = run_suite("@rule(MUST, SHOULD)\ndef test_it(expect):\n    expect([])\n")
    assert run.verdicts([MUST, SHOULD]) == ["broken", "broken"]
