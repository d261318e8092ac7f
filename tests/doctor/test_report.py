"""How diagnoses look, one by one and summed up."""

from __future__ import annotations

from pingone_conformance.doctor import Diagnosis, conclusion, summary_lines, usable
from pingone_conformance.doctor.report import lines, merged

GOOD = Diagnosis("clock", "good", "differs by 0 s")
WARNING = Diagnosis("flow", "warning", "none", "give --flow")
BAD = Diagnosis("token", "bad", "refused " + "again and " * 20, "copy the secret " + "and again " * 20)
SKIPPED = [Diagnosis(name, "unknown", "not checked: no token") for name in ("environment", "roles")]


def test_lines_fit_into_eighty_columns() -> None:
    told = [line for found in (GOOD, WARNING, BAD, *SKIPPED) for line in lines(found, 80)]
    assert max(map(len, told)) <= 80
    assert all(line == line.rstrip() for line in told)


def test_a_line_says_state_name_and_what() -> None:
    assert list(lines(GOOD, 80)) == ["ok   clock                     differs by 0 s"]


def test_a_hint_is_on_a_line_of_its_own() -> None:
    assert list(lines(WARNING, 80)) == ["warn flow                      none", "     hint: give --flow"]


def test_a_long_name_stays_apart_from_what_is_said() -> None:
    found = Diagnosis("variable PINGONE_CONFORMANCE_X", "warning", "is no setting")
    assert list(lines(found, 80)) == ["warn variable PINGONE_CONFORMANCE_X: is no setting"]


def test_nothing_that_is_shown_steers_a_terminal() -> None:
    found = Diagnosis("environment", "good", "\x1b[2Jname\r\n: SANDBOX")
    assert all(line.isprintable() for line in lines(found, 80))


def test_what_was_not_made_for_one_reason_is_one_line() -> None:
    (one,) = merged(SKIPPED)
    assert (one.name, one.what) == ("2 checks", "not checked: no token (environment, roles)")
    assert list(merged([GOOD, *SKIPPED[:1], WARNING])) == [GOOD, *SKIPPED[:1], WARNING]


def test_only_a_bad_one_makes_a_run_pointless() -> None:
    assert usable([GOOD, WARNING, *SKIPPED])
    assert not usable([GOOD, BAD])


def test_the_conclusion() -> None:
    assert conclusion([GOOD, WARNING]) == "usable: 1 check good, 1 with a warning"
    assert conclusion([GOOD, GOOD, BAD, *SKIPPED]) == (
        "a run would be pointless: 2 checks good, 1 bad, 2 not made"
    )


def test_the_summary_before_a_run() -> None:
    assert summary_lines([GOOD, WARNING, *SKIPPED, GOOD]) == [
        "warn flow: none",
        "  hint: give --flow",
        "2 checks good",
    ]
