"""Whether the processes of a run are still there: locks of the operating system, which end with whoever holds them.

SQLite's own locks do it, on an empty database beside the ledger: any number of processes may read it at once, and
exclusive access is granted to none while one does. So it works wherever the ledger does, and a process that is killed
leaves nothing behind.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Presence:
    """A place in the file of a run: shared with the processes of the run, or exclusive to who cleans up after it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: sqlite3.Connection | None = None

    def join(self) -> bool:
        """Be present with others until `leave`; False when somebody has claimed the run.

        Raises `OSError` or `sqlite3.Error` when the file cannot be created or read, as `claim` does.
        """
        # A lock on reading is held as long as its transaction, once something was read.
        return self._take("BEGIN", "SELECT count(*) FROM sqlite_master")

    def claim(self) -> bool:
        """Be the only one until `leave`; False when somebody is present."""
        return self._take("BEGIN EXCLUSIVE")

    def others(self) -> bool:
        """Whether anybody is present; a file that cannot be locked counts as somebody."""
        if not self._file.exists():
            return False
        try:
            probe = self._locked("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            return True
        probe.close()
        return False

    def leave(self) -> None:
        """Be present no more."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def remove(self) -> None:
        """Leave, and delete the file."""
        self.leave()
        self._file.unlink(missing_ok=True)

    def _take(self, *statements: str) -> bool:
        self.leave()
        try:
            self._held = self._locked(*statements)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _locked(self, *statements: str) -> sqlite3.Connection:
        self._file.touch(0o600)
        connection = sqlite3.connect(self._file, timeout=0, isolation_level=None)
        try:
            # Nothing is ever written, so there is nothing to write a journal for.
            for statement in ("PRAGMA journal_mode = OFF", *statements):
                connection.execute(statement).fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection
