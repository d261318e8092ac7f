"""Child processes: measured to their end, or served until they are no longer needed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workspace import clean_environment

_SAMPLE_SECONDS = 0.05
_GRACE_SECONDS = 15
_START_SECONDS = 60
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Measured:
    """One run. `seconds` is the wall time of the whole process, `peak_mb` the memory of it and its children."""

    seconds: float
    peak_mb: float | None
    exit_code: int
    output: str
    ended: bool
    """Whether it ended by itself, and not at the limit."""


def measure(
    command: Sequence[str], *, folder: Path, limit: float, environment: Mapping[str, str] | None = None
) -> Measured:
    """Run a command to its end, or until `limit` seconds are over.

    Memory is the largest sum of the resident pages of the process and everything that it started, looked at twenty
    times a second; pages that two of them share count twice. None where the kernel does not list children (not Linux).
    """
    output = folder / "output.log"
    peak, ended = 0, True
    with output.open("wb") as file:
        start = time.perf_counter()
        child = _start(command, folder, file.fileno(), environment)
        try:
            while child.poll() is None:
                if time.perf_counter() - start > limit:
                    ended = False
                    break
                peak = max(peak, _resident_pages(child.pid))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_SAMPLE_SECONDS)
            seconds = time.perf_counter() - start
        finally:
            end(child)
    text = output.read_text(encoding="utf-8", errors="replace")
    return Measured(seconds, peak * _PAGE / 1e6 if peak else None, child.returncode, text, ended)


@contextlib.contextmanager
def served(
    command: Sequence[str], ready: str, *, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Start a server, yield its output once the pattern `ready` is in it, and end it at the end of the block.

    Raises RuntimeError with the output when the server ends, or is not ready within a minute.
    """
    output = folder / "output.log"
    with output.open("wb") as file:
        child = _start(command, folder, file.fileno(), environment)
    try:
        yield _await(child, re.compile(ready), output)
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it started: asked first, so that it can write what it has, then without asking."""
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        # The child leads a group of its own, so this reaches nobody else.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE_SECONDS)


def _start(
    command: Sequence[str], folder: Path, output: int, environment: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env=clean_environment() if environment is None else environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _await(child: subprocess.Popen[bytes], ready: re.Pattern[str], output: Path) -> str:
    text = ""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        text = output.read_text(encoding="utf-8", errors="replace")
        if ready.search(text):
            return text
        time.sleep(_SAMPLE_SECONDS)
    raise RuntimeError(f"{child.args!r} is not ready:\n{text[-2000:]}")


def _resident_pages(pid: int) -> int:
    """Pages of a process and its descendants; 0 for one that is gone or where the kernel does not tell."""
    process = Path("/proc", str(pid))
    try:
        pages = int((process / "statm").read_text(encoding="ascii").split()[1])
        children = [
            int(child)
            for task in (process / "task").iterdir()
            for child in (task / "children").read_text(encoding="ascii").split()
        ]
    except (OSError, IndexError):
        return 0
    return pages + sum(map(_resident_pages, children))
