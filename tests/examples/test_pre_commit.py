"""The hook: its manifest, and a push of a repository that has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import yaml

from .conftest import tool
from .runner import ROOT, SECONDS, clean

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CONFIG = ROOT / "examples" / "pre-commit" / ".pre-commit-config.yaml"


def run(*words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=folder,
        env=clean() | variables,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_pre_commit_reads_the_manifest() -> None:
    done = run(tool("pre-commit"), "validate-manifest", str(MANIFEST), folder=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_example_and_the_manifest_run_the_same() -> None:
    (hook,) = yaml.safe_load(MANIFEST.read_text("utf-8"))
    (repository,) = yaml.safe_load(CONFIG.read_text("utf-8"))["repos"]
    (example,) = repository["hooks"]
    for member in ("id", "name", "entry", "pass_filenames", "require_serial", "stages"):
        assert example[member] == hook[member]


def test_the_hook_runs_before_a_push(tmp_path: Path, quick: str) -> None:
    pre_commit = tool("pre-commit")
    shutil.copy(CONFIG, tmp_path)
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "waivers.yaml").write_text("[]\n", "utf-8")
    for words in (["init", "--quiet"], ["add", "."]):
        assert run("git", *words, folder=tmp_path).returncode == 0
    home = str(tmp_path / ".git" / "pre-commit")
    variables = {"PATH": quick, "PRE_COMMIT_HOME": home, "PRE_COMMIT_COLOR": "never"}
    words = ["run", "--hook-stage", "pre-push", "--all-files"]
    done = run(pre_commit, *words, folder=tmp_path, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    assert (tmp_path / "reports" / "latest" / "results.json").is_file()
