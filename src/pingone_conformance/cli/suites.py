"""Runs the suites in a child process, and waits for it."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from pingone_conformance.config import Settings
from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.plugin.interrupts import ENDING
from pingone_conformance.plugin.process import UNWRITTEN, start_pytest
from pingone_conformance.reporting.progress import LOG_NAME as LOG
from pingone_conformance.rooms import room

__all__ = ["LOG", "BrokenRunError", "log_tail", "run_suites"]

_LOG_LINES = 15
# Those that have an option of pytest to themselves.
_NAMED = frozenset({"target", "mock_url", "profile", "seed"})
_HANDLED_HERE = frozenset({"workers", "out", "strict", "interactive"})


class BrokenRunError(ConformanceError):
    """The child process ended without what it was to leave."""

    exit_code = ExitCode.BROKEN


def run_suites(
    settings: Settings,
    flags: Mapping[str, object],
    suites: Sequence[str],
    rules: Sequence[str],
    out: Path,
    *more: str,
) -> bool:
    """Run the suites; the reports are in `out` afterwards. `flags` are settings that were given on the command line.

    What ends this process ends the child as Ctrl-C would: it writes the verdicts so far, and cleans up. Gives whether
    that happened.
    """
    arguments = [str(room("suites") / suite) for suite in suites]
    arguments += ["--pingone-strict"] if settings.strict else []
    for name, value in flags.items():
        if name not in _HANDLED_HERE:
            arguments.append(_option(name, value))
    arguments += [f"--pingone-rule={rule}" for rule in rules]
    # Without file descriptor capture, the progress bar writes to the terminal while tests are captured.
    arguments += [
        f"--pingone-out={out}",
        "--pingone-progress",
        "--capture=sys",
    ]
    arguments += [f"--alluredir={out / 'allure-results'}", "--clean-alluredir", *more]
    if settings.workers:
        # A plan is kept to: its first tests are worth most.
        order = ["--dist=load", "--maxschedchunk=1"] if settings.target == "tenant" else ["--dist=worksteal"]
        arguments += ["-n", str(settings.workers), *order]
    told: list[int] = []
    child = start_pytest(arguments)

    def tell(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        told.append(number)
        # Where a terminal has told it, too, the child takes both as one.
        child.send_signal(signal.SIGINT)

    before = {number: signal.signal(number, tell) for number in ENDING}
    try:
        child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if child.returncode == UNWRITTEN:
        raise ConformanceError(
            f"the reports cannot be written to {out}",
            hint="is the disk full? make room there, or choose another --out",
        )
    return bool(told)


def log_tail(out: Path) -> str:
    """The end of what pytest said."""
    log = out / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"  {line}" for line in lines[-_LOG_LINES:] if line.strip())


def _option(name: str, value: object) -> str:
    if name not in _NAMED:
        return f"--pingone-set={name}={str(value).lower() if isinstance(value, bool) else value}"
    return f"--pingone-{name.replace('_', '-')}={value}"
