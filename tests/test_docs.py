"""What the documents say of settings, tests and files is so.

`python -m tests.test_docs` prints the table of all settings for `docs/tenant.md`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pingone_conformance.cli.flags import flag_of
from pingone_conformance.config import OPTIONS, Option
from pingone_conformance.config.options import variable_of
from pingone_conformance.config.variables import unknown_variables

ROOT = Path(__file__).parents[1]
TENANT = ROOT / "docs" / "tenant.md"
NIGHTLY = ROOT / "examples" / "nightly"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

NOTHING = "\N{EN DASH}"
_DEFAULT = re.compile(r"\s*\[default: (.+)\]$")


def default_of(name: str, option: Option) -> str:
    """A default as people would say it; where the help says one, that."""
    if told := _DEFAULT.search(option.help):
        return told[1]
    if name in ("ledger", "out"):
        return str(option.default)
    match option.default:
        case bool():
            return "no"
        case float() as number:
            return f"{number:g}"
        case value:
            return str(value) if value or value == 0 else NOTHING


def table() -> str:
    """All settings, one a row."""
    rows = ["| flag | variable | member of the file | default | meaning |", "|---|---|---|---|---|"]
    for name, option in OPTIONS.items():
        flag = "none" if option.secret else f"`{flag_of(name)}`"
        meaning = _DEFAULT.sub("", option.help)
        rows.append(f"| {flag} | `{variable_of(name)}` | `{name}` | {default_of(name, option)} | {meaning} |")
    return "\n".join(rows)


def variables_of(workflow: Any) -> Iterator[str]:
    """The names below every `env` of a workflow."""
    if isinstance(workflow, dict):
        yield from workflow.get("env") or ()
        for value in workflow.values():
            yield from variables_of(value)
    elif isinstance(workflow, list):
        for value in workflow:
            yield from variables_of(value)


def functions_of(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def test_the_table_of_settings_is_the_one_of_the_code() -> None:
    assert table() in TENANT.read_text("utf-8"), f"docs/tenant.md needs this table:\n{table()}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tests_that_are_named_exist(page: Path) -> None:
    """`tests/file.py` or `tests/file.py::test_name`."""
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text("utf-8"))
    absent = [
        f"{file}::{function}"
        for file, function in named
        if not (ROOT / file).exists() or (function and function not in functions_of(ROOT / file))
    ]
    assert absent == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_variables_that_are_named_are_settings(page: Path) -> None:
    named = set(re.findall(r"\bPINGONE_[A-Z_]+[A-Z]\b(?!…)", page.read_text("utf-8")))
    assert unknown_variables(dict.fromkeys(named, "")) in (
        {},
        {"PINGONE_CLIENT_SECERT": "PINGONE_CLIENT_SECRET"},
    )


def test_the_nightly_workflow_sets_settings_only() -> None:
    workflow = yaml.safe_load((NIGHTLY / "github-actions.yml").read_text("utf-8"))
    named = set(variables_of(workflow))
    assert {"PINGONE_CLIENT_SECRET", "PINGONE_CONFORMANCE_LEDGER"} <= named
    assert unknown_variables(dict.fromkeys(named, "")) == {}
    assert workflow["permissions"] == {"contents": "read"}


def test_the_nightly_script_sets_settings_only() -> None:
    named = set(re.findall(r"\bPINGONE_\w+", (NIGHTLY / "nightly.sh").read_text("utf-8")))
    assert unknown_variables(dict.fromkeys(named, "")) == {}


if __name__ == "__main__":
    print(table())  # noqa: T201 - what this is for
