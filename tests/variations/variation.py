"""What a variation is: something that stands where a fault of the mock stands, and breaks no promise."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall

BEGUN = "script.begun"
HELPERS = (Path(__file__).parent / "java_values.js").read_text(encoding="utf-8")

NEXT_GENERATION, LEGACY = False, True


def _no_call(_: BindingCall) -> AroundCall:
    yield


def _no_request(_: Request) -> Around:
    yield


@dataclass(frozen=True, slots=True)
class Variation:
    """One freedom, taken. Of a `group`, a server takes one.

    `shows` is an expression of JavaScript whose value differs from the mock's, in a script of the engine `legacy`.
    One that comes `last` leaves nothing for others to change. `deviates` are the rules of a lower level that a document
    does give, and which therefore speak against it.
    """

    name: str
    shows: str
    group: str = ""
    legacy: bool = False
    last: bool = False
    deviates: Mapping[str, str] = field(default_factory=dict)
    bindings: Container[str] = ()
    around_call: Callable[[BindingCall], AroundCall] = _no_call
    operations: Container[str] = ()
    run: Callable[[Request], Around] = _no_request


VARIATIONS: dict[str, Variation] = {}

Step = Callable[[BindingCall], None]


def at_answers(*bindings: str, **about: Any) -> Callable[[Step], Step]:
    """Add a variation of what calls give that end well."""
    return _at(bindings, about, lambda call: call.error is None)


def at_failures(bindings: Container[str], **about: Any) -> Callable[[Step], Step]:
    """Add a variation of the exceptions of calls."""
    return _at(bindings, about, lambda call: call.error is not None)


def at_arguments(*bindings: str, **about: Any) -> Callable[[Step], Step]:
    """Add a variation of what calls are asked for."""

    def add(function: Step) -> Step:
        def around(call: BindingCall) -> AroundCall:
            function(call)
            yield

        _enlist(function, about, bindings=bindings, around_call=around)
        return function

    return add


def in_script(
    *, engine: bool | None = None, **about: Any
) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Add a variation that is JavaScript: the body of a function that runs before each script.

    It may use the functions of `java_values.js`. `engine` narrows it to LEGACY or NEXT_GENERATION scripts.
    """

    def add(function: Callable[[], str]) -> Callable[[], str]:
        def around(call: BindingCall) -> AroundCall:
            yield
            if engine in (None, call.run.script.is_legacy):
                if HELPERS not in call.answer:
                    call.answer = HELPERS + call.answer
                call.answer += f"(function (variations) {{\n{function()}\n}})(__variations);\n"

        _enlist(function, about, bindings=(BEGUN,), around_call=around)
        return function

    return add


def at_operation(operation: str, **about: Any) -> Callable[[Callable[[Answer], None]], None]:
    """Add a variation of the answers of an operation of Advanced Identity Cloud."""

    def add(function: Callable[[Answer], None]) -> None:
        def run(_: Request) -> Around:
            answer = yield
            if answer.ok:
                function(answer)

        _enlist(function, about, operations=(operation,), run=run)

    return add


def servers() -> Iterator[list[Variation]]:
    """All variations together, as few servers as the largest group needs: each of a group is taken by one."""
    groups: dict[str, list[Variation]] = {}
    for variation in VARIATIONS.values():
        groups.setdefault(variation.group, []).append(variation)
    common = groups.pop("", [])
    for number in range(max(map(len, groups.values()))):
        taken = [*common, *(members[number % len(members)] for members in groups.values())]
        # What is first around a call acts last on what comes of it.
        yield sorted(taken, key=lambda variation: not variation.last)


def _at(
    bindings: Container[str], about: dict[str, Any], acts: Callable[[BindingCall], bool]
) -> Callable[[Step], Step]:
    def add(function: Step) -> Step:
        def around(call: BindingCall) -> AroundCall:
            yield
            if acts(call):
                function(call)

        _enlist(function, about, bindings=bindings, around_call=around)
        return function

    return add


def _enlist(function: Callable[..., object], about: dict[str, Any], **acts: Any) -> None:
    name = function.__name__
    if name in VARIATIONS:
        raise ValueError(f"two variations are called {name}")
    VARIATIONS[name] = Variation(name, **about, **acts)
