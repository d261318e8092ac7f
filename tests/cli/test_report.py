from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import Call


@pytest.fixture
def latest(call: Call, tmp_path: Path) -> Path:
    """The folder of a run of one rule."""
    assert call("run", "--rule", "PORTRAIT-003", "--profile", "smoke").returncode == 0
    return tmp_path / "reports" / "latest"


def test_reports_are_written_again(call: Call, latest: Path) -> None:
    (latest / "report.html").unlink()
    (latest / "junit.xml").unlink()
    before = (latest / "results.json").read_bytes()
    done = call("report")
    assert (done.returncode, done.stdout) == (0, "reports/latest/report.html  opens in a browser\n")
    assert "PORTRAIT-003" in (latest / "report.html").read_text(encoding="utf-8")
    assert (latest / "junit.xml").exists()
    assert (latest / "results.json").read_bytes() == before


def test_reports_may_go_elsewhere(call: Call, latest: Path, tmp_path: Path) -> None:
    done = call("report", "--results", str(latest / "results.json"), "--out", "again")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again" / "report.html").exists()


def test_without_allure_one_sentence_says_how_to_get_it(call: Call, latest: Path) -> None:
    done = call("report", "--allure", PATH="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: Allure is not installed here\n"
        "hint: npm install --global allure (Allure 3, needs node), or allure-commandline (Allure 2, needs java, too)\n"
    )
    assert not (latest / "allure-report").exists()


def test_a_folder_without_results_for_allure_is_refused(call: Call, latest: Path) -> None:
    (latest / "allure-results").rename(latest / "elsewhere")
    done = call("report", "--allure")
    assert done.returncode == 2
    assert "allure-results has no results for Allure" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ('{"schema": 1, "comp', "is no JSON, or ends too early"),
        (json.dumps({"schema": 99}), "this program reads versions up to"),
        (json.dumps({"schema": 1}), "is not as reports/results.schema.json says"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--allure",)])
def test_bad_results_are_told_and_nothing_is_overwritten(
    call: Call, tmp_path: Path, content: str | None, said: str, more: tuple[str, ...]
) -> None:
    folder = tmp_path / "reports" / "latest"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("kept", encoding="utf-8")
    if content is not None:
        (folder / "results.json").write_text(content, encoding="utf-8")
    done = call("report", *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "report.html").read_text(encoding="utf-8") == "kept"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_told(call: Call, latest: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    done = call("report", "--out", "locked/deeper")
    assert done.returncode == 2
    assert "the reports cannot be written to locked/deeper" in done.stderr


def test_a_file_in_the_place_of_the_folder_is_told(call: Call, latest: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("kept", encoding="utf-8")
    done = call("report", "--out", "taken/deeper")
    assert done.returncode == 2
    assert "the reports cannot be written to taken/deeper: Not a directory" in done.stderr


def test_a_history_without_allure_is_refused(call: Call) -> None:
    done = call("report", "--history", "somewhere")
    assert (done.returncode, done.stderr) == (2, "error: --history is for --allure\nhint: add --allure\n")
