"""A real report of Allure from a real run with faults: its numbers are those of `results.json`, on the page, too.

Needs Allure's command line, which `tox -e allure` installs; a browser where there is one.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.allure.commandline import Allure, find_allure

COMMAND = [sys.executable, "-P", "-m", "pingone_conformance"]
FAULTS = ("swaps_red_and_blue", "forgets_the_user_link_of_a_portrait")
SECONDS = 300
STATUSES = {
    "conforms": "passed",
    "deviates": "passed",
    "waived": "passed",
    "untested": "skipped",
    "violates": "failed",
    "broken": "broken",
}
CATEGORIES = {
    "deviates": "Deviation",
    "waived": "Waiver",
    "untested": "Not possible here",
    "violates": "Violation",
    "broken": "Our error",
}
WAIVERS = """
- rule: PORTRAIT-044
  reason: The link comes with release 7.
  link: https://tracker.example/browse/IDV-7
  expires: {}
"""


@pytest.fixture(scope="module")
def allure() -> Allure:
    try:
        return find_allure()
    except ConformanceError as error:
        pytest.skip(str(error))


@dataclass(frozen=True)
class Report:
    """The folder of a run, and what Allure made of it."""

    folder: Path
    said: str

    @property
    def page(self) -> Path:
        return self.folder / "allure-report" / "index.html"

    @property
    def verdicts(self) -> Counter[str]:
        rows = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))["rules"]
        return Counter(row["verdict"] for row in rows)

    @property
    def rules(self) -> int:
        return self.verdicts.total()

    def data(self, name: str) -> Any:
        """A file of Allure's own that the page holds."""
        text = self.page.read_text(encoding="utf-8")
        found = re.search(rf"""d\(["']{re.escape(name)}["'],\s*["']([\w+/=]*)["']""", text)
        assert found, name
        return json.loads(base64.b64decode(found[1]))


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINGONE_")}
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**kept, "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def tried(folder: Path, *arguments: str) -> None:
    """A smoke run on a mock that does two things wrong, one of which is waived."""
    faults = [word for name in FAULTS for word in ("--fault", name)]
    mock = subprocess.Popen(
        [*COMMAND, "mock", "--port", "0", "--seed", "run-1", *faults],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with mock:
        try:
            assert mock.stdout is not None
            url = mock.stdout.readline().strip().partition("=")[2].removesuffix("/v1")
            done = call(folder, "run", "--profile", "smoke", "--mock-url", url, *arguments)
        finally:
            mock.kill()
    assert done.returncode == 1, done.stdout + done.stderr


def made(folder: Path) -> Report:
    done = call(folder, "report", "--allure")
    assert done.returncode == 0, done.stderr
    return Report(folder / "reports" / "latest", done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, allure: Allure) -> Path:
    folder = tmp_path_factory.mktemp("allure")
    expires = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 100 * 86_400))
    (folder / "waivers.yaml").write_text(WAIVERS.format(expires), encoding="utf-8")
    tried(folder, "--waivers", "waivers.yaml")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return made(folder)


def test_the_run_has_something_of_each_kind_that_the_faults_make(report: Report) -> None:
    assert set(report.verdicts) >= {"conforms", "untested", "violates", "waived"}


def test_the_numbers_by_status_are_those_of_the_results(report: Report, allure: Allure) -> None:
    said = report.data("widgets/statistic.json" if allure.major > 2 else "widgets/summary.json")
    numbers = said if allure.major > 2 else said["statistic"]
    expected: Counter[str] = Counter()
    for verdict, number in report.verdicts.items():
        expected[STATUSES[verdict]] += number
    assert {status: numbers.get(status, 0) for status in expected} == dict(expected)
    assert numbers["total"] == report.rules


def test_the_numbers_by_category_are_those_of_the_results(report: Report, allure: Allure) -> None:
    said = report.data("widgets/categories.json")
    if allure.major > 2:
        found = [
            (said["nodes"][root]["name"], said["nodes"][root]["statistic"]["total"]) for root in said["roots"]
        ]
    else:
        found = [(item["name"], sum(item["statistic"].values()) // 2) for item in said["items"]]
    expected = {
        CATEGORIES[verdict]: number for verdict, number in report.verdicts.items() if verdict in CATEGORIES
    }
    assert {name.partition(":")[0]: number for name, number in found} == expected


def test_no_attached_file_is_missing(report: Report, allure: Allure) -> None:
    text = report.page.read_text(encoding="utf-8")
    found = re.findall(r"""d\(["']data/test-(?:results|cases)/[^"']+["'],\s*["']([\w+/=]*)["']""", text)
    records = [base64.b64decode(content).decode() for content in found]
    assert len(records) == report.rules
    assert sum(".txt" in record for record in records) > 100
    assert [record for record in records if '"missed":true' in record] == []


def test_the_page_calls_nobody(report: Report) -> None:
    assert b'src="http' not in report.page.read_bytes()


def test_the_history_has_two_runs_after_two(report: Report, folder: Path, allure: Allure) -> None:
    known = json.loads((report.folder / "results.json").read_text(encoding="utf-8"))["finished"]
    tried(folder, "--rule", "PORTRAIT-044", "--rule", "IMAGE-005")
    again = made(folder)
    assert json.loads((again.folder / "results.json").read_text(encoding="utf-8"))["finished"] != known
    history = again.folder / "allure-history"
    if allure.major > 2:
        runs = [
            json.loads(line) for line in (history / "history.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        ids = [set(run["testResults"]) for run in runs]
        assert len(ids) == 2
        assert ids[1] < ids[0]
    else:
        assert len(json.loads((history / "history-trend.json").read_text(encoding="utf-8"))) == 2


def test_a_browser_shows_the_numbers(report: Report, allure: Allure) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium is on the path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(report.page.as_uri())
        page.get_by_text("Update Verified Data Portrait Background", exact=True).first.wait_for()
        shown = page.locator("body").inner_text()
        browser.close()
    numbers = set(re.findall(r"\d+", shown))
    assert {str(report.verdicts["violates"]), str(report.verdicts["untested"])} <= numbers
