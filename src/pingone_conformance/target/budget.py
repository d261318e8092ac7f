"""How much a run may ask of its target, and how fast: one budget for all its processes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pingone_conformance.findings import NotCarriedOut, RunStopped

BURST = 3
"""Requests that may go out at once after a pause: in any t seconds at most `rate * t + BURST` begin."""

_LOCK_SECONDS = 30.0
_NEW = """
CREATE TABLE IF NOT EXISTS budget (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    requests INTEGER NOT NULL DEFAULT 0,
    creates INTEGER NOT NULL DEFAULT 0,
    clean_ups INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0
)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What all processes of a run sent: requests, creates among them, and beside them those of the clean-up."""

    requests: int
    creates: int
    clean_ups: int


class Budget:
    """Hands out the slots of a run, in the order in which its processes ask for them.

    It is kept in a file. The rate is kept by the generic cell rate algorithm: one number says when the next slot is
    due, and after a pause a slot may be taken up to `BURST` slots early. Every method raises `RunStopped` when the file
    cannot be read or written: without its budget a run would flood its target.
    """

    def __init__(self, file: Path, *, rate: float, max_requests: int, max_creates: int) -> None:
        self._file = file
        self._interval = 1 / rate
        self._max_requests = max_requests
        self._max_creates = max_creates

    @classmethod
    def open(cls, file: Path, *, rate: float, max_requests: int, max_creates: int) -> Budget:
        """The budget in that file, which is begun when it is not there: `rate` is in requests a second, above zero."""
        budget = cls(file, rate=rate, max_requests=max_requests, max_creates=max_creates)
        with budget._changing() as database:
            database.execute(_NEW)
            database.execute("INSERT OR IGNORE INTO budget (one) VALUES (1)")
        return budget

    def reserve(self, creates: bool = False, *, clean_up: bool = False) -> float:
        """Take the next slot for a request; gives the seconds until it may be sent.

        The clean-up keeps to the rate but not to the maxima: what was created has to go. Raises `NotCarriedOut`
        naming the option when a maximum is used up; no slot is taken then.
        """
        with self._changing() as database:
            row = database.execute("SELECT requests, creates, due, not_before FROM budget").fetchone()
            requests, created, due, not_before = row
            if not clean_up:
                self._check(requests, created, creates=creates)
            now = _now()
            begin = max(now, not_before, due - (BURST - 1) * self._interval)
            database.execute(
                "UPDATE budget SET requests = requests + ?, creates = creates + ?, clean_ups = clean_ups + ?, due = ?",
                (not clean_up, creates and not clean_up, clean_up, max(due, begin) + self._interval),
            )
        return float(max(0.0, begin - now))

    def _check(self, requests: int, created: int, *, creates: bool) -> None:
        # Each thing that is created costs a second request, which deletes it.
        if requests + created + creates >= self._max_requests:
            raise NotCarriedOut(_used_up(self._max_requests, "requests", "--max-requests"))
        if creates and created >= self._max_creates:
            raise NotCarriedOut(_used_up(self._max_creates, "creates", "--max-creates"))

    def take_create(self) -> None:
        """Count a thing that no request of the run's own creates, but a script of it.

        Raises `NotCarriedOut` as `reserve` does.
        """
        with self._changing() as database:
            self._check(*database.execute("SELECT requests, creates FROM budget").fetchone(), creates=True)
            database.execute("UPDATE budget SET creates = creates + 1")

    def give_back_create(self) -> None:
        """A create was refused, so that nothing came of it."""
        with self._changing() as database:
            database.execute("UPDATE budget SET creates = max(0, creates - 1)")

    def hold_back(self, seconds: float) -> None:
        """Let no request of any process begin for so many seconds: the target asked one of them to wait."""
        with self._changing() as database:
            database.execute("UPDATE budget SET not_before = max(not_before, ?)", (_now() + seconds,))

    def held_back(self) -> float:
        """The seconds for which the target has asked this run, whichever process, to wait."""
        with self._reading() as database:
            (not_before,) = database.execute("SELECT not_before FROM budget").fetchone()
        return float(max(0.0, not_before - _now()))

    @property
    def spent(self) -> Spent:
        """What the run sent so far."""
        with self._reading() as database:
            return Spent(*database.execute("SELECT requests, creates, clean_ups FROM budget").fetchone())

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            # A connection of its own each time: none is carried into another thread or a forked process.
            with closing(
                sqlite3.connect(self._file, timeout=_LOCK_SECONDS, isolation_level=None)
            ) as database:
                yield database
        except sqlite3.Error as error:
            raise RunStopped(
                f"the budget of the run cannot be kept in {self._file.name}: {error}",
                hint="is the disk full, or was the file removed?",
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as database:
            # The budget ends with its run: what a crash of the machine loses is not missed.
            database.execute("PRAGMA synchronous = OFF")
            # The lock is taken before anything is read, so that no two processes take one slot.
            database.execute("BEGIN IMMEDIATE")
            yield database
            # An error on the way leaves the transaction open, and closing the connection undoes it.
            database.execute("COMMIT")


def _now() -> float:
    # The same clock in all processes of a machine, and one that nobody sets.
    return time.monotonic()


def _used_up(maximum: int, what: str, option: str) -> str:
    return f"the budget of {maximum:,} {what} is used up; raise it with {option}"
