"""Values and defaults of properties (systemEnv) that a wrong server gives in another type than a script asked for."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.bindings.system_env import converted, variable
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

GET = "systemEnv.getProperty"
BOOLEAN, DOUBLE, INTEGER = "java.lang.Boolean", "java.lang.Double", "java.lang.Integer"
STRING, LIST, MAP = "java.lang.String", "java.util.List", "java.util.Map"
TYPES = tuple(f"SYSTEMENV-{number:03}" for number in (8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22))


def _default(call: BindingCall) -> Any:
    return call.arguments[1] if len(call.arguments) > 1 else None


def _type(call: BindingCall) -> Any:
    asked = call.arguments[2] if len(call.arguments) > 2 else None
    return asked.get("javaClass") if isinstance(asked, dict) else None


def _convert(call: BindingCall, java_class: str, change: Any) -> None:
    if _type(call) == java_class:
        call.answer = change(call.answer)


def _is_known(call: BindingCall) -> bool:
    return variable(call.run, call.arguments[0]) is not None


@on_arguments(Kind.MEANING, GET, "SYSTEMENV-008", also=TYPES)
def the_return_type_changes_nothing(call: BindingCall) -> None:
    del call.arguments[2:]


@on_call(Kind.SHAPE, GET, "SYSTEMENV-009", also=("SYSTEMENV-008", "SYSTEMENV-020", "SYSTEMENV-022"))
def a_boolean_is_a_text(call: BindingCall) -> None:
    _convert(call, BOOLEAN, lambda value: str(value).lower())


@on_call(Kind.MEANING, GET, "SYSTEMENV-009", also=("SYSTEMENV-008", "SYSTEMENV-020", "SYSTEMENV-022"))
def every_boolean_is_true(call: BindingCall) -> None:
    _convert(call, BOOLEAN, lambda _: True)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-009", also=("SYSTEMENV-008", "SYSTEMENV-020", "SYSTEMENV-022"))
def a_boolean_is_a_number(call: BindingCall) -> None:
    _convert(call, BOOLEAN, int)


@on_call(Kind.MEANING, GET, "SYSTEMENV-010", also=("SYSTEMENV-008", "SYSTEMENV-019"))
def a_double_is_cut_off(call: BindingCall) -> None:
    _convert(call, DOUBLE, int)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-010", also=("SYSTEMENV-008", "SYSTEMENV-019"))
def a_double_is_a_text(call: BindingCall) -> None:
    _convert(call, DOUBLE, str)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-011", also=("SYSTEMENV-008", "SYSTEMENV-021"))
def an_integer_is_a_text(call: BindingCall) -> None:
    _convert(call, INTEGER, str)


@on_call(Kind.MEANING, GET, "SYSTEMENV-011", also=("SYSTEMENV-008",))
def an_integer_loses_its_sign(call: BindingCall) -> None:
    _convert(call, INTEGER, abs)


@on_call(Kind.MEANING, GET, "SYSTEMENV-011", also=("SYSTEMENV-008",))
def an_integer_has_sixteen_bits(call: BindingCall) -> None:
    _convert(call, INTEGER, lambda value: (value + 2**15) % 2**16 - 2**15)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-012", also=("SYSTEMENV-008",))
def a_string_is_quoted(call: BindingCall) -> None:
    _convert(call, STRING, lambda value: f'"{value}"')


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-012", also=("SYSTEMENV-008", "SYSTEMENV-022"))
def string_is_no_return_type(call: BindingCall) -> None:
    if _type(call) == STRING:
        raise HostError("java.lang.IllegalArgumentException", "The return type is not supported")


@on_call(Kind.SHAPE, GET, "SYSTEMENV-013", also=("SYSTEMENV-008",))
def a_list_is_a_text(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: ",".join(map(str, value)))


@on_call(Kind.MEANING, GET, "SYSTEMENV-013", also=("SYSTEMENV-008",))
def a_list_has_one_entry(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: [",".join(map(str, value))])


@on_call(Kind.MEANING, GET, "SYSTEMENV-013", also=("SYSTEMENV-008",))
def a_list_is_turned_round(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: value[::-1])


@on_call(Kind.SHAPE, GET, "SYSTEMENV-014", "SYSTEMENV-015", also=("SYSTEMENV-008", "SYSTEMENV-022"))
def a_map_is_a_list_of_its_keys(call: BindingCall) -> None:
    _convert(call, MAP, list)


@on_call(Kind.MEANING, GET, "SYSTEMENV-014", also=("SYSTEMENV-008", "SYSTEMENV-015"))
def a_map_has_its_first_key_only(call: BindingCall) -> None:
    _convert(call, MAP, lambda value: dict(list(value.items())[:1]))


@on_call(Kind.MEANING, GET, "SYSTEMENV-015", "SYSTEMENV-019", also=TYPES)
def defaults_are_not_converted(call: BindingCall) -> None:
    if _type(call) and not _is_known(call):
        call.answer = _default(call)


@on_call(Kind.MEANING, GET, "SYSTEMENV-019", also=("SYSTEMENV-008", "SYSTEMENV-010"))
def a_default_that_is_a_double_is_zero(call: BindingCall) -> None:
    if _type(call) == DOUBLE and not _is_known(call):
        call.answer = 0.0


@in_script(Kind.VALIDATION, "systemEnv", "SYSTEMENV-020", also=("SYSTEMENV-021",))
def a_default_has_to_be_no_boolean() -> str:
    return _refusing("boolean")


@in_script(Kind.VALIDATION, "systemEnv", "SYSTEMENV-021", also=("SYSTEMENV-020",))
def a_default_has_to_be_no_number() -> str:
    return _refusing("number")


@around_call(
    Kind.MEANING,
    GET,
    "SYSTEMENV-022",
    also=TYPES,
)
def the_default_comes_before_the_variable(call: BindingCall) -> AroundCall:
    yield
    if call.error is None and _default(call) is not None:
        asked = call.arguments[2] if _type(call) else {"javaClass": STRING}
        call.answer = converted(str(_default(call)), asked)


def _refusing(kind: str) -> str:
    return f"""change(systemEnv, "getProperty", function (right) {{
      return function (name, otherwise, type) {{
        if (typeof otherwise === "{kind}") throw new TypeError("Can't find a method for a {kind}");
        return right.apply(null, arguments);
      }};
    }});"""
