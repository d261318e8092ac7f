"""`pingone-conformance run` as a process: exit codes, and what an interrupted run leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Call, environment

SECONDS = 300
SLOW_SUITE = """
import time
import pytest
from pathlib import Path

@pytest.mark.rule("PORTRAIT-003")
def test_first(expect):
    expect([])

@pytest.mark.rule("PORTRAIT-001")
def test_slow(expect):
    Path({marker!r}).touch()
    time.sleep(600)
"""


def results(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return content


def test_a_rule_that_conforms_ends_with_0(call: Call, tmp_path: Path) -> None:
    done = call("run", "--rule", "PORTRAIT-003")
    assert done.returncode == 0
    assert [row["verdict"] for row in results(tmp_path / "reports/latest")["rules"]] == ["conforms"]


def test_a_rule_that_no_test_shows_ends_with_3(call: Call) -> None:
    done = call("run", "--rule", "EMAIL-015")
    assert done.returncode == 3


def test_a_mock_that_does_not_answer_ends_with_3(call: Call) -> None:
    done = call("run", "--rule", "PORTRAIT-003", "--mock-url", "http://127.0.0.1:9")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert "no mock answers at http://127.0.0.1:9" in done.stdout + done.stderr


def test_files_of_an_earlier_run_are_not_taken_for_this_one(call: Call, tmp_path: Path) -> None:
    call("run", "--rule", "PORTRAIT-003", "--out", "out")
    call("run", "--rule", "PORTRAIT-003", "--out", "out", "--mock-url", "http://127.0.0.1:9")
    assert [name for name in ("results.json", "report.html") if (tmp_path / "out" / name).exists()] == []


def test_options_of_pytest_in_the_environment_change_nothing(call: Call) -> None:
    assert call("run", "--rule", "PORTRAIT-003", PYTEST_ADDOPTS="--collect-only").returncode == 0


def test_a_folder_named_like_a_module_changes_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "httpx.py").write_text("raise RuntimeError('the wrong one')", encoding="utf-8")
    assert call("run", "--rule", "PORTRAIT-003").returncode == 0


Interrupted = tuple[int, dict[str, Any], str]
Interrupt = Callable[..., Interrupted]


@pytest.fixture
def interrupted(tmp_path: Path) -> Interrupt:
    """Runs a suite whose second test never ends, interrupts it there, and gives exit code, results and errors."""

    def run(send: Callable[[subprocess.Popen[str]], None]) -> Interrupted:
        suites, marker = tmp_path / "suites", tmp_path / "first"
        (suites / "scenarios").mkdir(parents=True)
        ini = "[pytest]\npingone_conformance = true\naddopts = -p no:schemathesis\nmarkers =\n    rule(*ids): x\n"
        (suites / "pytest.ini").write_text(ini, encoding="utf-8")
        (suites / "scenarios" / "test_it.py").write_text(
            SLOW_SUITE.format(marker=str(marker)), encoding="utf-8"
        )
        script = (
            "import pathlib, sys\nfrom pingone_conformance.cli import main, suites\n"
            f"suites.room = lambda name: pathlib.Path({str(tmp_path)!r}) / name\n"
            "sys.argv[1:] = ['run', '--suite', 'scenarios', '--out', 'out']\nmain()\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                wait_for(marker, process)
                send(process)
                _, errors = process.communicate(timeout=SECONDS)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, results(tmp_path / "out"), errors

    return run


def wait_for(marker: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(SECONDS * 20):
        if marker.exists() or process.poll() is not None:
            return
        time.sleep(0.05)


def ctrl_c(process: subprocess.Popen[str]) -> None:
    """A terminal sends the signal to every process of the group."""
    os.killpg(process.pid, signal.SIGINT)


def terminate(process: subprocess.Popen[str]) -> None:
    """A service manager sends it to the command alone."""
    process.terminate()


@pytest.mark.skipif(os.name == "nt", reason="process groups and signals of POSIX")
@pytest.mark.parametrize("send", [ctrl_c, terminate])
def test_an_interrupted_run_leaves_the_verdicts_so_far(
    interrupted: Interrupt, send: Callable[[subprocess.Popen[str]], None]
) -> None:
    code, left, errors = interrupted(send)
    verdicts = {row["id"]: row["verdict"] for row in left["rules"]}
    assert (code, left["complete"], "Traceback" in errors) == (3, False, False)
    assert (verdicts["PORTRAIT-003"], verdicts["PORTRAIT-001"]) == ("conforms", "untested")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "error: Java is not in /nowhere/bin"),
        (["--mock-url", "http://127.0.0.1:9"], "error: --script-engine is for the embedded mock"),
    ],
)
def test_an_engine_of_scripts_that_is_not_there_is_bad_usage(call: Call, more: list[str], said: str) -> None:
    done = call("run", "--script-engine", "rhino", *more, JAVA_HOME="/nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
