"""The pull-request pipeline, by the commands of the example: shards, one of which breaks, and one report."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import tool
from .runner import ROOT, Job, Runner, clean

WORKFLOW = yaml.safe_load((ROOT / "examples" / "github-actions" / "conformance.yml").read_text("utf-8"))
JOBS = WORKFLOW["jobs"]
FAULT = "forgets_the_user_link_of_a_portrait"
PULL_REQUEST = {"github.ref": "refs/pull/7/merge", "github.event.pull_request.head.repo.fork": "false"}
MAIN = {"github.ref": "refs/heads/main", "github.run_id": "41", "github.run_attempt": "1"}
COUNTS = {"violates", "conforms", "deviates", "untested", "waived", "broken"}


@pytest.fixture(scope="module")
def broken_mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a mock that does one thing wrong."""
    words = ["-P", "-m", "pingone_conformance", "mock", "--port", "0", "--print-env", "--fault", FAULT]
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=tmp_path_factory.mktemp("mock"),
        env=clean() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        printed = dict(process.stdout.readline().strip().split("=", 1) for _ in range(2))
        yield printed["PINGONE_AUTH_PATH"]
        process.kill()


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, whole: str, broken_mock: str) -> Runner:
    return Runner(
        tmp_path_factory.mktemp("github"),
        whole,
        PINGONE_CONFORMANCE_PROFILE="smoke",
        PINGONE_CONFORMANCE_MOCK_URL=broken_mock,
    )


@pytest.fixture(scope="module")
def shards(runner: Runner) -> list[Job]:
    matrix = JOBS["try"]["strategy"]["matrix"]["shard"]
    return [
        runner.run(JOBS["try"], f"try-{shard[0]}", **{"matrix.shard": shard}, **PULL_REQUEST)
        for shard in matrix
    ]


@pytest.fixture(scope="module")
def report(runner: Runner, shards: list[Job]) -> Job:
    return runner.run(JOBS["report"], "report", **PULL_REQUEST)


def results(job: Job) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((job.workspace / "reports/latest/results.json").read_text("utf-8"))
    return read


def test_a_shard_that_breaks_a_rule_fails_after_its_reports_were_kept(
    runner: Runner, shards: list[Job]
) -> None:
    assert {results(shard)["summary"]["exit_code"] for shard in shards} == {0, 1}
    assert [shard.failed for shard in shards] == [
        results(shard)["summary"]["violates"] > 0 for shard in shards
    ]
    assert all(shard.ran[-1] == "Fail if the run did" for shard in shards)
    for index in (1, 2, 3):
        assert (runner.artifacts / f"conformance-{index}-of-3" / "results.json").is_file()


def test_what_breaks_is_annotated_once(shards: list[Job], report: Job) -> None:
    assert [shard.printed.count("\n::error") for shard in shards] == [0, 0, 0]
    broken = [row["id"] for row in results(report)["rules"] if row["verdict"] == "violates"]
    assert broken
    assert all(f"::error title={rule} violates" in report.printed for rule in broken[:9])


def test_the_joined_run_has_the_verdicts_of_its_shards(shards: list[Job], report: Job) -> None:
    assert report.failed
    for verdict in COUNTS:
        parts = sum(results(shard)["summary"][verdict] for shard in shards)
        assert results(report)["summary"][verdict] == parts


def test_the_action_says_how_the_run_ended(report: Job) -> None:
    said = {name.removeprefix("steps.joined.outputs."): value for name, value in report.context.items()}
    assert said["exit-code"] == "1"
    assert {name: int(said[name]) for name in COUNTS} == {
        name: results(report)["summary"][name] for name in COUNTS
    }
    assert (report.workspace / said["report"]).is_file()
    assert said["artifact"] == "conformance"


def test_the_job_has_a_summary(report: Job) -> None:
    broken = next(row for row in results(report)["rules"] if row["verdict"] == "violates")
    assert broken["id"] in report.summary


def test_breaches_reach_code_scanning(runner: Runner, report: Job) -> None:
    (file,) = runner.uploaded[:1]
    (run,) = json.loads(file.read_text("utf-8"))["runs"]
    broken = {row["id"] for row in results(report)["rules"] if row["verdict"] == "violates"}
    assert broken <= {found["ruleId"] for found in run["results"]}


def test_pages_are_not_made_for_a_pull_request(runner: Runner, report: Job) -> None:
    assert "Make the pages" not in report.ran
    assert "steps.pages.outputs.artifact_id" not in report.context


def test_main_publishes_the_report_of_allure_with_its_history(runner: Runner, report: Job) -> None:
    tool("allure")
    first = runner.run(JOBS["report"], "main", **MAIN)
    assert first.context["steps.pages.outputs.artifact_id"] == "1", first.printed
    assert {"index.html", "badge.json", "allure"} <= {path.name for path in runner.site.iterdir()}
    assert (runner.site / "allure" / "index.html").stat().st_size > 100_000
    (kept,) = runner.caches.iterdir()
    assert (kept / "results.json").is_file()
    assert any((kept / "allure").iterdir())


def test_a_pull_request_says_what_changed_since_main(runner: Runner, report: Job) -> None:
    shutil.copytree(report.workspace / "reports" / "latest", runner.caches / "conformance-history-40-1")
    later = runner.run(JOBS["report"], "later", **PULL_REQUEST)
    assert "## Since main\n\n**No rule turned.**" in later.summary


def test_a_pull_request_from_a_fork_has_no_alerts(runner: Runner, shards: list[Job]) -> None:
    before = len(runner.uploaded)
    runner.run(JOBS["report"], "fork", **PULL_REQUEST | {"github.event.pull_request.head.repo.fork": "true"})
    assert len(runner.uploaded) == before


def test_a_missing_shard_is_no_report(runner: Runner, shards: list[Job], tmp_path: Path, whole: str) -> None:
    less = Runner(tmp_path, whole)
    shutil.copytree(runner.artifacts / "conformance-1-of-3", less.artifacts / "conformance-1-of-3")
    job = less.run(JOBS["report"], "report", **PULL_REQUEST)
    assert job.failed
    assert job.context["steps.joined.outputs.exit-code"] == "2"
    assert less.uploaded == []


def test_everything_is_given_the_least_permissions_and_a_time(runner: Runner) -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "try": {"contents": "read"},
        "report": {"contents": "read", "security-events": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert all(job["timeout-minutes"] <= 20 for job in JOBS.values())
