"""The one way from a script to the mock: each call of a binding, and the question which bindings there are.

Both can be made wrong by faults, and so can the script itself, by JavaScript that runs before it: see `BindingCall`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from pingone_conformance.mock.scripts import availability
from pingone_conformance.mock.scripts.arguments import tidied
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

AVAILABILITY = "availability"
"""What faults know the question for the bindings by: `availability.offered`."""

SCRIPT = "script"
"""What faults know the beginning of a script by: `script.begun`."""

_ILLEGAL = "java.lang.IllegalArgumentException"
_STUMBLES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_LOG = logging.getLogger(__name__)

_BINDINGS = "pingone_conformance.mock.scripts.bindings"
_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

Answer = Callable[[Run, str, list[Any]], Any]


@dataclass(slots=True)
class BindingCall:
    """One call of a binding, to be changed in place: the arguments before it is carried out, afterwards its end.

    It ends with an `answer`, which is JSON, or with an `error`.
    """

    run: Run
    binding: str
    method: str
    arguments: list[Any]
    answer: Any = None
    error: HostError | None = None

    @property
    def name(self) -> str:
        """The binding and its method, as faults name it."""
        return f"{self.binding}.{self.method}"

    def carry_out(self, answer: Answer) -> None:
        """Answer the call, or take down the exception.

        A script that changes what functions inherit can call by other names and with other arguments than the
        bindings do: what an answer stumbles over then is the script's own failure.
        """
        try:
            self.answer = answer(self.run, self.method, self.arguments)
        except HostError as problem:
            self.error = problem
        except _STUMBLES:
            _LOG.debug("%s stumbled", self.name, exc_info=True)
            self.error = HostError(_ILLEGAL, f"{self.name[:200]} does not take these arguments")

    def result(self) -> Any:
        """Return the answer. Raises `HostError` where there is an error."""
        if self.error is not None:
            raise self.error
        return self.answer


AroundCall = Generator[None, None, None]
"""A fault at a call: up to its yield it has the arguments, afterwards the end. It may raise `HostError`."""


def call(run: Run, binding: str, method: str, arguments: list[Any]) -> Any:
    """Let a binding answer. Raises `HostError`."""
    return _ask(BindingCall(run, binding, method, tidied(arguments)), answer_of(binding))


def offered(run: Run) -> list[str]:
    """Return the names of the bindings that the script of a run has."""
    names: list[str] = _ask(BindingCall(run, AVAILABILITY, "offered", []), availability.answer)
    return names


def begun(run: Run) -> str:
    """Return the JavaScript that runs before the script: that of faults, without one none."""
    text: str = _ask(BindingCall(run, SCRIPT, "begun", []), _nothing)
    return text


def _nothing(_: Run, __: str, ___: list[Any]) -> str:
    return ""


def _ask(asked: BindingCall, answer: Answer) -> Any:
    acting: list[AroundCall] = []
    for fault in asked.run.mock.faults:
        if asked.name in fault.bindings:
            acting.append(fault.around_call(asked))
            _step(asked, acting[-1])
    if asked.error is None:
        asked.carry_out(answer)
    for running in reversed(acting):
        _step(asked, running)
    return asked.result()


def _step(asked: BindingCall, running: AroundCall) -> None:
    try:
        next(running, None)
    except HostError as problem:
        asked.error = problem


def file_name(binding: str) -> str:
    """The name of a binding's files: `cookie_name` for `cookieName`."""
    return _INNER_CAPITAL.sub("_", binding).lower()


@cache
def answer_of(binding: str) -> Answer:
    """Return the function that answers calls of a binding. Raises `HostError` for an unknown name."""
    if binding not in availability.KNOWN:
        raise HostError(_ILLEGAL, f"there is no binding {binding}")
    found: Answer = import_module(f"{_BINDINGS}.{file_name(binding)}").answer
    return found
