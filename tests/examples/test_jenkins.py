"""The pipeline of Jenkins: parsed as Groovy, of the sections that a declarative pipeline has, and run by its own lines.

Jenkins' own linter needs a running Jenkins, and npm-groovy-lint (which has no error to tell of this file) needs Java
and half a minute; a grammar of Groovy and the rules below take their place.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from .runner import ROOT
from .shell import play, play_side_by_side

FILE = ROOT / "examples" / "jenkins" / "Jenkinsfile"
TEXT = FILE.read_text("utf-8")
# "Pipeline Syntax", Declarative Pipeline, of the Jenkins handbook: what may stand directly in which block.
SECTIONS = {
    "pipeline": {"agent", "options", "stages", "post", "environment", "parameters", "triggers", "tools"},
    "stages": {"stage"},
    "stage": {"agent", "steps", "stages", "matrix", "parallel", "post", "when", "environment", "options"},
    "matrix": {"axes", "agent", "stages", "excludes", "post", "when", "environment", "options"},
    "axes": {"axis"},
    "axis": {"name", "values"},
    "post": {"always", "changed", "failure", "success", "unstable", "cleanup"},
}
STEPS = {"sh", "stash", "unstash", "cleanWs", "archiveArtifacts", "junit", "publishHTML", "allure"}


@pytest.fixture(scope="module")
def root() -> Any:
    """The syntax tree of the file."""
    grammar = pytest.importorskip("tree_sitter_groovy")
    tree_sitter = pytest.importorskip("tree_sitter")
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))
    return parser.parse(TEXT.encode()).root_node


def calls(node: Any, within: str = "") -> list[tuple[str, str]]:
    """Each call of the tree with the name of the block that it stands in."""
    name = within
    found = []
    if node.type in ("method_invocation", "juxt_function_call"):
        name = node.child_by_field_name("name").text.decode()
        found.append((within, name))
    for child in node.children:
        found += calls(child, name)
    return found


def shell_lines() -> list[str]:
    return re.findall(r"^\s*sh '(.+)'$", TEXT, re.MULTILINE)


def shards() -> list[str]:
    (values,) = re.findall(r"^\s*values (.+)$", TEXT, re.MULTILINE)
    return re.findall(r"'(\d)'", values)


def test_it_is_groovy(root: Any) -> None:
    assert not root.has_error


def test_every_section_may_stand_where_it_stands(root: Any) -> None:
    found = calls(root)
    assert found[0] == ("", "pipeline")
    assert {name for block, name in found if block in SECTIONS and name not in SECTIONS[block]} == set()
    assert {name for block, name in found if block in ("steps", "always") and name not in STEPS} == set()


def test_its_lines_try_and_join_the_rules(tmp_path: Path, quick: str) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(shutil.which("pingone-conformance", path=quick) or "", tmp_path / ".venv" / "bin")
    run, merge = (line for line in shell_lines() if "pip install" not in line)
    play_side_by_side([run], tmp_path, quick, [{"SHARD": shard} for shard in shards()])
    done = play([merge], tmp_path, quick)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = re.findall(r"'(reports/latest/[\w.-]+)'", TEXT)
    assert kept == ["reports/latest/junit.xml", "reports/latest/allure-results"]
    assert all((tmp_path / path).exists() for path in [*kept, "reports/latest/report.html"])


def test_every_shard_is_there_to_be_joined() -> None:
    assert re.findall(r"unstash 'shard-(\d)'", TEXT) == shards()
    assert f"$SHARD/{len(shards())}" in TEXT
