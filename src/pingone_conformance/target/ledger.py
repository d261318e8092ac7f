"""What a run creates, written down before it is asked for, so that nothing is left behind whatever happens to the run.

One SQLite file for each run, opened by all of its processes at once. It is in the journal mode that survives a killed
process, and each line is on the disk before the request goes out. It holds operations, ids and the run's own names: no
secret, and nothing that a target said about a person.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import load_description
from pingone_conformance.target.presence import Presence

SUFFIX = ".sqlite"
ENVIRONMENT = "envID"

_BUSY_SECONDS = 30.0
_BEGINNING_SECONDS = 60.0
_DRAFT = ".draft-"
_APPLICATION_ID = 0x70316331
_VERSION = 1
_DIGITS = frozenset("0123456789abcdef")
_DIGITS_OF_A_RUN = 8
_TABLES = f"""
PRAGMA journal_mode = WAL;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
CREATE TABLE run (id TEXT NOT NULL, api_path TEXT NOT NULL, auth_path TEXT NOT NULL, environment TEXT NOT NULL);
CREATE TABLE things (
    number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL, undo TEXT NOT NULL, path TEXT NOT NULL,
    name TEXT, id TEXT, state TEXT NOT NULL, asked REAL NOT NULL
);
"""
_COLUMNS = "number, operation, undo, path, name, id, state, asked"


class State(StrEnum):
    """How far a thing has come."""

    INTENDED = "intended"
    """Its create goes out next, or went out and had no answer that says what came of it."""
    MADE = "made"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run creates things: an environment. The auth host is told, but does not tell places apart."""

    api_path: str
    auth_path: str = field(compare=False)
    environment_id: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a run created, or asked for.

    `asked` is when, in seconds since 1970; `path` has the path parameters of its create, without the environment.
    """

    number: int
    operation: str
    undo: str
    path: Mapping[str, str]
    name: str | None
    id: str | None
    state: State
    asked: float


class Ledger:
    """The ledger of one run: `with Ledger.open(folder, run_id, place) as ledger`.

    Every method raises `ConformanceError` when the file cannot be read or written.
    """

    def __init__(self, file: Path, presence: Presence | None = None) -> None:
        """Read a ledger that is there; `open` is for the run that writes it, `ledgers` finds those of a folder."""
        self.file = file
        self._presence = presence or Presence(_presence_of(file))
        with self._translated():
            self._database = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
            )
        try:
            self.run_id, self.place = self._checked()
        except ConformanceError:
            self._database.close()
            raise

    @classmethod
    def open(cls, folder: Path, run_id: str, place: Place) -> Self:
        """Create the ledger of a run, or join the other processes of the run; it is in use until it is closed.

        `run_id` is eight hex digits. Raises `ConformanceError` when the folder cannot be written, when the file is no
        ledger or one of another place, and when the run is over and being cleaned up.
        """
        if not _is_id(run_id):
            raise ConformanceError(f"{run_id!r} is no id of a run", hint="give eight hex digits")
        file = folder / f"{run_id}{SUFFIX}"
        presence = Presence(_presence_of(file))
        with ExitStack() as stack:
            stack.callback(presence.leave)
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                # Before the file is there: whoever finds a ledger that is empty and not in use discards it.
                joined = presence.join()
                if joined and not file.exists():
                    _create(file, run_id, place)
            except (OSError, sqlite3.Error) as error:
                raise ConformanceError(
                    f"the ledger {file} cannot be written: {_said(error)}",
                    hint="nothing is created without it; give a folder that can be written with --ledger",
                ) from None
            if not joined:
                raise ConformanceError(f"run {run_id} is over and being cleaned up", hint="start a new run")
            ledger = cls(file, presence)
            stack.push(ledger)
            if ledger.place != place:
                raise ConformanceError(f"the ledger {file} is of another environment", hint="start a new run")
            stack.pop_all()
        return ledger

    @property
    def prefix(self) -> str:
        """What the name of each thing of this run begins with."""
        return f"p1c-{self.run_id}-"

    def intend(self, operation_id: str, path: Mapping[str, str], name: str | None) -> int:
        """Write down a create before it goes out, and give it a number. It is on the disk when this returns.

        `path` holds the path parameters of the create. Raises `ConformanceError` for an operation that no delete
        undoes, and for another environment than the ledger's.
        """
        undo = contracts().operations.get(operation_id, {}).get("undo")
        if undo is None or load_description().operation(undo).method != "DELETE":
            raise ConformanceError(f"no delete undoes {operation_id}", hint="see contracts/operations.yaml")
        if path.get(ENVIRONMENT, self.place.environment_id) != self.place.environment_id:
            raise ConformanceError(
                f"{operation_id} would create something in another environment",
                hint="the run stays in the environment of its settings",
            )
        kept = {key: value for key, value in path.items() if key != ENVIRONMENT}
        return self._add(operation_id, undo, json.dumps(kept), name, None, State.INTENDED)

    def made(self, number: int, id: str) -> None:  # noqa: A002 - what the API calls it
        """The create was answered with this id; one that is empty says nothing, and leaves the create unanswered."""
        if id:
            self._write("UPDATE things SET state = ?, id = ? WHERE number = ?", State.MADE, id, number)

    def adopt(self, thing: Thing, ids: Iterable[str]) -> list[Thing]:
        """Take over what was found of a create without an answer, and return it; ids that are known are left out."""
        numbers: list[int] = []
        for each in ids:
            if self.has(each):
                continue
            if not numbers:
                self.made(thing.number, each)
                numbers.append(thing.number)
            else:
                path = json.dumps(dict(thing.path))
                numbers.append(self._add(thing.operation, thing.undo, path, thing.name, each, State.MADE))
        return [found for found in self.pending() if found.number in numbers]

    def refused(self, number: int) -> None:
        """Nothing came of the create."""
        self._write("UPDATE things SET state = ? WHERE number = ?", State.REFUSED, number)

    def gone(self, number: int) -> None:
        """The thing does not exist any more, nor does what belongs to it."""
        self._write(
            "UPDATE things SET state = ? WHERE number = ? OR EXISTS (SELECT 1 FROM json_each(things.path) AS step"
            " JOIN things AS owner ON owner.id = step.value WHERE owner.number = ?)",
            State.GONE, number, number,
        )  # fmt: skip

    def deleted(self, operation_id: str, path: Mapping[str, str]) -> None:
        """A test deleted something by this operation: where it is of this run, it is gone."""
        parameters = load_description().operation(operation_id).path_parameters
        own = "SELECT number FROM things WHERE undo = ? AND id = ?"
        for (number,) in self._read(own, operation_id, path.get(parameters[-1])):
            self.gone(number)

    def has(self, id: str) -> bool:  # noqa: A002 - what the API calls it
        """Whether this run created the thing of that id, be it gone by now."""
        return bool(self._read("SELECT 1 FROM things WHERE id = ?", id))

    def pending(self) -> list[Thing]:
        """What is to be deleted, the newest first: things made and not gone, and creates without an answer."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM things WHERE state IN (?, ?) ORDER BY number DESC",  # noqa: S608 - ours
            State.INTENDED, State.MADE,
        )  # fmt: skip
        with self._translated():
            return [_thing(row) for row in rows]

    def in_use(self) -> bool:
        """Whether a process of the run has it open, or somebody is cleaning up after it."""
        return self._presence.others()

    def claim(self) -> bool:
        """Take the ledger of a run that has ended, until it is closed; False when it is in use, or was discarded."""
        with self._translated():
            return self.file.exists() and self._presence.claim() and self.file.exists()

    def close(self) -> None:
        """Leave the file to others; what is pending stays in it."""
        self._database.close()
        self._presence.leave()

    def discard(self) -> None:
        """Close, and delete every file of the run. Raises `ConformanceError` when something is pending."""
        if count := len(self.pending()):
            raise ConformanceError(f"the ledger {self.file} has {count} things that are not deleted")
        self._database.close()
        with self._translated():
            for file in self.file.parent.glob(f"{self.run_id}.*"):
                if file != _presence_of(self.file):
                    file.unlink(missing_ok=True)
            # Last: as long as it is there, nobody else takes the run.
            self._presence.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def _add(
        self, operation: str, undo: str, path: str, name: str | None, id_: str | None, state: State
    ) -> int:
        columns = _COLUMNS.removeprefix("number, ")
        row = (operation, undo, path, name, id_, state, time.time())
        return self._write(f"INSERT INTO things ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", *row)  # noqa: S608

    def _write(self, statement: str, *values: object) -> int:
        with self._translated():
            return self._database.execute(statement, values).lastrowid or 0

    def _read(self, statement: str, *values: object) -> list[Any]:
        with self._translated():
            return self._database.execute(statement, values).fetchall()

    def _checked(self) -> tuple[str, Place]:
        with self._translated():
            found = self._database.execute("PRAGMA application_id").fetchone()[0]
            version = self._database.execute("PRAGMA user_version").fetchone()[0]
            if (found, version) != (_APPLICATION_ID, _VERSION):
                raise ConformanceError(
                    f"{self.file} is no ledger of this version",
                    hint="was it written by another version? use that one, or move the file away",
                )
            if (problem := self._database.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(str(problem).partition("\n")[0])
            self._database.execute("PRAGMA synchronous = FULL")
            rows = self._database.execute("SELECT id, api_path, auth_path, environment FROM run").fetchall()
            ((run_id, *place),) = rows
            return run_id, Place(*place)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise ConformanceError(
                f"the ledger {self.file} cannot be used: {_said(error)}",
                hint="its things begin with p1c- and the name of the file; look for them by hand",
            ) from None


def ledgers(folder: Path) -> tuple[list[Ledger], list[ConformanceError]]:
    """The ledgers of a folder, the oldest first, and what is wrong with files that cannot be read as one."""
    found: list[Ledger] = []
    damaged: list[ConformanceError] = []
    try:
        files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: (file.stat().st_mtime, file.name))
    except FileNotFoundError:  # there is no folder, or a run has just discarded its own
        files = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError as error:
        return [], [ConformanceError(f"{folder} cannot be read: {_said(error)}")]
    for file in files:
        try:
            found.append(Ledger(file))
        except ConformanceError as error:
            if file.exists():
                damaged.append(error)
    return found, damaged


