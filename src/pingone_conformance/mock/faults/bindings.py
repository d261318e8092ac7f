"""The ways to write a fault of script bindings: at their calls, at the question for them, or in the script itself.

A fault is one small function that gets the `BindingCall`. It changes the arguments (`on_arguments`), the answer
(`on_call`) or an exception (`on_failure`), or all of it (`around_call`, a generator that yields once). What it raises
as a `HostError` is what the script sees. `on_offer` changes which bindings a script has. What only JavaScript can do
wrong is JavaScript that runs before the script (`in_script`).
"""

from __future__ import annotations

from collections.abc import Callable

from pingone_conformance.mock.faults.fault import Decorator, Fault, Kind, beyond, enlist
from pingone_conformance.mock.scripts.calls import AVAILABILITY, SCRIPT, AroundCall, BindingCall

OFFERED = f"{AVAILABILITY}.offered"
"""The question which bindings a script has; the answer is the list of their names."""
BEGUN = f"{SCRIPT}.begun"
"""The question what runs before a script; the answer is JavaScript."""

NEXT_GENERATION, LEGACY = False, True

_CHANGE = """function change(object, name, make) {
  var right = object[name];
  Object.defineProperty(object, name, { value: make(right), writable: true, configurable: true, enumerable: false });
}
"""

Step = Callable[[BindingCall], None]


def around_call(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Callable[[BindingCall], AroundCall]]:
    """Add a fault that is a generator: up to its ``yield`` it has the arguments, afterwards the end of the call."""

    def add(function: Callable[[BindingCall], AroundCall]) -> Callable[[BindingCall], AroundCall]:
        _add(function, function, kind, on, rules, also)
        return function

    return add


def on_arguments(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Step]:
    """Add a fault that changes the arguments, or what the mock keeps, before the call is carried out."""

    def add(function: Step) -> Step:
        def around(call: BindingCall) -> AroundCall:
            function(call)
            yield

        _add(function, around, kind, on, rules, also)
        return function

    return add


def on_call(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Step]:
    """Add a fault that changes the answer of a call that ended well."""
    return _afterwards(kind, on, rules, also, failed=False)


def on_failure(
    kind: Kind, on: str | tuple[str, ...], *rules: str, also: tuple[str, ...] = ()
) -> Decorator[Step]:
    """Add a fault that changes the exception of a call, or makes it an answer."""
    return _afterwards(kind, on, rules, also, failed=True)


def on_offer(kind: Kind, *rules: str, also: tuple[str, ...] = ()) -> Decorator[Step]:
    """Add a fault that changes which bindings a script has: `call.answer` is the list of their names."""
    return _afterwards(kind, OFFERED, rules, also, failed=False)


def in_script(
    kind: Kind, binding: str, *rules: str, also: tuple[str, ...] = (), engine: bool | None = None
) -> Decorator[Callable[[], str]]:
    """Add a fault that is JavaScript, which runs before each script that has ``binding``.

    It is the body of a function; ``change(object, name, make)`` replaces a member by ``make(member)``. ``engine``
    narrows it to LEGACY or NEXT_GENERATION scripts.
    """

    def add(function: Callable[[], str]) -> Callable[[], str]:
        def around(call: BindingCall) -> AroundCall:
            yield
            if engine in (None, call.run.script.is_legacy):
                has = f'typeof {binding} !== "undefined" && {binding} !== null'
                call.answer += f"(function () {{\n{_CHANGE}if ({has}) {{\n{function()}\n}}\n}})();\n"

        _add(function, around, kind, BEGUN, rules, also)
        return function

    return add


def _afterwards(
    kind: Kind, on: str | tuple[str, ...], rules: tuple[str, ...], also: tuple[str, ...], *, failed: bool
) -> Decorator[Step]:
    def add(function: Step) -> Step:
        def around(call: BindingCall) -> AroundCall:
            yield
            if (call.error is not None) is failed:
                function(call)

        _add(function, around, kind, on, rules, also)
        return function

    return add


def _add(
    function: Callable[..., object],
    around: Callable[[BindingCall], AroundCall],
    kind: Kind,
    on: str | tuple[str, ...],
    rules: tuple[str, ...],
    also: tuple[str, ...],
) -> None:
    bindings = (on,) if isinstance(on, str) else on
    fault = Fault(
        function.__name__,
        kind,
        (),
        rules,
        beyond(also, rules),
        bindings=bindings,
        around_call=around,
    )
    enlist(fault)
