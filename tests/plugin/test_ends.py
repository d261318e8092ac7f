"""Runs that do not come to their end say so."""

from __future__ import annotations

import pytest

from .conftest import MUST, OTHER_MUST, RunSuite

GOOD = "@rule(MUST)\ndef test_good(expect):\n    expect([])\n"


@pytest.mark.parametrize(
    "arguments", [["--continue-on-collection-errors"], ["-n", "2"]], ids=["one-process", "two"]
)
def test_a_file_that_cannot_be_collected_leaves_the_run_incomplete(
    run_suite: RunSuite, pytester: pytest.Pytester, arguments: list[str]
) -> None:
    (pytester.path / "test_broken.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    run = run_suite(GOOD, *arguments)
    assert (run.code, run.results["complete"], run.verdicts([MUST])) == (3, False, ["conforms"])


def test_an_error_within_pytest_leaves_the_run_incomplete(
    run_suite: RunSuite, pytester: pytest.Pytester
) -> None:
    hook = "def pytest_runtest_logreport(report):\n    if 'later' in report.nodeid:\n        raise OSError('x')\n"
    (pytester.path / "conftest.py").write_text(hook, encoding="utf-8")
    run = run_suite(GOOD + "@rule(OTHER_MUST)\ndef test_later(expect):\n    expect([])\n")
    assert (run.results["complete"], run.results["summary"]["exit_code"]) == (False, 3)
    assert run.verdicts([MUST, OTHER_MUST]) == ["conforms", "untested"]


def test_a_run_that_stops_at_the_first_failure_is_incomplete(run_suite: RunSuite) -> None:
    source = "@rule(OTHER_MUST)\ndef test_bad(expect):\n    expect([Finding('a', 'b')])\n"
    run = run_suite(source + GOOD, "-x")
    assert (run.code, run.results["complete"]) == (1, False)


def test_processes_that_cannot_reach_the_target_say_why(run_suite: RunSuite) -> None:
    run = run_suite(GOOD, "-n", "2", "--pingone-mock-url=http://127.0.0.1:9")
    assert (run.code, run.results["complete"]) == (3, False)
    assert "no mock answers at http://127.0.0.1:9" in run.output


def test_allure_can_be_switched_off(run_suite: RunSuite) -> None:
    assert run_suite(GOOD, "-p", "no:allure_pytest").code == 0


def test_a_breach_before_a_skip_fails_the_test(run_suite: RunSuite) -> None:
    source = (
        "@rule(MUST)\ndef test_it(expect):\n    expect([Finding('a', 'b')])\n    pytest.skip('no way on')\n"
    )
    run = run_suite(source)
    assert (run.code, run.counts, run.verdicts([MUST])) == (1, {"failed": 1}, ["violates"])


def test_secrets_of_a_fixture_that_ends_badly_are_hidden(run_suite: RunSuite) -> None:
    run = run_suite("""
@pytest.fixture
def thing(api):
    yield
    raise OSError("trouble with " + api.token())

@rule(MUST)
def test_it(expect, thing):
    expect([])
""")
    assert run.rule(MUST)["reason"] == "OSError: trouble with ***"
    assert "eyJ" not in run.output
