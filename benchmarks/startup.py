"""Small waits: the command's help, and what the plugin adds to a pytest run that has nothing to do with it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Aim, Figure
from benchmarks.workspace import Workspace, clean_environment, installed_command

_PAIRS = 10
_LIMIT_SECONDS = 60


def measure(workspace: Workspace) -> list[Figure]:
    """Medians of ten pairs; the two of a pair follow each other, so that a busy machine slows both."""
    folder = workspace.subfolder("startup")
    (folder / "test_trivial.py").write_text("def test_trivial():\n    pass\n", encoding="utf-8")
    workspace.say("pingone-conformance --help")
    helping, bare = _medians(
        [installed_command("pingone-conformance"), "--help"], [sys.executable, "-c", "pass"], folder
    )
    workspace.say("pytest with and without the plugin")
    # The plugin of Schemathesis takes longer to load than all that is compared here.
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    loaded, blocked = _medians(pytest, [*pytest, "-p", "no:pingone_conformance"], folder)
    return [
        Figure("--help", "seconds", helping, bare, "python -c pass", "less", Aim(at_most=0.3)),
        Figure("pytest with the plugin", "seconds", loaded, blocked, "pytest without", "less"),
        Figure("what the plugin adds", "milliseconds", (loaded - blocked) * 1000),
    ]


def _medians(ours: Sequence[str], theirs: Sequence[str], folder: Path) -> tuple[float, float]:
    _seconds(ours, folder)
    pairs = [(_seconds(ours, folder), _seconds(theirs, folder)) for _ in range(_PAIRS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _seconds(command: Sequence[str], folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=clean_environment(), check=True, capture_output=True, timeout=_LIMIT_SECONDS
    )
    return time.perf_counter() - start
