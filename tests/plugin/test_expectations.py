"""What a test expects and finds, without a run around it."""

from __future__ import annotations

import httpx
import pytest

from pingone_conformance.exchange import Exchange
from pingone_conformance.findings import Finding
from pingone_conformance.plugin.expectations import Expectations

EXCHANGE = Exchange("readOneUser", "GET", "https://x.test/users/u", {}, "", 200, {}, "{}", 0.01)
FINDING = Finding("a promise", "a breach")


def test_the_one_rule_of_a_test_needs_no_name() -> None:
    expect = Expectations(("USER-001",))
    assert expect([]) is True
    assert (expect.tried, expect.untried, expect.breaches) == ({"USER-001"}, [], [])
    assert expect([FINDING]) is False
    assert [breach.rule for breach in expect.breaches] == ["USER-001"]


def test_one_of_several_rules_is_named() -> None:
    expect = Expectations(("USER-001", "USER-002"))
    assert expect([FINDING], rule="USER-002") is False
    assert (expect.tried, expect.untried) == ({"USER-002"}, ["USER-001"])
    assert [breach.rule for breach in expect.breaches] == ["USER-002"]
    assert expect.rule == "USER-001"


@pytest.mark.parametrize("rule", [None, "USER-009"])
def test_a_rule_that_cannot_be_told_is_an_error(rule: str | None) -> None:
    expect = Expectations(("USER-001", "USER-002"))
    with pytest.raises(ValueError, match=f"of the test's rules USER-001, USER-002, not {rule}$"):
        expect([], rule=rule)
    assert not expect.tried


def test_a_breach_is_written_with_the_exchange_that_showed_it() -> None:
    expect = Expectations(("USER-001",))
    expect([FINDING, FINDING], httpx.Response(200, extensions={"exchange": EXCHANGE}))
    assert [breach.as_json() for breach in expect.breaches] == [
        {
            "rule": "USER-001",
            "expected": "a promise",
            "observed": "a breach",
            "times": 2,
            "exchange": EXCHANGE.as_json(),
        }
    ]


def test_a_breach_may_have_no_exchange() -> None:
    expect = Expectations(("USER-001",))
    expect([FINDING])
    expect([Finding("c", "d")], httpx.Response(200))
    assert [breach.as_json()["exchange"] for breach in expect.breaches] == [None, None]


def test_both_sides_of_a_finding_are_scrubbed() -> None:
    expect = Expectations(("USER-001",), scrub=lambda text: text.replace("s3cret", "…"))
    expect([Finding("no s3cret", "a s3cret")])
    assert expect.breaches[0].finding == Finding("no …", "a …")


def test_what_is_equal_once_scrubbed_is_one_breach() -> None:
    expect = Expectations(("USER-001",), scrub=lambda text: text.rstrip("0123456789"))
    expect(Finding("a", f"b{number}") for number in range(3))
    assert [(breach.finding, breach.times) for breach in expect.breaches] == [(Finding("a", "b"), 3)]
