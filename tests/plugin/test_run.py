"""The life of a run: processes, secrets, and runs that are not ours."""

from __future__ import annotations

import re

import pytest

from pingone_conformance.mock.app import create_app

from .conftest import INI, MUST, OTHER_MUST, SHOULD, RunSuite

MIXED = """
@rule(MUST)
@pytest.mark.parametrize("number", range(4))
def test_one(number, expect, api, given):
    answer = api.call("readOneUser", userID=given.user()["id"])
    expect([Finding("a", answer.json()["id"])] if number == 2 else [], answer)

@rule(OTHER_MUST)
def test_two(expect, api, given):
    user, policy = given.user(), given.policy()
    expect([], api.call("readOneVerifyPolicy", verifyPolicyID=policy["id"]))

@rule(SHOULD)
def test_three(expect):
    raise Untested("blocked")
"""

LEAKS = """
@rule(MUST)
def test_one(expect, api, control):
    password = "-".join(("canary", "password"))
    body = {"username": "a", "password": password}
    answer = api.call("createUser", json=body)
    token = answer.request.headers["authorization"].removeprefix("Bearer ")
    expect([Finding(f"not {token}", f"{token} and {password}")], answer)

@rule(OTHER_MUST)
def test_two(expect, api):
    raise RuntimeError(f"trouble with {api.token()}") from ValueError(api.connection.client_secret)
"""


def test_two_processes_judge_as_one_does(run_suite: RunSuite) -> None:
    alone, shared = run_suite(MIXED), run_suite(MIXED, "-n", "2")
    kept = ("conforms", "untested", "violates", "tests", "requests", "requests_fingerprint", "exit_code")
    first, second = ({name: run.results["summary"][name] for name in kept} for run in (alone, shared))
    assert first == second


def test_two_processes_end_as_one_does(run_suite: RunSuite) -> None:
    run = run_suite(MIXED, "-n", "2")
    assert (run.code, run.verdicts([MUST, OTHER_MUST, SHOULD])) == (1, ["violates", "conforms", "untested"])


def test_the_same_seed_gives_the_same_ids(run_suite: RunSuite) -> None:
    observed = [run_suite(MIXED).rule(MUST)["findings"][0]["observed"] for _ in range(2)]
    assert observed[0] == observed[1]


def test_another_seed_gives_other_requests(run_suite: RunSuite) -> None:
    one, other = run_suite(MIXED), run_suite(MIXED, "--pingone-seed=2")
    assert one.results["summary"]["requests_fingerprint"] != other.results["summary"]["requests_fingerprint"]


def test_a_process_that_dies_leaves_the_run_incomplete(run_suite: RunSuite) -> None:
    run = run_suite(MIXED + "@rule(MUST)\ndef test_dies():\n    import os\n    os._exit(1)\n", "-n", "2")
    assert (run.results["complete"], run.code) == (False, 1)


@pytest.fixture
def leaking(run_suite: RunSuite, pytester: pytest.Pytester) -> list[str]:
    """Everything that a run wrote whose tests quote secrets."""
    run = run_suite(LEAKS, "--junitxml=out/junit.xml", "--alluredir=out/allure", "--tb=long", "-rA")
    assert run.verdicts([MUST, OTHER_MUST]) == ["violates", "broken"]
    files = [file for file in (pytester.path / "out").rglob("*") if file.is_file()]
    return [run.output, *(file.read_text(encoding="utf-8", errors="replace") for file in files)]


def test_secrets_reach_no_file_of_a_run(leaking: list[str]) -> None:
    secret = create_app(seed="run-1").state.mock.ready_made.main.environment.client_secret
    assert [text for text in leaking if "canary-password" in text or secret in text] == []


def test_tokens_reach_no_file_of_a_run(leaking: list[str]) -> None:
    assert [text for text in leaking if re.search(r"eyJ[\w-]{10,}\.", text)] == []


SURROGATE = """
@rule(MUST)
def test_it(expect, api):
    half = chr(0xd800)
    answer = api.call("createUser", content=b'{"username": "\\\\ud800"}')
    expect([Finding("a", half)], answer)
"""


def test_half_of_a_surrogate_pair_does_no_harm(run_suite: RunSuite) -> None:
    run = run_suite(SURROGATE, "--junitxml=out/junit.xml", "--alluredir=out/allure")
    assert (run.code, run.verdicts([MUST])) == (1, ["violates"])


def test_a_run_without_the_switch_loads_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import sys

        def test_it():
            ours = sorted(name for name in sys.modules if name.startswith("pingone_conformance"))
            assert ours == ["pingone_conformance", "pingone_conformance.plugin"]
    """)
    pytester.runpytest_subprocess("-p", "no:schemathesis", timeout=300).assert_outcomes(passed=1)


def test_a_run_without_the_switch_asks_for_no_rules(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI.replace("pingone_conformance = true", "pingone_conformance = false"))
    pytester.makepyfile("def test_it():\n    pass\n")
    pytester.runpytest_subprocess(timeout=300).assert_outcomes(passed=1)


def test_settings_of_a_file_hold_for_plain_pytest(run_suite: RunSuite, pytester: pytest.Pytester) -> None:
    (pytester.path / "pingone-conformance.toml").write_text("seed = 7", encoding="utf-8")
    setting = run_suite("@rule(MUST)\ndef test_it(expect):\n    expect([])\n").results["settings"]["seed"]
    assert setting == {"value": "7", "origin": "pingone-conformance.toml"}
