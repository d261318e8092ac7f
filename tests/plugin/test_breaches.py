"""What a target decides the number and the text of stays bounded and harmless."""

from __future__ import annotations

from pingone_conformance.findings import Finding
from pingone_conformance.plugin.expectations import Expectations


def test_equal_findings_are_kept_once_and_counted() -> None:
    expect = Expectations(("USER-001",))
    assert not expect([Finding("a", "b")] * 3 + [Finding("a", "c")])
    assert [(breach.finding.observed, breach.times) for breach in expect.breaches] == [("b", 3), ("c", 1)]


def test_no_more_than_ten_findings_of_a_rule_are_kept() -> None:
    expect = Expectations(("USER-001", "USER-002"))
    expect((Finding("a", str(number)) for number in range(1_000)), rule="USER-001")
    expect([Finding("a", "b")], rule="USER-002")
    assert [breach.rule for breach in expect.breaches] == ["USER-001"] * 10 + ["USER-002"]
    assert expect.left_out == {"USER-001": 990}


def test_a_finding_is_one_line_that_cannot_steer_a_terminal() -> None:
    expect = Expectations(("USER-001",))
    expect([Finding("a", "\x1b[2J\nrm \u202e" + "x" * 5_000)])
    observed = expect.breaches[0].finding.observed
    assert observed.startswith("\\x1b[2J\\nrm \\u202exxx")
    assert len(observed) < 2_100
