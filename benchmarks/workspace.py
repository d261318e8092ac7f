"""What every measurement shares: a folder, limits, and where installed commands are."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pingone_conformance.config import ENVIRONMENT_PREFIX


class MissingToolError(Exception):
    """Something that a measurement needs is not on this machine; the text says how to get it."""


@dataclass(frozen=True)
class Workspace:
    """`limit` and `seconds` are seconds, `every` is the step through the bank of faults.

    `say` shows progress, `note` keeps a remark for the end.
    """

    folder: Path
    npm_folder: Path
    seed: int
    limit: float
    seconds: int
    every: int
    say: Callable[[str], None]
    note: Callable[[str], None]

    def subfolder(self, name: str) -> Path:
        """A new folder of that name, to start a command in: no settings of the caller are found there."""
        folder = self.folder / name
        folder.mkdir()
        return folder


def installed_command(name: str) -> str:
    """The path of a command of this Python environment. Raises `MissingToolError` when it is not installed."""
    path = Path(sysconfig.get_path("scripts")) / name
    if not path.exists():
        raise MissingToolError(f"{name} is not installed beside this Python; pip install . brings it")
    return str(path)


def clean_environment(**changes: str) -> Mapping[str, str]:
    """The environment of a child process: the caller's without settings that change what is measured."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((ENVIRONMENT_PREFIX, "PYTEST_", "SCHEMATHESIS_"))
    }
    return {**inherited, "NO_COLOR": "1", **changes}
