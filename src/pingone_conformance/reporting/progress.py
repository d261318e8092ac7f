"""The progress of a run while it goes on; pytest's own output goes to a log file meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from pingone_conformance.reporting.live import Live

if TYPE_CHECKING:
    import pytest

    from pingone_conformance.plugin.outcomes import Outcome

LOG_NAME = "pytest.log"


class Progress:
    """The number of tests done, of breaches so far, and how long the run waited for its target."""

    def __init__(self, config: pytest.Config, out: Path | None, *, rehearsal: bool = False) -> None:
        self._breaches = 0
        self._waited = 0.0
        self._log_to(config, out or Path())
        # With --capture=sys, pytest leaves the file descriptor alone: what is said here is not captured.
        self._live = Live(Console(file=sys.__stdout__), "tests of the rehearsal" if rehearsal else "tests")
        self._live.start()

    def expect(self, tests: int) -> None:
        """The number of tests that will run."""
        self._live.expect(tests)

    def advance(self, outcome: Outcome) -> None:
        """One more test is done."""
        self._breaches += len(outcome.breaches)
        self._waited += outcome.waited
        self._live.advance(self._so_far())

    def wait(self, seconds: float, reason: str) -> None:
        """The run waits so many seconds for its target, which said why."""
        waiting = f"waiting {seconds:.2g} s ({reason})"
        self._live.note(", ".join(filter(None, (self._so_far(), waiting))), at_once=True)

    def clean_up(self) -> None:
        """The tests are done, and what they created on a tenant is deleted."""
        self._live.note(", ".join(filter(None, (self._so_far(), "cleaning up"))), at_once=True)

    def _so_far(self) -> str:
        found = (
            "1 breach" if self._breaches == 1 else f"{self._breaches:,} breaches" if self._breaches else ""
        )
        waited = f"waited {self._waited:,.0f} s" if self._waited >= 1 else ""
        return ", ".join(filter(None, (found, waited)))

    def stop(self) -> None:
        """Say no more."""
        self._live.stop()
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
