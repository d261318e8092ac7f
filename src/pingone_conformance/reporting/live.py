"""How far something is while it goes on: a bar on a terminal, and elsewhere, as in a log of CI, a line now and then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

EVERY = 10.0
"""Seconds between two lines."""

_LOOK = 1.0


class Live:
    """Counts things that are done. Lines have no control codes, whatever else says that colour is wanted.

    `things` is what is counted, in the plural; `clock` gives seconds.
    """

    def __init__(self, console: Console, things: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._things = things
        self._clock = clock
        self._done = 0
        self._total: int | None = None
        self._note = ""
        self._ended = threading.Event()
        self._last = clock()
        self._thread = threading.Thread(target=self._go_on, name="progress", daemon=True)
        # FORCE_COLOR makes a terminal of a log for rich, but moving a cursor there is of no use.
        self._is_bar = console.file.isatty() and not console.is_dumb_terminal
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not self._is_bar)
        self._task = self._bar.add_task("collecting", total=None)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Show the bar, or begin to write lines."""
        if self._is_bar:
            self._bar.start()
        else:
            self._thread.start()

    def stop(self) -> None:
        """Remove the bar; write no more lines."""
        self._ended.set()
        self._bar.stop()
        if self._thread.is_alive():
            self._thread.join()

    def expect(self, total: int) -> None:
        """How many there are."""
        self._total = total
        self.note(self._note)

    def advance(self, note: str = "") -> None:
        """One more is done; the note takes the place of the one before."""
        self._done += 1
        self._bar.update(self._task, advance=1)
        self.note(note)

    def note(self, note: str, *, at_once: bool = False) -> None:
        """Say something else beside the numbers; with `at_once`, a bar does not wait for its next refresh."""
        self._note = note
        shown = f"{'collecting' if self._total is None else 'trying'}{self._after_comma}"
        self._bar.update(self._task, total=self._total, description=shown, refresh=at_once and self._is_bar)

    def look(self) -> None:
        """Write a line if the last one is ten seconds old; off a terminal this is done every second."""
        if self._clock() - self._last >= EVERY:
            self._last = self._clock()
            self._console.file.write(f"{self.line}\n")
            self._console.file.flush()

    @property
    def line(self) -> str:
        """The numbers and the note."""
        if self._total is None:
            return f"collecting{self._after_comma}"
        return f"{self._done:,} of {self._total:,} {self._things}{self._after_comma}"

    @property
    def _after_comma(self) -> str:
        return f", {self._note}" if self._note else ""

    def _go_on(self) -> None:
        # Who reads the log may have left.
        with suppress(OSError, ValueError):
            while not self._ended.wait(_LOOK):
                self.look()
