"""`docs/scripts.md` and `examples/scripts/`: what stands there is run, in order, and prints what is printed there."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pingone_conformance.scripting.engines import EngineUnavailableError, require

from .runner import ROOT, SECONDS, clean
from .shell import play

PAGE = ROOT / "docs" / "scripts.md"
EXAMPLES = ROOT / "examples" / "scripts"
LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*\n", part)
        assert command
        yield command[0], part[command.end() :]


def pattern(printed: str) -> str:
    """What is printed as a regular expression: an ellipsis stands for text of one line, on its own for lines."""
    lines = [
        r"(?:.*\n)*" if line == LEFT_OUT else re.escape(line).replace(LEFT_OUT, ".*") + r"\n"
        for line in printed.splitlines()
    ]
    return "".join(lines)


def has_rhino() -> bool:
    try:
        require("rhino")
    except EngineUnavailableError:
        return False
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "scripts")
    return tmp_path / "scripts"


@pytest.fixture
def served(folder: Path, whole: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Servers that the page starts, which end with the test."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(SECONDS)


def serve(command: str, folder: Path, path: str) -> subprocess.Popen[str]:
    """Start a server whose output goes to a file, and wait until that has its last line."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", f"exec {command}"],
        cwd=folder,
        env=clean() | {"PATH": path, "PYTHONUNBUFFERED": "1"},
        text=True,
        start_new_session=True,
    )
    output = folder / command.rsplit(maxsplit=1)[-1]
    for _ in range(SECONDS * 10):
        if output.exists() and "AIC_SA_JWK=" in output.read_text("utf-8"):
            return process
        assert process.poll() is None, "the mock ended"
        time.sleep(0.1)
    raise AssertionError("the mock did not start")


def test_every_command_prints_what_stands_below_it(
    folder: Path, whole: str, served: list[subprocess.Popen[str]]
) -> None:
    run = 0
    for language, name, text in BLOCKS:
        if name.startswith("examples/"):
            assert text in (ROOT / name).read_text("utf-8"), name
        elif name:
            (folder / name).write_text(text, encoding="utf-8")
        if language != "console":
            assert name, f"a block of {language} that is no file"
            continue
        for command, printed in commands(text):
            if "rhino" in command and not has_rhino():
                continue
            if command.startswith("pingone-conformance mock"):
                served.append(serve(command, folder, whole))
                continue
            done = play([command], folder, whole, COLUMNS="80")
            assert re.fullmatch(pattern(printed), done.stdout), f"$ {command}{done.stdout}{done.stderr}"
            assert done.stderr == ""
            run += 1
    assert run >= 14


def test_the_page_fits_into_80_columns() -> None:
    console = [text for language, _, text in BLOCKS if language == "console"]
    assert [line for text in console for line in text.splitlines() if len(line) > 80] == []


def test_the_tests_of_the_example_pass_on_both_engines(folder: Path, whole: str) -> None:
    for engine in ("quickjs", "rhino") if has_rhino() else ("quickjs",):
        done = play([f"pytest -q --pingone-script-engine {engine}"], folder, whole)
        assert done.returncode == 0, done.stdout
        assert "7 passed" in done.stdout


def test_the_workflow_of_the_example_runs(folder: Path, whole: str) -> None:
    workflow = yaml.safe_load((EXAMPLES / "github-actions.yml").read_text("utf-8"))
    steps = workflow["jobs"]["scripts"]["steps"]
    done = play([step["run"] for step in steps if step.get("name") in ("Lint", "Test")], folder, whole)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no problems in 1 script" in done.stdout


def test_the_workflow_notices_a_script_that_decides_otherwise(folder: Path, whole: str) -> None:
    file = folder / "completion_decision.js"
    file.write_text(file.read_text("utf-8").replace('"SUCCESS", ', ""), encoding="utf-8")
    done = play(["pytest -q"], folder, whole)
    assert done.returncode == 1
    assert (
        "FAILED test_completion_decision.py::test_the_last_transaction_decides[SUCCESS-verified]"
        in done.stdout
    )
