"""The whole suite as a user runs it: a child process of the installed package, in an empty folder."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from pingone_conformance.contracts import contracts
from pingone_conformance.mock.app import create_app
from pingone_conformance.reporting.reports import MADE
from pingone_conformance.rooms import room

SECONDS = 900


@dataclass(frozen=True)
class Run:
    """A run, and what it left."""

    code: int
    output: str
    out: Path

    @property
    def results(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.out / "results.json").read_text(encoding="utf-8"))
        return content

    @property
    def junit_names(self) -> list[tuple[str | None, str | None]]:
        # The file is our own.
        cases = ET.parse(self.out / "junit.xml").iter("testcase")  # noqa: S314
        return [(case.get("classname"), case.get("name")) for case in cases]

    @property
    def allure_results(self) -> list[dict[str, Any]]:
        files = (self.out / "allure-results").glob("*-result.json")
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def child(folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    theirs = ("PINGONE_", "PYTEST_", "GITHUB_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    return subprocess.run(
        [sys.executable, "-P", "-m", *arguments],
        cwd=folder,
        env={**kept, "XDG_CACHE_HOME": str(cache), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def run(folder: Path, cache: Path, *arguments: str) -> Run:
    folder.mkdir()
    done = child(folder, cache, "pingone_conformance", "run", *arguments)
    return Run(done.returncode, done.stdout + done.stderr, folder / "reports" / "latest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("end-to-end")


@pytest.fixture(scope="module")
def smoke(folder: Path) -> Run:
    return run(folder / "smoke", folder / "cache-smoke", "--profile", "smoke")


@pytest.fixture(scope="module")
def standard(folder: Path) -> Run:
    return run(folder / "standard", folder / "cache-standard")


@pytest.fixture(scope="module")
def shared(folder: Path) -> Run:
    """The same by two processes, which generate their cases themselves: each in an order of its own."""
    return run(folder / "shared", folder / "cache-shared", "-n", "2")


@pytest.fixture(scope="module", params=["smoke", "standard", "shared"])
def each(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


def test_the_mock_keeps_every_promise(each: Run) -> None:
    broken = [row for row in each.results["rules"] if row["verdict"] not in {"conforms", "untested"}]
    assert (each.code, broken) == (0, []), each.output


def test_every_rule_is_there(each: Run) -> None:
    assert {row["id"] for row in each.results["rules"]} == set(contracts().rules)


def test_what_is_untested_has_the_reason_that_its_rule_gives(each: Run) -> None:
    reasons = {row["id"]: row["reason"] for row in each.results["rules"] if row["verdict"] == "untested"}
    assert reasons == {rule.id: rule.untested for rule in contracts().rules.values() if rule.untested}


def test_the_run_is_complete(each: Run) -> None:
    assert each.results["complete"] is True


def test_results_fit_their_schema(each: Run) -> None:
    schema = json.loads((room("reports") / "results.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(each.results)) == []


def test_a_standard_run_tries_a_lot(standard: Run) -> None:
    assert standard.results["summary"]["requests"] >= 1500


def test_two_processes_send_what_one_sends(standard: Run, shared: Run) -> None:
    kept = ("requests_fingerprint", "requests", "tests")
    one, two = ({name: done.results["summary"][name] for name in kept} for done in (standard, shared))
    assert one == two


def test_two_processes_judge_as_one_does(standard: Run, shared: Run) -> None:
    one, two = (
        [(row["id"], row["verdict"], row["tests"]) for row in done.results["rules"]]
        for done in (standard, shared)
    )
    assert one == two


def test_replayed_cases_are_those_that_were_generated(smoke: Run, folder: Path) -> None:
    again = run(folder / "smoke-again", folder / "cache-smoke", "--profile", "smoke")
    assert (
        again.results["summary"]["requests_fingerprint"] == smoke.results["summary"]["requests_fingerprint"]
    )


def test_junit_has_one_name_for_each_rule(each: Run) -> None:
    names = each.junit_names
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert len(names) == len(each.results["rules"])


def test_allure_has_one_result_for_each_rule_and_operation(each: Run) -> None:
    histories = [result["historyId"] for result in each.allure_results]
    rules = {result["fullName"].split()[0] for result in each.allure_results}
    assert len(set(histories)) == len(histories)
    assert rules == {row["id"] for row in each.results["rules"]}


def test_junit_names_do_not_depend_on_processes(standard: Run, shared: Run) -> None:
    assert sorted(map(str, standard.junit_names)) == sorted(map(str, shared.junit_names))


def test_allure_histories_do_not_depend_on_processes(standard: Run, shared: Run) -> None:
    one, two = ({result["historyId"] for result in done.allure_results} for done in (standard, shared))
    assert one == two


@pytest.mark.parametrize("name", [*MADE, "results.json", "pytest.log"])
def test_the_reports_are_there(each: Run, name: str) -> None:
    assert (each.out / name).stat().st_size > 0


def test_nothing_is_left_outside_the_reports(each: Run) -> None:
    left = {path.name for path in each.out.parents[1].iterdir()}
    assert left == {"reports"}


def secrets() -> set[bytes]:
    """The client secrets of the embedded mock, as they are and as a header has them."""
    ready_made = create_app(seed="run-1").state.mock.ready_made
    found: set[bytes] = set()
    for furnished in (ready_made.main, ready_made.other):
        environment = furnished.environment
        secret = environment.client_secret.encode()
        found |= {secret, base64.b64encode(environment.client_id.encode() + b":" + secret)}
    return found


def test_no_client_secret_is_in_any_file(each: Run) -> None:
    contents = {path: path.read_bytes() for path in each.out.rglob("*") if path.is_file()}
    assert [path.name for path, text in contents.items() if any(secret in text for secret in secrets())] == []


def test_no_token_is_in_any_file(each: Run) -> None:
    token = re.compile(rb"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}")
    assert [
        path.name for path in each.out.rglob("*") if path.is_file() and token.search(path.read_bytes())
    ] == []


def test_plain_pytest_runs_the_suites(folder: Path) -> None:
    (folder / "plain").mkdir()
    arguments = ["-q", "--pingone-profile=smoke", str(room("suites"))]
    done = child(folder / "plain", folder / "cache-smoke", "pytest", *arguments)
    assert done.returncode == 0, done.stdout
    assert re.search(
        r"rules: \d+ conforms, 0 violates, 0 deviates, \d+ untested \(exit code 0\)", done.stdout
    )
