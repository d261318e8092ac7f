"""Which tests a run takes, and what it says about marks and options that name nothing."""

from __future__ import annotations

import pytest

from .conftest import MAY, MUST, OTHER_MUST, SHOULD, RunSuite

THREE = """
@rule(MUST)
def test_one(expect):
    expect([])

@rule(MUST, SHOULD)
def test_two(expect):
    expect([], rule=MUST)
    expect([], rule=SHOULD)

@rule(SHOULD)
@pytest.mark.parametrize("number", [1, 2])
def test_three(number, expect):
    expect([])
"""


def test_a_rule_selects_the_tests_that_show_it(run_suite: RunSuite) -> None:
    run = run_suite(THREE, f"--pingone-rule={SHOULD}")
    assert run.counts == {"passed": 3, "deselected": 1}


def test_a_selected_rule_is_the_only_one_judged(run_suite: RunSuite) -> None:
    run = run_suite(THREE, f"--pingone-rule={SHOULD}")
    assert [row["id"] for row in run.results["rules"]] == [SHOULD]


def test_several_rules_can_be_selected(run_suite: RunSuite) -> None:
    run = run_suite(THREE, f"--pingone-rule={SHOULD}", f"--pingone-rule={MUST}")
    assert run.counts == {"passed": 4}


def test_a_rule_that_no_test_shows_is_untested_and_says_nothing(run_suite: RunSuite) -> None:
    run = run_suite(THREE, f"--pingone-rule={MAY}")
    assert (run.code, run.verdicts([MAY])) == (3, ["untested"])


def test_a_smoke_run_takes_one_test_for_each_rule(run_suite: RunSuite) -> None:
    run = run_suite(THREE, "--pingone-profile=smoke")
    assert (run.counts, run.verdicts([MUST, SHOULD])) == ({"passed": 2, "deselected": 2}, ["conforms"] * 2)


def test_rules_of_a_case_come_before_those_of_its_test(run_suite: RunSuite) -> None:
    run = run_suite("""
@pytest.mark.parametrize("case", [pytest.param(1, marks=rule(MUST)), pytest.param(2, marks=rule(OTHER_MUST))])
def test_it(case, expect):
    expect([Finding("a", "b")] if case == 2 else [])
""")
    assert run.verdicts([MUST, OTHER_MUST]) == ["conforms", "violates"]


def test_an_unknown_rule_in_a_mark_is_bad_usage(run_suite: RunSuite) -> None:
    run = run_suite("@rule('NOTHING-999')\ndef test_it(expect):\n    expect([])\n")
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "test_small.py::test_it names NOTHING-999, which is no rule of contracts/" in run.output


def test_a_test_without_a_rule_is_bad_usage(run_suite: RunSuite) -> None:
    run = run_suite("def test_it(expect):\n    expect([])\n")
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "test_small.py::test_it names no rule" in run.output


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("--pingone-rule=NOTHING-999", "there is no rule NOTHING-999"),
        ("--pingone-profile=fast", "profile = 'fast' (flag) is not allowed"),
        ("--pingone-seed=x", "seed = 'x' (flag) is not allowed"),
        ("--pingone-target=cloud", "target = 'cloud' (flag) is not allowed"),
    ],
)
def test_an_option_that_is_not_allowed_is_bad_usage(run_suite: RunSuite, argument: str, said: str) -> None:
    run = run_suite(THREE, argument)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert said in run.output
    assert "Traceback" not in run.output


def test_collecting_alone_reaches_no_target(run_suite: RunSuite) -> None:
    run = run_suite(THREE, "--collect-only", "--pingone-mock-url=http://127.0.0.1:9")
    assert run.code == 0


def test_a_target_that_does_not_answer_ends_the_run(run_suite: RunSuite) -> None:
    run = run_suite(THREE, "--pingone-mock-url=http://127.0.0.1:9")
    assert run.code == 3
    assert "no mock answers at http://127.0.0.1:9" in run.output
    assert run.results["complete"] is False
