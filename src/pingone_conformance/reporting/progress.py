"""Live progress of a run; pytest's own output goes to a log file meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

if TYPE_CHECKING:
    import pytest

    from pingone_conformance.plugin.outcomes import Outcome

LOG_NAME = "pytest.log"


def bar(console: Console) -> RichProgress:
    """A bar that is gone at the end, and never there where the console is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return RichProgress(*columns, console=console, transient=True, disable=not console.is_terminal)


class Progress:
    """A bar with the number of tests done and of breaches so far, on a terminal only."""

    def __init__(self, config: pytest.Config, out: Path | None) -> None:
        self._breaches = 0
        self._waited = 0.0
        self._log_to(config, out or Path())
        # With --capture=sys, pytest leaves the file descriptor alone: the bar is not captured.
        self._bar = bar(Console(file=sys.__stdout__))
        self._task = self._bar.add_task("collecting", total=None)
        self._bar.start()

    def expect(self, tests: int) -> None:
        """The number of tests that will run."""
        self._bar.update(self._task, total=tests, description="trying")

    def advance(self, outcome: Outcome) -> None:
        """One more test is done."""
        self._breaches += len(outcome.breaches)
        self._waited += outcome.waited
        self._bar.update(self._task, advance=1, description=self._so_far())

    def wait(self, seconds: float, reason: str) -> None:
        """The run waits so many seconds for its target, which said why."""
        waiting = f"{self._so_far()}, waiting {seconds:.2g} s ({reason})"
        self._bar.update(self._task, description=waiting, refresh=True)

    def _so_far(self) -> str:
        found = f", {self._breaches} breaches" if self._breaches else ""
        waited = f", waited {self._waited:.0f} s" if self._waited >= 1 else ""
        return f"trying{found}{waited}"

    def stop(self) -> None:
        """Remove the bar."""
        self._bar.stop()
        self._log.flush()

    def _log_to(self, config: pytest.Config, out: Path) -> None:
        # Only a run that shows progress needs it.
        from _pytest.config import create_terminal_writer

        out.mkdir(parents=True, exist_ok=True)
        self._log = (out / LOG_NAME).open("w", encoding="utf-8")
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter._tw = create_terminal_writer(config, self._log)
        config.add_cleanup(self._log.close)
