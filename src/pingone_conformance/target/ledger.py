"""What a run creates, written down before it is asked for, so that nothing is left behind whatever happens to the run.

One SQLite file for each run, opened by all of its processes at once. It is in the journal mode that survives a killed
process, and each line is on the disk before the request goes out. It holds operations, ids and the run's own names: no
secret, and nothing that a target said about a person.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import description_of
from pingone_conformance.target.ledger_file import (
    APPLICATION_ID,
    READABLE,
    SUFFIX,
    create,
    is_run_id,
    presence_of,
    said,
    tidy,
)
from pingone_conformance.target.presence import Presence
from pingone_conformance.target.things import Place, State, Thing

__all__ = ["ENVIRONMENT", "Ledger", "Place", "State", "Thing", "ledgers", "tidy"]

ENVIRONMENT = "envID"

_BUSY_SECONDS = 30.0
_COLUMNS = "number, operation, undo, path, name, id, state, asked"


class Ledger:
    """The ledger of one run: `with Ledger.open(folder, run_id, place) as ledger`.

    Every method raises `ConformanceError` when the file cannot be read or written.
    """

    def __init__(self, file: Path, presence: Presence | None = None) -> None:
        """Read a ledger that is there; `open` is for the run that writes it, `ledgers` finds those of a folder."""
        self.file = file
        self._presence = presence or Presence(presence_of(file))
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
        if not is_run_id(run_id):
            raise ConformanceError(f"{run_id!r} is no id of a run", hint="give eight hex digits")
        file = folder / f"{run_id}{SUFFIX}"
        presence = Presence(presence_of(file))
        with ExitStack() as stack:
            stack.callback(presence.leave)
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                # Before the file is there: whoever finds a ledger that is empty and not in use discards it.
                joined = presence.join()
                if joined and not file.exists():
                    create(file, run_id, place)
            except (OSError, sqlite3.Error) as error:
                raise ConformanceError(
                    f"the ledger {file} cannot be written: {said(error)}",
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

    def intend(
        self,
        operation_id: str,
        path: Mapping[str, str],
        name: str | None,
        id: str | None = None,  # noqa: A002 - what the API calls it
    ) -> int:
        """Write down a create before it goes out, and give it a number. It is on the disk when this returns.

        `path` holds the path parameters of the create, `id` what the thing will have where who makes it chooses that.
        Raises `ConformanceError` for an operation that no delete undoes, and for another environment than the ledger's.
        """
        undo = contracts().operations.get(operation_id, {}).get("undo")
        if undo is None or description_of(undo).operation(undo).method != "DELETE":
            raise ConformanceError(f"no delete undoes {operation_id}", hint="see contracts/operations.yaml")
        if path.get(ENVIRONMENT, self.place.environment_id) != self.place.environment_id:
            raise ConformanceError(
                f"{operation_id} would create something in another environment",
                hint="the run stays in the environment of its settings",
            )
        kept = {key: value for key, value in path.items() if key != ENVIRONMENT}
        return self._add(operation_id, undo, json.dumps(kept), name, id, State.INTENDED)

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
        parameters = description_of(operation_id).operation(operation_id).path_parameters
        own = "SELECT number FROM things WHERE undo = ? AND id = ?"
        for (number,) in self._read(own, operation_id, path.get(parameters[-1])):
            self.gone(number)

    def has(self, id: str) -> bool:  # noqa: A002 - what the API calls it
        """Whether this run created the thing of that id, be it gone by now."""
        return bool(self._read("SELECT 1 FROM things WHERE id = ?", id))

    def exists(self, operation_id: str, id: str) -> bool:  # noqa: A002 - what the API calls it
        """Whether the thing of that id was made by this operation in this run, and is not gone."""
        query = "SELECT 1 FROM things WHERE operation = ? AND id = ? AND state = ?"
        return bool(self._read(query, operation_id, id, State.MADE))

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
                if file != presence_of(self.file):
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
            if found != APPLICATION_ID or version not in READABLE:
                raise ConformanceError(
                    f"{self.file} is no ledger of this version",
                    hint="was it written by another version? use that one, or move the file away",
                )
            if (problem := self._database.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(str(problem).partition("\n")[0])
            self._database.execute("PRAGMA synchronous = FULL")
            ((run_id, *place),) = self._database.execute("SELECT * FROM run").fetchall()
            return run_id, Place(*place)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise ConformanceError(
                f"the ledger {self.file} cannot be used: {said(error)}",
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
        return [], [ConformanceError(f"{folder} cannot be read: {said(error)}")]
    for file in files:
        try:
            found.append(Ledger(file))
        except ConformanceError as error:
            if file.exists():
                damaged.append(error)
    return found, damaged


def _thing(row: tuple[Any, ...]) -> Thing:
    number, operation, undo, path, name, id_, state, asked = row
    return Thing(number, operation, undo, json.loads(path), name, id_, State(state), asked)
