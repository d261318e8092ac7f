"""The pipeline of GitLab, by its own lines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import QUICK, tool
from .runner import ROOT
from .shell import play, play_side_by_side

PIPELINE: dict[str, Any] = yaml.safe_load((ROOT / "examples/gitlab/.gitlab-ci.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, quick: str) -> Path:
    """A workspace in which the shards were tried and joined."""
    folder = tmp_path_factory.mktemp("gitlab")
    of = PIPELINE["try"]["parallel"]
    nodes = [{"CI_NODE_INDEX": str(index), "CI_NODE_TOTAL": str(of)} for index in range(1, of + 1)]
    play_side_by_side(PIPELINE["try"]["script"], folder, quick, nodes)
    done = play(PIPELINE["verdicts"]["script"], folder, quick)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_reports_stand_where_the_pipeline_looks_for_them(project: Path) -> None:
    artifacts = PIPELINE["verdicts"]["artifacts"]
    assert (project / artifacts["reports"]["junit"]).read_text("utf-8").startswith("<?xml")
    assert all(
        (project / path).is_dir() for path in artifacts["paths"] + PIPELINE["try"]["artifacts"]["paths"]
    )


def test_the_shards_make_one_whole_run(project: Path) -> None:
    results = json.loads((project / "reports/latest/results.json").read_text("utf-8"))
    assert results["complete"]
    assert results["summary"]["conforms"] == len(QUICK)


def test_a_missing_shard_fails_the_pipeline(project: Path, tmp_path: Path, quick: str) -> None:
    (tmp_path / "shards").mkdir()
    (tmp_path / "shards" / "1").symlink_to(project / "shards" / "1")
    done = play(PIPELINE["verdicts"]["script"], tmp_path, quick)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports").exists()


def test_pages_have_the_report_of_allure(project: Path, quick: str) -> None:
    path = os.pathsep.join([quick, str(Path(tool("allure")).parent)])
    lines = [line for line in PIPELINE["pages"]["script"] if " install " not in line]
    done = play(lines, project, path, CI_PROJECT_DIR=str(project))
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"index.html", "badge.json", "allure"} == {path.name for path in (project / "public").iterdir()}
    assert any((project / "history").iterdir())


def test_a_broken_promise_is_told_by_the_last_stage_only() -> None:
    assert PIPELINE["try"]["allow_failure"]["exit_codes"] == [1, 3]
    assert "allow_failure" not in PIPELINE["verdicts"]
