"""`pingone-conformance evidence`: what it writes shows a fault of the mock, and nothing where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.cli.rehearsal import run_standalone, variables
from pingone_conformance.contracts import contracts
from pingone_conformance.mock.server import MockServer
from pingone_conformance.reporting.evidence import broken_row, evidence_of
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.target.control import ControlPlane

from .conftest import COMMAND, Call, environment

# Faults that do not hide each other, with a rule that each breaks, by what they make wrong.
SHOWN = {
    # the shape of an answer
    "forgets_the_user_link_of_a_portrait": "PORTRAIT-044",
    "has_no_link_to_confirm": "FLOW-011",
    # a header
    "says_nothing_to_caches_about_a_token": "TOKEN-023",
    # what it means
    "counts_one_transaction_where_there_is_none": "READ-018",
    "calls_a_portrait_a_cropped_one": "PORTRAIT-047",
    "shows_the_id_that_was_sent": "USER-044",
    # what became of things
    "reads_a_deleted_policy_from_its_archive": "POLICY-065",
    "deletes_the_newest_transaction_instead": "STATUS-035",
    # what is refused
    "takes_a_lone_plus_sign_for_a_number": "PHONE-016",
    "accepts_plain_json_for_portrait": "PORTRAIT-003",
    "confirms_without_a_content_type": "CONFIRM-005",
    "takes_an_email_requirement_without_options": "EMAIL-017",
    # how it is refused
    "answers_a_broken_confirmation_with_415": "CONFIRM-042",
}
NOT_SHOWN = {
    "swaps_red_and_blue": ("IMAGE-005", "cannot be said about one answer in a line of Python"),
    "lets_no_transaction_expire": ("STATUS-038", "it takes more than requests: "),
}


# Neither settings nor a cache of anybody's.
NOBODYS = ("-p", "no:cacheprovider", "-c", os.devnull)


@dataclass(frozen=True)
class Faulty:
    """A mock with all these faults at once, and a run on it."""

    server: MockServer
    plane: ControlPlane
    place: Path

    @property
    def results(self) -> dict[str, Any]:
        return read_results(self.place / "run")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    place = tmp_path_factory.mktemp("faulty")
    rules = [*SHOWN.values(), *(rule for rule, _ in NOT_SHOWN.values())]
    with MockServer(seed="faulty") as server:
        transport = httpx.HTTPTransport()
        plane = ControlPlane(server.base_url, transport)
        plane.switch_faults([*SHOWN, *NOT_SHOWN])
        arguments = [f"--rule={rule}" for rule in rules]
        subprocess.run(
            [
                *COMMAND,
                "run",
                "--profile",
                "smoke",
                "--mock-url",
                server.base_url,
                "--out",
                "run",
                *arguments,
            ],
            cwd=place,
            env=environment(),
            capture_output=True,
            check=False,
        )
        yield Faulty(server, plane, place)
        transport.close()


def outcomes(folder: Path, values: dict[str, str]) -> dict[str, str]:
    """How each generated test ends, by the name of its file."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", *NOBODYS, "--rootdir", str(folder), str(folder)],
        cwd=folder,
        env=environment(**values),
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    words = ("PASSED", "FAILED", "ERROR", "SKIPPED")
    return {line[1].split("::")[0]: line[0] for line in lines if len(line) > 1 and line[0] in words}


@pytest.fixture(scope="module")
def generated(faulty: Faulty) -> Path:
    folder = faulty.place / "evidence"
    folder.mkdir()
    for rule in SHOWN.values():
        found = evidence_of(faulty.results, broken_row(faulty.results, rule), contracts())
        assert (found.not_shown, rule) == ("", rule)
        (folder / found.test_name).write_text(found.test, encoding="utf-8")
    return folder


def names(rules: list[str]) -> set[str]:
    return {f"test_{rule.lower().replace('-', '_')}.py" for rule in rules}


def test_generated_tests_fail_where_the_faults_are(faulty: Faulty, generated: Path) -> None:
    faulty.plane.switch_faults([])
    values = variables(faulty.server.base_url)
    faulty.plane.switch_faults([*SHOWN, *NOT_SHOWN])
    assert outcomes(generated, values) == dict.fromkeys(names(list(SHOWN.values())), "FAILED")


