"""The command on a path of its own, as a pipeline finds it once it is installed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

# Rules that take a moment, no two of which share a test; there is one for each of three shards.
QUICK = ("PORTRAIT-003", "USER-001", "TOKEN-001")


def put_command(folder: Path, *more: str) -> str:
    """Write the command to a folder, `run` with more arguments than it is given; a PATH that begins with it."""
    folder.mkdir(parents=True)
    file = folder / "pingone-conformance"
    lines = ["#!/bin/sh", 'if [ "$1" = run ]; then', f'  set -- "$@" {" ".join(more)}', "fi"]
    file.write_text("\n".join([*lines, f'exec "{sys.executable}" -P -m pingone_conformance "$@"\n']), "utf-8")
    file.chmod(0o755)
    # Tools that were installed beside Python count as present.
    return os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]])


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with the command."""
    return put_command(tmp_path_factory.mktemp("bin") / "whole")


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with the command, which tries a few rules only."""
    rules = [word for rule in QUICK for word in ("--rule", rule)]
    return put_command(tmp_path_factory.mktemp("bin") / "quick", "--suite", "scenarios", *rules)


def tool(name: str) -> str:
    """The path of a tool; the test is skipped where there is none."""
    beside = str(Path(sys.executable).parent)
    if found := shutil.which(name) or shutil.which(name, path=beside):
        return found
    pytest.skip(f"{name} is not installed; `tox -e examples` brings it")
