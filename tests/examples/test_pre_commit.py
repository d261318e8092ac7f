"""The hook: its manifest, and a push of a repository that has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
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
    hooks = yaml.safe_load(MANIFEST.read_text("utf-8"))
    (repository,) = yaml.safe_load(CONFIG.read_text("utf-8"))["repos"]
    assert len(hooks) == len(repository["hooks"])
    for hook, example in zip(hooks, repository["hooks"], strict=True):
        for member in ("id", "name", "entry", "pass_filenames", "types", "require_serial", "stages"):
            assert example.get(member) == hook.get(member)


def hooked(folder: Path, stage: str, path: str, name: str, text: str) -> subprocess.CompletedProcess[str]:
    """What the hooks of a stage say about a repository with one file besides their configuration."""
    pre_commit = tool("pre-commit")
    shutil.copy(CONFIG, folder)
    (folder / name).parent.mkdir()
    (folder / name).write_text(text, "utf-8")
    for words in (["init", "--quiet"], ["add", "."]):
        assert run("git", *words, folder=folder).returncode == 0
    home = str(folder / ".git" / "pre-commit")
    variables = {"PATH": path, "PRE_COMMIT_HOME": home, "PRE_COMMIT_COLOR": "never"}
    return run(pre_commit, "run", "--hook-stage", stage, "--all-files", folder=folder, **variables)


def test_the_hook_runs_before_a_push(tmp_path: Path, quick: str) -> None:
    done = hooked(tmp_path, "pre-push", quick, "contracts/waivers.yaml", "[]\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    assert (tmp_path / "reports" / "latest" / "results.json").is_file()


@pytest.mark.parametrize(("text", "code"), [("action.goTo('true');\n", 0), ("openidm.reed('a');\n", 1)])
def test_the_hook_looks_at_journey_scripts_before_a_commit(
    tmp_path: Path, whole: str, text: str, code: int
) -> None:
    done = hooked(tmp_path, "pre-commit", whole, "scripts/decision.js", text)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("scripts/decision.js:1:9: unknown-method" in done.stdout) is bool(code)
