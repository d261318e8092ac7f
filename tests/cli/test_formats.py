"""What `run` leaves for programs that show results, and what it tells GitHub, as a process."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from junitparser import JUnitXml

from pingone_conformance.mock.faults import faults_named
from pingone_conformance.mock.server import MockServer
from pingone_conformance.reporting.reports import MADE

from .conftest import Call

RULE = "PORTRAIT-003"


@pytest.fixture(scope="module")
def faulty() -> Iterator[str]:
    """The address of a mock that breaks the rule."""
    with MockServer(seed="formats") as server:
        server.app.state.mock.faults = faults_named(["accepts_plain_json_for_portrait"])
        yield server.base_url


def test_a_run_in_a_job_of_github(call: Call, tmp_path: Path, faulty: str) -> None:
    summary = tmp_path / "summary.md"
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = call("run", "--rule", RULE, "--mock-url", faulty, **environment)
    assert done.returncode == 1
    stopped = re.search(r"^::stop-commands::(\w+)\n(.*)^::\1::\n(.*)", done.stdout, re.MULTILINE | re.DOTALL)
    assert stopped
    assert f"VIOLATES  {RULE}" in stopped[2]
    assert stopped[3].startswith(f"::error title={RULE} violates%3A ")
    assert stopped[3].count("\n") == 1
    assert f"| violates | {RULE} " in summary.read_text(encoding="utf-8")


def test_all_files_say_the_same(call: Call, tmp_path: Path, faulty: str) -> None:
    done = call("run", "--rule", RULE, "--rule", "PORTRAIT-001", "--mock-url", faulty, "--out", "out")
    assert "::" not in done.stdout
    for name in MADE:
        assert str(Path("out") / name) in done.stdout
    junit = JUnitXml.fromfile(str(tmp_path / "out" / "junit.xml"))
    assert (junit.tests, junit.failures, junit.errors, junit.skipped) == (2, 1, 0, 0)
    (run,) = json.loads((tmp_path / "out" / "report.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == [RULE]
    badge = json.loads((tmp_path / "out" / "badge.json").read_text(encoding="utf-8"))
    assert badge["message"] == "1 rule violated"


def test_files_of_an_earlier_run_are_not_taken_for_this_one(call: Call, tmp_path: Path) -> None:
    call("run", "--rule", RULE, "--out", "out")
    call("run", "--rule", RULE, "--out", "out", "--mock-url", "http://127.0.0.1:9")
    assert [name for name in MADE if (tmp_path / "out" / name).exists()] == []