def _presence_of(file: Path) -> Path:
    return file.with_suffix(".alive")


def tidy(folder: Path) -> None:
    """Delete what is left in a folder of runs that were killed before they had a ledger, some time ago."""
    runs = {file.stem for file in folder.glob(f"*{SUFFIX}")}
    for file in folder.glob("*"):
        run_id, draft = file.name.partition(".")[0], file.name.startswith(_DRAFT)
        if not draft and (run_id in runs or not _is_id(run_id)):
            continue
        # A run that has just begun is about to have one; files may go while they are looked at.
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _BEGINNING_SECONDS:
                shutil.rmtree(file) if draft else file.unlink()


def _is_id(run_id: str) -> bool:
    return len(run_id) == _DIGITS_OF_A_RUN and _DIGITS.issuperset(run_id)


def _create(file: Path, run_id: str, place: Place) -> None:
    """Put a whole ledger into its place at once: processes of a run may create it at the same time."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=_DRAFT) as folder:
        draft = Path(folder) / file.name
        draft.touch(0o600)
        database = sqlite3.connect(draft)
        try:
            database.executescript(_TABLES)
            database.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?)",
                (run_id, place.api_path, place.auth_path, place.environment_id),
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


def _thing(row: tuple[Any, ...]) -> Thing:
    number, operation, undo, path, name, id_, state, asked = row
    return Thing(number, operation, undo, json.loads(path), name, id_, State(state), asked)


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
