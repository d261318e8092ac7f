"""The files of a ledger: whole from its first moment on; and what a run that never got so far leaves behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from pingone_conformance.target.things import Place

SUFFIX = ".sqlite"
APPLICATION_ID = 0x70316331
VERSION = 2
READABLE = (1, VERSION)
"""Versions of the file that can be read; the first knew nothing of Advanced Identity Cloud."""


_PRESENCE = ".alive"
_OF_A_RUN = (_PRESENCE, ".budget", ".budget-wal", ".budget-shm")
_BEGINNING_SECONDS = 60.0
_DRAFT = ".p1c-draft-"
_DIGITS = frozenset("0123456789abcdef")
_DIGITS_OF_A_RUN = 8
_TABLES = f"""
PRAGMA journal_mode = WAL;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE run (
    id TEXT NOT NULL, api_path TEXT NOT NULL, auth_path TEXT NOT NULL, environment TEXT NOT NULL, cloud TEXT NOT NULL
);
CREATE TABLE things (
    number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL, undo TEXT NOT NULL, path TEXT NOT NULL,
    name TEXT, id TEXT, state TEXT NOT NULL, asked REAL NOT NULL
);
"""


def is_run_id(text: str) -> bool:
    """Whether a text is the id of a run: eight hex digits, which are the name of its files."""
    return len(text) == _DIGITS_OF_A_RUN and _DIGITS.issuperset(text)


def presence_of(ledger: Path) -> Path:
    """The file beside a ledger that the processes of its run hold."""
    return ledger.with_suffix(_PRESENCE)


def create(file: Path, run_id: str, place: Place) -> None:
    """Put a whole ledger into its place at once: processes of a run may create it at the same time.

    Raises `OSError` or `sqlite3.Error` when it cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=_DRAFT) as folder:
        draft = Path(folder) / file.name
        draft.touch(0o600)
        database = sqlite3.connect(draft)
        try:
            database.executescript(_TABLES)
            database.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?, ?)",
                (run_id, place.api_path, place.auth_path, place.environment_id, place.cloud),
            )
            database.commit()
        finally:
            database.close()
        with draft.open("rb") as content:
            os.fsync(content.fileno())
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            return
    _sync(file.parent)


def _sync(folder: Path) -> None:
    # The name has to be on the disk, too. Windows has no descriptors of folders, and does that by itself.
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def tidy(folder: Path) -> None:
    """Delete what is left in a folder of runs that were killed before they had a ledger, some time ago."""
    for file in folder.glob("*"):
        draft = file.name.startswith(_DRAFT)
        begun = is_run_id(file.stem) and file.suffix in _OF_A_RUN and not file.with_suffix(SUFFIX).exists()
        # A run that has just begun is about to have a ledger; files may go while they are looked at.
        with suppress(OSError):
            if (draft or begun) and time.time() - file.stat().st_mtime > _BEGINNING_SECONDS:
                shutil.rmtree(file) if draft else file.unlink()


def said(error: Exception) -> str:
    """What the system or SQLite says is wrong."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
