"""`docs/reports.md` and `examples/README.md`: their commands and options exist, their pictures are small."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from pingone_conformance.cli import cli

from .runner import ROOT

PAGE = ROOT / "docs" / "reports.md"
README = ROOT / "examples" / "README.md"
BLOCKS = re.findall(r"^```console\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.replace("\\\n", " ").partition("#")[0]
    for block in BLOCKS
    for line in re.findall(r"^\$ (pingone-conformance (?:.*\\\n)*.*)$", block, re.MULTILINE)
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_of_ours_with_these_options(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, words)


def test_output_fits_into_80_columns() -> None:
    assert [line for block in BLOCKS for line in block.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("name", re.findall(r"\]\((reports-\w+\.png)\)", PAGE.read_text("utf-8")))
def test_a_picture_is_there_and_small(name: str) -> None:
    assert 10_000 < (PAGE.parent / name).stat().st_size < 300_000


def test_every_example_is_in_the_table() -> None:
    linked = {
        (README.parent / link).resolve() for link in re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8"))
    }
    beside = {path.parent for path in linked} | linked
    examples = [path for path in README.parent.rglob("*") if path.is_file() and path != README]
    assert [path for path in examples if path not in linked and path.parent not in beside] == []


def test_the_inputs_and_outputs_of_the_action_are_listed() -> None:
    action = yaml.safe_load(Path(ROOT / "action.yml").read_text("utf-8"))
    text = README.read_text("utf-8")
    assert [name for name in [*action["inputs"], *action["outputs"]] if f"`{name}`" not in text] == []
