"""Findings and errors, as they are told."""

from __future__ import annotations

from pingone_conformance.findings import (
    ConformanceError,
    ConformanceFailure,
    ExitCode,
    Finding,
    PartnerRefused,
)


def test_a_failure_tells_each_finding_with_its_rule() -> None:
    found = [("USER-001", Finding("a", "b")), ("USER-002", Finding("c", "d"))]
    failure = ConformanceFailure(found)
    assert failure.findings == tuple(found)
    assert str(failure) == "USER-001: expected a\nobserved b\nUSER-002: expected c\nobserved d"


def test_an_error_comes_with_its_hint_if_it_has_one() -> None:
    plain, helpful = ConformanceError("no such file"), ConformanceError("no such file", hint="make one")
    assert (plain.message, plain.hint, str(plain)) == ("no such file", "", "no such file")
    assert (helpful.message, helpful.hint) == ("no such file", "make one")
    assert str(helpful) == "no such file\nhint: make one"


def test_a_refused_partner_is_told_with_its_operation_and_status() -> None:
    error = PartnerRefused("createUser", 400)
    assert error.exit_code is ExitCode.BROKEN
    assert str(error) == (
        "createUser answered 400 to the acceptable request that differs from the refused one in one thing, "
        "so a refusal shows nothing"
    )
