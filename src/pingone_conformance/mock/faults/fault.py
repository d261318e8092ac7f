"""What a fault is, and the four ways to write one of requests; those of script bindings are in `bindings`.

A fault is one small function, named by what the server does wrong. It changes a request before the mock sees it
(`on_request`), the answer of an accepted or of a refused one (`on_success`, `on_refusal`), or both (`around`, a
generator that yields once and gets the answer). Whatever it raises as an `ApiError` becomes the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.operations import OPERATIONS

if TYPE_CHECKING:
    # Scripts are loaded by those who run some.
    from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall

Around = Generator[None, Answer, None]


class Kind(StrEnum):
    """What a fault makes wrong."""

    SHAPE = "shape"
    STATUS = "status"
    VALIDATION = "validation"
    STATE = "state"
    MEANING = "meaning"
    SECURITY = "security"


def _no_request(_: Request) -> Around:
    yield


def _no_call(_: BindingCall) -> AroundCall:
    yield


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a server can break promises.

    ``rules`` are the ids of the rules that it breaks, ``also`` of those that may fail in consequence;
    ``operations`` are the operationIds at which ``run`` acts, ``bindings`` the calls of scripts at which
    ``around_call`` does, such as ``secrets.getGenericSecret``.
    """

    name: str
    kind: Kind
    operations: tuple[str, ...]
    rules: tuple[str, ...]
    also: tuple[str, ...]
    run: Callable[[Request], Around] = field(default=_no_request, repr=False)
    bindings: tuple[str, ...] = ()
    around_call: Callable[[BindingCall], AroundCall] = field(default=_no_call, repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return what a list of faults says about this one."""
        return {
            "name": self.name,
            "class": str(self.kind),
            "operations": list(self.operations),
            "bindings": list(self.bindings),
            "rules": list(self.rules),
            "also": list(self.also),
        }


BANK: dict[str, Fault] = {}
"""Every fault by its name, filled as the modules of the bank are imported."""

Written = TypeVar("Written", bound=Callable[..., object])
Decorator = Callable[[Written], Written]


def around(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Callable[[Request], Around]]:
    """Add a fault that is a generator: up to its ``yield`` it has the request, afterwards the answer.

    ``on`` names the operation, several, or "*" for all of the API.
    """

    def add(function: Callable[[Request], Around]) -> Callable[[Request], Around]:
        _add(function, function, kind, on, rules, also)
        return function

    return add


def on_request(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Callable[[Request], None]]:
    """Add a fault that changes the request, or the mock's records, before the mock answers."""

    def add(function: Callable[[Request], None]) -> Callable[[Request], None]:
        def run(request: Request) -> Around:
            function(request)
            yield

        _add(function, run, kind, on, rules, also)
        return function

    return add


def on_success(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Callable[[Request, Answer], None]]:
    """Add a fault that changes the answer to an accepted request."""
    return _on_answer(kind, on, rules, also, ok=True)


def on_refusal(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Callable[[Request, Answer], None]]:
    """Add a fault that changes the answer to a refused request."""
    return _on_answer(kind, on, rules, also, ok=False)


def _on_answer(
    kind: Kind, on: str | tuple[str, ...], rules: tuple[str, ...], also: tuple[str, ...], *, ok: bool
) -> Decorator[Callable[[Request, Answer], None]]:
    def add(function: Callable[[Request, Answer], None]) -> Callable[[Request, Answer], None]:
        def run(request: Request) -> Around:
            answer = yield
            if answer.ok is ok:
                function(request, answer)

        _add(function, run, kind, on, rules, also)
        return function

    return add


def enlist(fault: Fault) -> None:
    """Add a fault to the bank. Raises ValueError for a name that another one has."""
    if fault.name in BANK:
        raise ValueError(f"two faults are called {fault.name}")
    BANK[fault.name] = fault


def beyond(also: tuple[str, ...], rules: tuple[str, ...]) -> tuple[str, ...]:
    """Return the consequences that are not among the rules themselves, each once."""
    return tuple(rule for rule in dict.fromkeys(also) if rule not in rules)


def _add(
    function: Callable[..., object],
    run: Callable[[Request], Around],
    kind: Kind,
    on: str | tuple[str, ...],
    rules: tuple[str, ...],
    also: tuple[str, ...],
) -> None:
    operations = OPERATIONS if on == "*" else (on,) if isinstance(on, str) else on
    enlist(Fault(function.__name__, kind, operations, rules, beyond(also, rules), run))
