"""The command as a child process, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pingone_conformance.config import ENVIRONMENT_PREFIX

# -P: as the installed command does, it leaves modules of the working directory alone.
COMMAND = [sys.executable, "-P", "-m", "pingone_conformance"]

Done = subprocess.CompletedProcess[str]
Call = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    """The environment of a child: none of the caller's settings, and a width that no line is broken at."""
    # Of the CI that runs these tests, either: its job is not to be told what broke on purpose.
    theirs = (ENVIRONMENT_PREFIX, "GITHUB_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    return {**kept, "COLUMNS": "400", "PYTHONUTF8": "1", **more}


@pytest.fixture
def call(tmp_path: Path) -> Call:
    def run(*arguments: str, **more: str) -> Done:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(**more),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run
