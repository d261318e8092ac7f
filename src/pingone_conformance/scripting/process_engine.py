"""What engines have in common: a process that is started when it is needed, asked, watched and replaced."""

from __future__ import annotations

import json
import os
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pingone_conformance.scripting.process import Worker, WorkerDiedError
from pingone_conformance.scripting.program import (
    EngineUnavailableError,
    Host,
    HostError,
    Limits,
    Part,
    Reason,
    ScriptFailedError,
)

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a part, counted from 1."""

    part: str | None = None
    line: int | None = None
    column: int | None = None


class ProcessEngine(ABC):
    """Runs programs in one process at a time. Threads take turns; a forked process gets a process of its own."""

    name: str

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._worker: Worker | None = None
        self._running = False
        _ENGINES.add(self)

    @abstractmethod
    def _start(self, limits: Limits) -> Worker:
        """A new process. Raises `EngineUnavailableError`, or `WorkerDiedError` when it ended at once."""

    def _fits(self, limits: Limits) -> bool:
        """Whether the process that runs can keep to these limits."""
        del limits
        return True

    @abstractmethod
    def _texts(self, parts: Sequence[Part]) -> Any:
        """The parts as the process wants them."""

    @abstractmethod
    def _failure(self, parts: Sequence[Part], end: dict[str, Any]) -> ScriptFailedError:
        """What the process said about a program that failed."""

    def _death(self, code: int) -> ScriptFailedError:
        return ScriptFailedError(Reason.ERROR, f"the process of the {self.name} engine ended with {code}")

    def run(self, parts: Sequence[Part], host: Host, limits: Limits = _LIMITS) -> None:
        """Run a program. Raises `ScriptFailedError`, `EngineUnavailableError`, and what the host raises by mistake."""
        _refuse_nul(parts)
        with self._lock:
            if self._running:
                raise RuntimeError("a host ran a program on the engine that was waiting for its answer")
            self._running = True
            try:
                self._run(parts, host, limits)
            finally:
                self._running = False

    def close(self) -> None:
        """End the process; the next program gets a new one."""
        with self._lock:
            worker, self._worker = self._worker, None
            if worker is not None:
                worker.close()

    def forget(self) -> None:
        """Let go of a process that belongs to the parent of this one."""
        self._lock = threading.RLock()
        self._running = False
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.abandon()

    def _run(self, parts: Sequence[Part], host: Host, limits: Limits) -> None:
        worker = self._ready(limits)
        raised: list[HostError] = []
        program = json.dumps({**asdict(limits), "parts": self._texts(parts)})
        try:
            with worker.limited(limits.seconds):
                worker.begin(program)
                end = _converse(worker, host, raised)
        except WorkerDiedError as died:
            self.close()
            raise _too_long(limits) if worker.expired else self._death(died.code) from None
        except BaseException:
            self.close()  # the process is still in the middle of the program
            raise
        if end is None:
            return
        failure = self._failure(parts, end)
        if failure.reason in {Reason.MEMORY, Reason.OUTPUT}:
            self.close()
        failure.java_class = _class_of(failure.message, raised)
        raise failure

    def _ready(self, limits: Limits) -> Worker:
        """The process that runs, or a new one in the place of one that cannot go on."""
        if self._worker is not None and self._worker.lives and self._fits(limits):
            try:
                self._worker.wait_until_ready()
            except WorkerDiedError:
                pass  # of what the last program left
            else:
                return self._worker
        self.close()
        try:
            self._worker = self._start(limits)
        except (OSError, WorkerDiedError) as error:
            raise EngineUnavailableError(
                f"the {self.name} engine did not start: {error}", "reinstall what it needs"
            ) from error
        return self._worker


_ENGINES: weakref.WeakSet[ProcessEngine] = weakref.WeakSet()


def _forget_all() -> None:
    for engine in list(_ENGINES):
        engine.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _converse(worker: Worker, host: Host, raised: list[HostError]) -> dict[str, Any] | None:
    """Answer the calls of a program until it ends; what went wrong, or None."""
    while "end" not in (message := worker.receive()):
        worker.send(_answer(host, message["call"], message["arguments"], raised))
    end: dict[str, Any] | None = message["end"]
    return end


def _answer(host: Host, name: str, arguments: str, raised: list[HostError]) -> str:
    try:
        return _written(host(name, _values(arguments)))
    except HostError as error:
        raised.append(error)
        return json.dumps({"error": {"class": error.java_class, "message": error.message}})


def _written(value: Any) -> str:
    try:
        return json.dumps({"value": value})
    except RecursionError:
        raise HostError("java.lang.IllegalArgumentException", "the answer is nested too deeply") from None


def _values(arguments: str) -> list[Any]:
    try:
        values = json.loads(arguments)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list):
        raise HostError("java.lang.IllegalArgumentException", "the arguments are no list that can be read")
    return values


def _class_of(message: str, raised: Sequence[HostError]) -> str | None:
    """The class of the host error that a program did not catch: the error that it became ends with its words."""
    for error in reversed(raised):
        words = f"{error.java_class}: {error.message}"
        if message == words or message.endswith(f": {words}"):
            return error.java_class
    return None


def _too_long(limits: Limits) -> ScriptFailedError:
    return ScriptFailedError(Reason.TIME, f"the script took longer than {limits.seconds:g} s")


def _refuse_nul(parts: Sequence[Part]) -> None:
    """Engines take source text as C strings do: a NUL would end it."""
    for part in parts:
        before, nul, _ = part.text.partition("\0")
        if nul:
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            raise ScriptFailedError(
                Reason.SYNTAX, "SyntaxError: a NUL character", part=part.name, line=line, column=column
            )
