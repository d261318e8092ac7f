"""pytest as a child process, with this plugin in it and nothing of the user's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

# Options that are meant for the user's own tests.
_OWN = {"PYTEST_ADDOPTS"}
# Arithmetic of small pictures: threads would only wait for each other.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
UNWRITTEN = 74
"""How a run ends whose reports could not be written: EX_IOERR of sysexits.h, which pytest does not use itself."""


def start_pytest(
    arguments: Sequence[str],
    *,
    without: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
    **streams: Any,
) -> subprocess.Popen[str]:
    """Start pytest; ``without`` names variables that it must not see, ``more`` has some that it sees besides.

    ``streams`` are arguments of `subprocess.Popen`.
    """
    hidden = _OWN.union(without)
    environment = _ONE_THREAD | {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= more or {}
    # -P: a folder named like a module in the user's working directory must not shadow it.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", "pytest", *arguments], env=environment, text=True, **streams
    )