def test_generated_tests_pass_on_a_mock_that_conforms(generated: Path) -> None:
    with MockServer(seed="clean") as server:
        ended = outcomes(generated, variables(server.base_url))
    assert ended == dict.fromkeys(names(list(SHOWN.values())), "PASSED")


def test_generated_tests_say_what_they_need(generated: Path) -> None:
    assert run_standalone(generated / "test_portrait_003.py", {}) == "skipped"


def test_generated_tests_need_nothing_of_the_suite(generated: Path) -> None:
    imported = {
        line.split()[1]
        for file in generated.glob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= {"os", "re", "uuid", "httpx", "pytest"}


@pytest.mark.parametrize(("rule", "why"), NOT_SHOWN.values(), ids=list(NOT_SHOWN))
def test_what_a_test_cannot_show_is_said_on_the_page(faulty: Faulty, rule: str, why: str) -> None:
    found = evidence_of(faulty.results, broken_row(faulty.results, rule), contracts())
    assert found.test == ""
    assert f"Not shown by a stand-alone test, because {found.not_shown[:20]}" in found.page
    assert why in found.not_shown


def test_the_command_writes_page_and_test(faulty: Faulty, call: Call, tmp_path: Path) -> None:
    done = call("evidence", "PORTRAIT-003", "--results", str(faulty.place / "run"))
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "evidence/PORTRAIT-003.md",
        "evidence/test_portrait_003.py",
    ]
    page = (tmp_path / "evidence/PORTRAIT-003.md").read_text(encoding="utf-8")
    row = next(row for row in faulty.results["rules"] if row["id"] == "PORTRAIT-003")
    exchange = row["findings"][0]["exchange"]
    for said in (
        "# PORTRAIT-003: ",
        "update-verified-data-portrait-background.html",
        "| Expected | the request to be refused (4xx) |",
        exchange["response_headers"]["correlation-id"],
        exchange["response_headers"]["date"],
        exchange["curl"],
        "pytest test_portrait_003.py",
        "pingone-conformance run --rule PORTRAIT-003 --seed 1",
    ):
        assert said in page


def test_no_file_of_evidence_has_a_secret(faulty: Faulty, generated: Path) -> None:
    secret = variables(faulty.server.base_url)["PINGONE_CLIENT_SECRET"]
    pages = [
        evidence_of(faulty.results, broken_row(faulty.results, rule), contracts()).page
        for rule in (*SHOWN.values(), *(rule for rule, _ in NOT_SHOWN.values()))
    ]
    tests = [file.read_text(encoding="utf-8") for file in generated.glob("*.py")]
    assert [text for text in (*pages, *tests) if secret in text or "eyJ" in text] == []


def test_what_is_not_broken_has_no_evidence(faulty: Faulty, call: Call, tmp_path: Path) -> None:
    results = faulty.results
    row = next(row for row in results["rules"] if row["id"] == "PORTRAIT-003")
    row |= {"verdict": "conforms", "findings": [], "finding_count": 0}
    (tmp_path / "results.json").write_text(json.dumps(results), encoding="utf-8")
    for rule, said in (
        ("PORTRAIT-003", "PORTRAIT-003 is not broken there: it conforms"),
        ("PORTRAIT-001", "PORTRAIT-001 was not part of that run"),
        ("NOTHING-001", "there is no rule NOTHING-001"),
    ):
        done = call("evidence", rule, "--results", "results.json")
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
        assert "hint: " in done.stderr
    assert not (tmp_path / "evidence").exists()


def test_results_that_cannot_be_read_are_named(call: Call) -> None:
    done = call("evidence", "PORTRAIT-003")
    assert (done.returncode, "reports/latest cannot be read" in done.stderr) == (2, True)


def test_a_test_that_nothing_passes_is_not_written(
    faulty: Faulty, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = faulty.results
    row = next(row for row in results["rules"] if row["id"] == "PORTRAIT-003")
    row["findings"][0]["expected"] = "status 418"
    (tmp_path / "results.json").write_text(json.dumps(results), encoding="utf-8")
    done = call("evidence", "PORTRAIT-003", "--results", "results.json")
    assert "it would fail on a server that conforms, too" in done.stdout
    assert [file.name for file in (tmp_path / "evidence").iterdir()] == ["PORTRAIT-003.md"]
