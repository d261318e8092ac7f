"""A refusal whose acceptable partner is refused, too, shows nothing."""

from __future__ import annotations

import pytest

from .conftest import MUST, OTHER_MUST, SHOULD, RunSuite

# An empty body is refused; a user with a username is created.
HEAD = """
from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner

def refused(api):
    return api.call("createUser", json={})

def accepted(api, given):
    return api.call("createUser", json=given.user_body())
"""
REASON = (
    "PartnerRefused: createUser answered 400 to the acceptable request that differs from the refused one in one "
    "thing, so a refusal shows nothing"
)


def test_a_refusal_beside_an_accepted_partner_conforms(run_suite: RunSuite) -> None:
    run = run_suite(
        HEAD
        + """
@rule(MUST)
def test_it(expect, api, given):
    answer = refused(api)
    expect(is_refused(answer), answer)
    assert partner(accepted(api, given)).status_code == 201
"""
    )
    assert (run.code, run.verdicts([MUST])) == (0, ["conforms"])


@pytest.mark.parametrize(
    "order",
    ["expect(is_refused(refused(api)))\n    partner(refused(api))", "partner(refused(api))\n    expect([])"],
    ids=["partner-last", "partner-first"],
)
def test_a_refused_partner_breaks_the_test_and_says_why(run_suite: RunSuite, order: str) -> None:
    run = run_suite(HEAD + f"@rule(MUST)\ndef test_it(expect, api):\n    {order}\n")
    row = run.rule(MUST)
    assert (run.code, run.counts, row["verdict"], row["reason"]) == (3, {"failed": 1}, "broken", REASON)


def test_a_partner_refused_in_a_fixture_breaks_the_test(run_suite: RunSuite) -> None:
    fixture = "@pytest.fixture\ndef pair(api):\n    return partner(refused(api))\n"
    run = run_suite(HEAD + fixture + "@rule(MUST)\ndef test_it(expect, pair):\n    expect([])\n")
    assert (run.code, run.rule(MUST)["verdict"], run.rule(MUST)["reason"]) == (3, "broken", REASON)


def test_a_program_can_tell_it_from_a_crash_of_ours(run_suite: RunSuite) -> None:
    run = run_suite(
        HEAD
        + """
@rule(MUST)
def test_pair(expect, api):
    partner(refused(api))

@rule(OTHER_MUST)
def test_crash(expect):
    raise KeyError("x")
"""
    )
    names = [run.rule(rule)["reason"].partition(":")[0] for rule in (MUST, OTHER_MUST)]
    assert names == ["PartnerRefused", "KeyError"]


@pytest.mark.parametrize(("level", "verdict", "code"), [("MUST", "violates", 1), ("SHOULD", "deviates", 3)])
def test_a_breach_that_was_found_before_it_counts(
    run_suite: RunSuite, level: str, verdict: str, code: int
) -> None:
    run = run_suite(
        HEAD
        + f"""
@rule({level}, OTHER_MUST)
def test_it(expect, api, given):
    answer = accepted(api, given)
    expect(is_refused(answer), answer, rule={level})
    expect([], rule=OTHER_MUST)
    partner(refused(api))
"""
    )
    assert run.verdicts([MUST if level == "MUST" else SHOULD, OTHER_MUST]) == [verdict, "broken"]
    assert (run.code, run.rule(OTHER_MUST)["reason"]) == (code, REASON)


def test_a_partner_that_is_not_refused_but_fails_shows_nothing_either(run_suite: RunSuite) -> None:
    run = run_suite(
        HEAD
        + """
@rule(MUST)
def test_it(expect, api):
    answer = refused(api)
    answer.status_code = 503
    partner(answer)
"""
    )
    assert run.rule(MUST)["reason"].startswith("PartnerRefused: createUser answered 503 to")


def test_secrets_of_a_partner_are_hidden(run_suite: RunSuite) -> None:
    run = run_suite(
        HEAD
        + """
from pingone_conformance.findings import PartnerRefused

@rule(MUST)
def test_it(expect, api):
    raise PartnerRefused(api.token(), 400)
"""
    )
    assert run.rule(MUST)["reason"].startswith("PartnerRefused: *** answered 400 to")
    assert "eyJ" not in run.output
