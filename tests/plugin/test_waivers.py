"""A test that finds nothing but known breaches passes, also in another process."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pingone_conformance.contracts import contracts

from .conftest import MAY, MUST, OTHER_MUST, SHOULD, RunSuite

TWO_BREACHES = """
@rule(MUST, OTHER_MUST)
def test_it(expect):
    expect([Finding("one", "another")], rule=MUST)
    expect([Finding("yes", "no")], rule=OTHER_MUST)
"""
ONE_BREACH = """
@rule({rule})
def test_it(expect):
    expect([Finding("one", "another")])
"""
END_OF_A_TEST = """
from pingone_conformance.findings import PartnerRefused
@rule(MUST)
def test_it(expect):
    expect([Finding("one", "another")])
    raise {error}
"""


@pytest.fixture
def waive(pytester: pytest.Pytester):
    """Writes a file of waivers of these rules, and gives the option that names it."""

    def write(*rules: str, days: int = 30, operation: str = "") -> str:
        end = datetime.now(UTC).date() + timedelta(days=days)
        at = f"  operation: {operation}\n" if operation else ""
        text = "".join(
            f"- rule: {rule}\n{at}  reason: known\n  link: https://t.example/1\n  expires: {end}\n"
            for rule in rules
        )
        file = pytester.path / "known.yaml"
        file.write_text(text, encoding="utf-8")
        return f"--pingone-set=waivers={file}"

    return write


@pytest.mark.parametrize("processes", [(), ("-n1",)])
def test_a_known_breach_passes(run_suite: RunSuite, waive, processes) -> None:
    run = run_suite(ONE_BREACH.format(rule="MUST"), waive(MUST), *processes)
    assert (run.code, run.counts["passed"], run.rule(MUST)["verdict"]) == (0, 1, "waived")


def test_a_test_with_another_breach_fails_for_that_one(run_suite: RunSuite, waive) -> None:
    run = run_suite(TWO_BREACHES, waive(MUST))
    assert (run.code, run.counts["failed"]) == (1, 1)
    assert run.verdicts((MUST, OTHER_MUST)) == ["waived", "violates"]
    failure = run.output[run.output.index("FAILURES") :]
    assert OTHER_MUST in failure
    assert f"{MUST} (must)" not in failure


def test_a_should_rule_of_a_strict_run_passes(run_suite: RunSuite, waive) -> None:
    run = run_suite(ONE_BREACH.format(rule="SHOULD"), waive(SHOULD), "--pingone-strict")
    assert (run.code, run.counts["passed"], run.rule(SHOULD)["verdict"]) == (0, 1, "waived")


def test_a_may_rule_may_be_waived(run_suite: RunSuite, waive) -> None:
    run = run_suite(ONE_BREACH.format(rule="MAY"), waive(MAY))
    assert (run.code, run.rule(MAY)["verdict"]) == (0, "waived")


def test_an_expired_waiver_covers_nothing(run_suite: RunSuite, waive) -> None:
    run = run_suite(ONE_BREACH.format(rule="MUST"), waive(MUST, days=-1))
    assert (run.code, run.counts["failed"], run.rule(MUST)["verdict"]) == (1, 1, "violates")
    assert [row["state"] for row in run.results["waivers"]] == ["expired"]


def test_a_waiver_of_another_operation_covers_nothing(run_suite: RunSuite, waive) -> None:
    rule = next(rule for rule in contracts().rules.values() if len(rule.operations) > 1)
    source = f"""
@pytest.mark.parametrize("operation", {list(rule.operations[:2])!r})
@rule({rule.id!r})
def test_it(expect, operation):
    expect([Finding("one", "another")])
"""
    run = run_suite(source, waive(rule.id, operation=rule.operations[0]))
    assert run.counts == {"passed": 1, "failed": 1}
    assert [row["state"] for row in run.results["waivers"]] == ["used"]


@pytest.mark.parametrize("error", ["Untested('no reason')", "PartnerRefused('createUser', 400)"])
def test_a_test_that_ends_early_after_a_known_breach_passes(run_suite: RunSuite, waive, error) -> None:
    run = run_suite(END_OF_A_TEST.format(error=error), waive(MUST))
    assert (run.code, run.counts, run.rule(MUST)["verdict"]) == (0, {"passed": 1}, "waived")


def test_junit_has_no_failure_for_a_known_breach(run_suite: RunSuite, waive, pytester) -> None:
    run_suite(ONE_BREACH.format(rule="MUST"), waive(MUST), "--junitxml=junit.xml")
    suite = ET.parse(Path(pytester.path) / "junit.xml").getroot()[0]  # noqa: S314 - a file of ours
    assert [suite.get(kind) for kind in ("tests", "failures", "errors", "skipped")] == ["1", "0", "0", "0"]


def test_a_file_that_says_something_wrong_ends_the_run_before_it_begins(run_suite: RunSuite, waive) -> None:
    run = run_suite(ONE_BREACH.format(rule="MUST"), waive("NONE-001"))
    assert (run.code, run.results) == (4, {})
    assert "known.yaml, NONE-001: there is no such rule" in run.output
