"""Runs lines of a pipeline as its service does, one after the other, until one fails."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .runner import SECONDS, clean


def play(lines: Iterable[str], folder: Path, path: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run lines in one shell; the exit code is that of the line that failed, or 0."""
    return subprocess.run(
        ["/bin/sh", "-e", "-c", "\n".join(lines)],
        cwd=folder,
        env=clean() | {"PATH": path} | variables,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def play_side_by_side(
    lines: Iterable[str], folder: Path, path: str, variables: Iterable[dict[str, str]]
) -> None:
    """Run the same lines with several sets of variables, as several machines do; each has to end well."""
    lines = list(lines)
    with ThreadPoolExecutor(2) as machines:
        for done in machines.map(lambda own: play(lines, folder, path, **own), variables):
            assert done.returncode == 0, done.stdout + done.stderr
