"""Allure's command line is found, called and believed, and its history is carried over; here it is a script of ours."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.reporting.allure import commandline
from pingone_conformance.reporting.allure.commandline import AllureFailed, find_allure, make_report

# As much of both versions as is called. Each appends to what it was given as history.
ALLURE = """#!{python}
import json, pathlib, sys
if "--version" in sys.argv:
    print("{version}")
    sys.exit()
{trouble}
words = sys.argv[2:]
out = pathlib.Path(words[words.index("--output") + 1])
out.mkdir(parents=True)
page = '<script async src="https://www.googletagmanager.com/gtag/js?id=1"></script><p>the page</p>'
if "--config" in words:
    config = json.loads(pathlib.Path(words[words.index("--config") + 1]).read_text())
    assert [row["name"] for row in config["categories"]]
    lines = pathlib.Path(config["historyPath"])
    known = lines.read_text() if lines.exists() else ""
    lines.write_text(known + "run\\n")
    out = out / "awesome"
    out.mkdir()
elif "--single-file" not in words:
    before = pathlib.Path(words[1]) / "history" / "history-trend.json"
    (out / "history").mkdir()
    known = json.loads(before.read_text()) if before.exists() else []
    (out / "history" / "history-trend.json").write_text(json.dumps(["run", *known]))
    page = "<p>no file of its own</p>"
(out / "index.html").write_text(page)
"""
THREE, TWO = "3.18.0", "2.46.1"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "allure-results").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def install(folder):
    """Puts a command onto the path that behaves as Allure of a version."""

    def put(version: str, *, trouble: str = "", name: str = "allure") -> None:
        file = folder / "bin" / name
        text = ALLURE.replace("{python}", sys.executable).replace("{version}", version)
        file.write_text(text.replace("{trouble}", trouble), encoding="utf-8")
        file.chmod(0o755)

    return put


@pytest.fixture
def report(make, folder):
    """Makes the report of a run that ended at a time; what the two histories say then."""

    def made(finished: str = "2026-01-01") -> tuple[int, list[str]]:
        results = {**make.results(make.outcome("USER-001")), "finished": finished}
        history = folder / "history"
        page = make_report(find_allure(), results, folder / "allure-results", history, folder / "report")
        assert page.read_text(encoding="utf-8") == "<p>the page</p>"
        three, two = history / "history.jsonl", history / "history-trend.json"
        return (
            len(three.read_text(encoding="utf-8").splitlines()) if three.exists() else 0,
            json.loads(two.read_text(encoding="utf-8")) if two.exists() else [],
        )

    return made


def test_allure_on_the_path_is_found(install):
    install(THREE)
    assert (find_allure().major, find_allure().version) == (3, THREE)


def test_allure_of_npm_is_found(install):
    install(TWO, name="npx")
    assert find_allure().words[1:] == ("--no-install", "--offline", "allure")
    assert find_allure().major == 2


@pytest.mark.parametrize("version", ["", "1.5", "4.0.0", "usage: allure"])
def test_what_says_no_version_is_not_taken(install, version):
    install(version)
    with pytest.raises(ConformanceError, match="Allure is not installed here"):
        find_allure()


def test_without_allure_one_sentence_says_how_to_get_it(folder):
    with pytest.raises(ConformanceError) as error:
        find_allure()
    assert error.value.exit_code is ExitCode.USAGE
    assert error.value.hint.startswith("npm install --global allure (Allure 3, needs node)")


def test_the_page_calls_nobody(install, report):
    install(THREE)
    report()


@pytest.mark.parametrize(
    ("version", "one", "two"), [(THREE, (1, []), (2, [])), (TWO, (0, ["run"]), (0, ["run", "run"]))]
)
def test_the_history_is_carried_over(install, report, version, one, two):
    install(version)
    assert (report("day 1"), report("day 2")) == (one, two)


@pytest.mark.parametrize(("version", "two"), [(THREE, (2, [])), (TWO, (0, ["run", "run"]))])
def test_a_second_report_of_a_run_adds_nothing_to_the_history(install, report, version, two):
    install(version)
    report("day 1")
    assert [report("day 2"), report("day 2")] == [two, two]


def test_the_histories_of_both_versions_live_side_by_side(install, report):
    install(THREE)
    report("day 1")
    install(TWO)
    assert report("day 2") == (1, ["run"])


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("sys.exit('Unable to\\nread \\x1b[31m')", r"ended with 1: Unable to / read \\x1b\[31m"),
        ("sys.exit(3)", "ended with 3: it said nothing"),
    ],
)
def test_trouble_of_allure_is_told_and_nothing_is_written(install, report, folder, trouble, said):
    install(THREE, trouble=trouble)
    with pytest.raises(AllureFailed, match=said) as error:
        report()
    assert error.value.exit_code is ExitCode.BROKEN
    assert not (folder / "report").exists()
    assert not (folder / "history").exists()


def test_an_end_without_a_report_is_told(install, report):
    install(THREE, trouble="sys.exit(0)")
    with pytest.raises(AllureFailed, match=r"Allure 3\.18\.0 ended without a report"):
        report()


def test_allure_that_does_not_end_is_ended(install, report, monkeypatch):
    install(THREE, trouble="import time; time.sleep(600)")
    monkeypatch.setattr(commandline, "SECONDS", 1)
    with pytest.raises(AllureFailed, match="did not end within 1 s, and was ended"):
        report()


def test_a_file_that_cannot_be_started_is_not_taken(folder):
    file = Path(folder / "bin" / "allure")
    file.write_text("#!/no/such/program\n", encoding="utf-8")
    file.chmod(0o755)
    with pytest.raises(ConformanceError, match="not installed"):
        find_allure()
