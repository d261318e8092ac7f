"""The examples as others read them: linters of the field, and schemas that are kept outside of this project."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import tool
from .runner import ROOT, clean

EXAMPLES = ROOT / "examples"
ACTION = ROOT / "action.yml"
GITLAB = EXAMPLES / "gitlab" / ".gitlab-ci.yml"
WORKFLOWS = [
    EXAMPLES / "github-actions" / "conformance.yml",
    EXAMPLES / "nightly" / "github-actions.yml",
    EXAMPLES / "scripts" / "github-actions.yml",
]
SCHEMAS = [
    *((workflow, "vendor.github-workflows") for workflow in WORKFLOWS),
    *((workflow, "custom.github-workflows-require-timeout") for workflow in WORKFLOWS),
    (ACTION, "vendor.github-actions"),
    (GITLAB, "vendor.gitlab-ci"),
]


def check(*words: str | Path, cwd: Path = ROOT, text: str | None = None) -> None:
    done = subprocess.run(
        words, cwd=cwd, env=clean(), input=text, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def members(document: Any, name: str) -> Iterator[Any]:
    """What stands below every member of that name."""
    if isinstance(document, dict):
        yield from ([document[name]] if name in document else [])
        document = list(document.values())
    if isinstance(document, list):
        for value in document:
            yield from members(value, name)


def scripts(file: Path) -> Iterator[str]:
    document = yaml.safe_load(file.read_text("utf-8"))
    for name in ("run", "script", "before_script"):
        for script in members(document, name):
            yield script if isinstance(script, str) else "\n".join(script)


@pytest.mark.parametrize(("file", "schema"), SCHEMAS, ids=lambda value: getattr(value, "name", value))
def test_a_file_is_what_its_service_reads(file: Path, schema: str) -> None:
    check(tool("check-jsonschema"), "--builtin-schema", schema, file)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.parent.name)
def test_actionlint_has_nothing_to_say(workflow: Path, tmp_path: Path) -> None:
    # The program has several packages; ACTIONLINT names the one that is there, with its arguments.
    words = shlex.split(os.environ.get("ACTIONLINT", "")) or [tool("actionlint")]
    # Local actions are looked for at the top of a repository.
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    shutil.copy(ACTION, tmp_path)
    file = shutil.copy(workflow, folder)
    check(*words, Path(file).relative_to(tmp_path), cwd=tmp_path)


def test_zizmor_finds_no_hole() -> None:
    check(tool("zizmor"), "--offline", "--quiet", "--min-severity=medium", ACTION, *WORKFLOWS)


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION, GITLAB], ids=lambda file: file.name)
def test_scripts_within_are_clean(file: Path) -> None:
    shellcheck = tool("shellcheck")
    found = list(scripts(file))
    assert found
    for script in found:
        check(shellcheck, "--shell=bash", "--exclude=SC2016", "-", text=script)


@pytest.mark.parametrize("file", sorted(EXAMPLES.rglob("*.sh")), ids=lambda file: file.name)
def test_scripts_are_clean(file: Path) -> None:
    check(tool("shellcheck"), file)


@pytest.mark.parametrize("workflow", [*WORKFLOWS, ACTION], ids=lambda file: file.parent.name)
def test_actions_of_others_are_pinned_by_commit(workflow: Path) -> None:
    used = [
        line.split("uses:")[1].strip()
        for line in workflow.read_text("utf-8").splitlines()
        if " uses: " in line
    ]
    others = [line for line in used if not line.startswith("./") and not line.startswith("`")]
    assert others
    for line in others:
        action, _, version = line.partition(" # ")
        assert len(action.split("@")[1]) == 40, line
        assert version.startswith("v"), line


def test_nothing_of_an_input_can_become_code() -> None:
    for file in [*WORKFLOWS, ACTION]:
        document = yaml.safe_load(file.read_text("utf-8"))
        assert [script for script in members(document, "run") if "${{" in script] == []


def test_hadolint_has_nothing_to_say() -> None:
    check(tool("hadolint"), EXAMPLES / "container" / "Containerfile")
