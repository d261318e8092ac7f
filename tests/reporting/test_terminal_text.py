"""The exact texts of the terminal, at 80 columns: as a log has them, with NO_COLOR, and under colours.

`PIN_TEXTS=1 pytest tests/reporting/test_terminal_text.py` writes `texts/` anew; read what git says of them then.
"""

from __future__ import annotations

import io
import os
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from rich.console import Console

from pingone_conformance.contracts import contracts
from pingone_conformance.doctor import Diagnosis, conclusion
from pingone_conformance.doctor.report import in_short, lines, merged
from pingone_conformance.plugin.plan import Plan
from pingone_conformance.reporting.changes import print_changes
from pingone_conformance.reporting.comparison import compare
from pingone_conformance.reporting.plan import print_plan
from pingone_conformance.reporting.terminal import print_header, print_summary
from pingone_conformance.waivers import Waiver, Waivers

TEXTS = Path(__file__).parent / "texts"
OUT = Path("reports/latest")
REPORTS = (
    "report.html",
    "results.json",
    "junit.xml",
    "report.sarif",
    "badge.json",
    "allure-results",
    "pytest.log",
)
CODES = re.compile(r"\x1b\[[\d;]*m")
WAIVER = Waiver("PORTRAIT-003", None, "*", "Until release 7.", "https://tracker.example/7", date(2030, 1, 1))
DIAGNOSES = [
    Diagnosis("region code", "good", "EU"),
    Diagnosis("client secret", "good", "set, from PINGONE_CLIENT_SECRET"),
    Diagnosis(
        "clock",
        "warning",
        "this machine's clock is 41 s behind the target's, and the target refuses a token that it issued in its "
        "own future",
        "set the clock by NTP",
    ),
    Diagnosis("token", "bad", "the target answered 401 invalid_client", "create a new secret in the console"),
    Diagnosis("environment", "unknown", "needs a token"),
    Diagnosis("roles", "unknown", "needs a token"),
]


def told(console, found):
    for line in found:
        console.file.write(f"{line}\n")


def header_of_a_mock(make, console):
    print_header(console, make.settings(profile="deep", strict=True), "embedded mock")


def clean_run(make, console):
    print_summary(console, make.results(make.outcome("USER-001"), make.outcome("USER-002")), OUT)


def violation(make, console):
    print_summary(console, make.results(make.breaking("PORTRAIT-003", times=2)), OUT)


def deviations(make, console):
    print_summary(console, make.results(make.breaking("USER-002"), make.breaking("USER-003")), OUT)


def waiver(make, console):
    waivers = Waivers([WAIVER], date(2029, 1, 1))
    results = make.results(make.breaking("PORTRAIT-003"), make.outcome("USER-001"), waivers=waivers)
    print_summary(console, results, OUT)


def broken(make, console):
    print_summary(console, make.results(make.broken("USER-001"), make.outcome("USER-002")), OUT)


def each_verdict(make, console):
    print_summary(console, make.of_each_verdict(), OUT)


def cut_off(make, console):
    print_summary(console, make.results(make.outcome("USER-001"), complete=False), OUT)


def cut_off_before_a_verdict(make, console):
    print_summary(console, {"schema": 1, "complete": False, "versions": {}, "seed": 7}, OUT)


def nothing_tried(make, console):
    print_summary(console, make.results(), OUT)


def leftovers_on_a_tenant(make, console):
    results = make.results(make.outcome("USER-001", waited=61.24))
    results["target"] = {"kind": "tenant", "address": "https://api.pingone.eu/v1/environments/e-1"}
    results["not_deleted"] = ["user u-1: answered 403", "verify policy p-1: no answer"]
    results["summary"]["exit_code"] = 3
    print_summary(console, results, OUT)


def dry_run(make, console):
    plan = Plan(
        tests=["a", "b", "c"],
        rules=312,
        calls={"createToken": 2, "createUser": 41, "readOneUser": 1_107},
        creates={"createUser": 41},
        untested={
            "left out: 1,150 requests and 41 creates are spent on other rules; --max-requests and --max-creates "
            "allow more": 200,
            "needs a verified transaction": 1,
        },
    )
    # How many rules there are changes, the text does not.
    known = SimpleNamespace(rules=range(826), operations=contracts().operations)
    with patch("pingone_conformance.reporting.plan.contracts", lambda: known):
        print_plan(console, plan, make.settings())


def doctor(make, console):
    for diagnosis in merged(DIAGNOSES):
        told(console, lines(diagnosis, 80))
    told(console, ["", conclusion(DIAGNOSES)])


def doctor_before_a_run(make, console):
    told(console, in_short(DIAGNOSES, 80))


def diff(make, console):
    before = make.results(make.outcome("PORTRAIT-003"), make.breaking("USER-002"))
    after = make.results(make.breaking("PORTRAIT-003"), make.outcome("USER-002"), seed=8)
    for results, day in ((before, 1), (after, 2)):
        results["finished"] = f"2026-01-0{day}T06:00:00+00:00"
    print_changes(console, compare(before, after), before, after)


def diff_without_a_difference(make, console):
    results = {**make.results(make.outcome("USER-001")), "finished": "2026-01-01T06:00:00+00:00"}
    print_changes(console, compare(results, results), results, results)


SAID = [
    header_of_a_mock,
    clean_run,
    violation,
    deviations,
    waiver,
    broken,
    each_verdict,
    cut_off,
    cut_off_before_a_verdict,
    nothing_tried,
    leftovers_on_a_tenant,
    dry_run,
    doctor,
    doctor_before_a_run,
    diff,
    diff_without_a_difference,
]
pytestmark = pytest.mark.parametrize("said", SAID, ids=lambda said: said.__name__)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, fixed_versions, tmp_path):
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    OUT.mkdir(parents=True)
    for name in REPORTS:
        (OUT / name).touch()


def text_of(said, make, **options):
    """What is written; trailing spaces, which nobody sees, are gone."""
    file = io.StringIO()
    said(make, Console(file=file, width=80, highlight=False, **options))
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def pinned(said):
    return (TEXTS / f"{said.__name__}.txt").read_text(encoding="utf-8")


def test_a_log_has_this_text(said, make):
    text = text_of(said, make)
    if os.environ.get("PIN_TEXTS"):
        (TEXTS / f"{said.__name__}.txt").write_text(text, encoding="utf-8")
    assert text == pinned(said)


def test_a_log_has_no_control_codes(said, make):
    assert all(char.isprintable() or char == "\n" for char in text_of(said, make))


def test_no_color_leaves_no_colour(said, make, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = text_of(said, make, force_terminal=True, color_system="truecolor")
    # Bold is no colour.
    assert {code for code in CODES.findall(text) if code not in {"\x1b[1m", "\x1b[0m"}} == set()


def test_colour_adds_nothing_but_colour(said, make):
    text = text_of(said, make, force_terminal=True, color_system="standard")
    plain = "".join(f"{CODES.sub('', line).rstrip()}\n" for line in text.splitlines())
    assert plain == pinned(said)


def test_lines_fit_but_for_those_that_are_copied(said, make):
    copied = ("  curl ", "  repeat ", "  clean up ")
    too_long = [line for line in pinned(said).splitlines() if len(line) > 80 and not line.startswith(copied)]
    assert too_long == []
