"""`pingone-conformance diff` as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Call


@pytest.fixture
def two_runs(call: Call, tmp_path: Path) -> None:
    call("run", "--rule", "PORTRAIT-003", "--out", "a")
    text = (tmp_path / "a" / "results.json").read_text(encoding="utf-8")
    results = json.loads(text)
    results["rules"][0].update(verdict="untested", reason="not offered")
    (tmp_path / "b.json").write_text(json.dumps(results), encoding="utf-8")


@pytest.mark.usefixtures("two_runs")
def test_the_exit_code_says_whether_something_got_worse(call: Call) -> None:
    assert call("diff", "a", "a").returncode == 0
    assert call("diff", "b.json", "a").returncode == 0
    done = call("diff", "a", "b.json", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["worse"][0]["rule"]) == (1, "PORTRAIT-003")
    assert "| PORTRAIT-003 |" in call("diff", "a", "b.json", "--format", "markdown").stdout
    lines = call("diff", "a", "b.json", COLUMNS="80").stdout.splitlines()
    assert lines[-1] == "Rules: 1 got worse."
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("two_runs")
def test_what_cannot_be_read_is_named(call: Call, tmp_path: Path) -> None:
    text = (tmp_path / "b.json").read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(text[: len(text) // 2], encoding="utf-8")
    (tmp_path / "newer.json").write_text(json.dumps(json.loads(text) | {"schema": 99}), encoding="utf-8")
    for name, said in (
        ("cut.json", "ends too early"),
        ("newer.json", "version 99"),
        ("no", "cannot be read"),
    ):
        done = call("diff", "a", name)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert said in done.stderr
        assert name in done.stderr
        assert "hint: " in done.stderr
