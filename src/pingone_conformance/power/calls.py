"""Which calls of script bindings a test made while the mock was clean, and whether a fault would have changed one."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

import orjson

from pingone_conformance.mock.cloud.records import LogEntry
from pingone_conformance.mock.faults import Fault, Kind, bank
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.mock.state import Mock
from pingone_conformance.scripting.program import HostError


@dataclass(frozen=True, slots=True)
class SeenCall:
    """A call as it was begun, and how it ended; `run` is without the mock, whose records are gone by now."""

    run: Run
    binding: str
    method: str
    arguments: list[Any]
    answer: Any
    error: HostError | None
    logged: list[LogEntry]
    """What the call added to the log of the script."""

    @property
    def name(self) -> str:
        """The binding and its method, as faults name it."""
        return f"{self.binding}.{self.method}"


def watcher(seen: list[SeenCall]) -> Fault:
    """Return what stands where faults stand and changes nothing: it keeps each call at which any fault acts."""

    def around_call(call: BindingCall) -> AroundCall:
        run, arguments = _without_mock(call.run), copy.deepcopy(call.arguments)
        yield
        answer, logged = copy.deepcopy(call.answer), call.run.log[len(run.log) :]
        seen.append(SeenCall(run, call.binding, call.method, arguments, answer, call.error, logged))

    names = dict.fromkeys(name for fault in bank().values() for name in fault.bindings)
    return Fault("watches", Kind.STATE, (), (), (), bindings=tuple(names), around_call=around_call)


def acts_at_calls(fault: Fault, seen: Iterable[SeenCall]) -> bool:
    """Tell whether a fault would have changed one of the calls of a test.

    A fault that looks at the mock's records counts as changing something.
    """
    unknown = cast("Mock", _Unknown())
    return any(_changes(fault, one, unknown) for one in seen if one.name in fault.bindings)


class _Unknown:
    """Stands for the mock: only the memory of faults is known."""

    def __init__(self) -> None:
        self.fault_memory: dict[str, Any] = {}


def _without_mock(run: Run) -> Run:
    return replace(
        run,
        mock=cast("Mock", _Unknown()),
        shared=copy.deepcopy(run.shared),
        transient=copy.deepcopy(run.transient),
        callbacks=copy.deepcopy(run.callbacks),
        left=copy.deepcopy(run.left),
        requests=copy.deepcopy(run.requests),
        log=list(run.log),
    )


def _changes(fault: Fault, one: SeenCall, mock: Mock) -> bool:
    run = replace(_without_mock(one.run), mock=mock)
    call = BindingCall(run, one.binding, one.method, copy.deepcopy(one.arguments))
    try:
        begun = _state(call)
        running = fault.around_call(call)
        next(running, None)
        if _state(call) != begun:
            return True
        call.answer, call.error = copy.deepcopy(one.answer), one.error
        run.log.extend(one.logged)
        ended = _state(call)
        next(running, None)
        return _state(call) != ended
    except Exception:  # noqa: BLE001 - an exception for the script, or a look at the records
        return True


def _state(call: BindingCall) -> tuple[object, ...]:
    """All that a fault can change. As JSON 1, 1.0 and true differ."""
    run = call.run
    told = [call.arguments, call.answer, run.shared, run.transient, run.callbacks, run.outcome]
    return (
        orjson.dumps(told, option=orjson.OPT_SORT_KEYS),
        call.error,
        list(run.log),
        run.left,
        copy.deepcopy(run.requests),
    )
