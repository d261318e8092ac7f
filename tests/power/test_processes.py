"""The processes that try faults: handed tasks in turn, and told about when they die."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.power.processes import BrokenWorkerError, Workers
from pingone_conformance.power.trials import Task

ECHO = """
import json, sys
for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps({"fault": task["fault"], "tests": task["part"]}), flush=True)
"""
JUNK = "print('Hello'); import sys; print('no such suite', file=sys.stderr)"


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Has a small program take the place of pytest."""

    def put(source: str) -> None:
        program, script = tmp_path / "python", tmp_path / "program.py"
        script.write_text(source, encoding="utf-8")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}"\n', encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))

    return put


def test_each_task_has_one_trial(stand_in: Callable[[str], None]) -> None:
    stand_in(ECHO)
    tasks = [Task(fault=f"fault_{number}", part=number) for number in range(7)]
    with Workers(2, load_settings({})) as workers:
        trials = list(workers.try_all(tasks))
    assert sorted((trial.fault, trial.tests) for trial in trials) == [(one.fault, one.part) for one in tasks]


def test_a_process_that_dies_is_our_error_with_its_last_words(stand_in: Callable[[str], None]) -> None:
    stand_in(JUNK)
    with pytest.raises(BrokenWorkerError) as caught, Workers(1, load_settings({})) as workers:
        list(workers.try_all([Task(fault="some_fault")]))
    assert caught.value.exit_code == 3
    assert "some_fault" in str(caught.value)
