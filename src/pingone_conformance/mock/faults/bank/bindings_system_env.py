"""Properties of the environment (systemEnv) that a wrong server finds where there are none, or converts wrongly."""

from __future__ import annotations

import base64
from typing import Any

from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.bindings.system_env import converted, variable
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

GET = "systemEnv.getProperty"
BOOLEAN, DOUBLE, INTEGER = "java.lang.Boolean", "java.lang.Double", "java.lang.Integer"
STRING, LIST, MAP = "java.lang.String", "java.util.List", "java.util.Map"
VALUES = ("SYSTEMENV-003", "SYSTEMENV-022", "SYSTEMENV-012")
TYPES = tuple(f"SYSTEMENV-{number:03}" for number in (8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22))
DEFAULTS = ("SYSTEMENV-006", "SYSTEMENV-015", "SYSTEMENV-019", "SYSTEMENV-020", "SYSTEMENV-021")


def _name(call: BindingCall) -> str:
    return str(call.arguments[0])


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


@on_call(Kind.MEANING, GET, "SYSTEMENV-003", also=(*VALUES, *TYPES))
def variables_are_given_in_base64(call: BindingCall) -> None:
    if isinstance(call.answer, str) and _is_known(call):
        call.answer = base64.b64encode(call.answer.encode()).decode()


@on_call(Kind.STATE, GET, "SYSTEMENV-003", also=(*VALUES, *TYPES, "SYSTEMENV-018"))
def no_variable_has_a_value(call: BindingCall) -> None:
    if len(call.arguments) == 1:
        call.answer = None


@on_call(Kind.STATE, GET, "SYSTEMENV-003", also=(*VALUES, *TYPES, *DEFAULTS))
def each_variable_is_the_first_one(call: BindingCall) -> None:
    if _type(call) is None and call.answer is not None:
        call.answer = call.run.mock.fault_memory.setdefault("property", call.answer)


@on_call(Kind.MEANING, GET, "SYSTEMENV-003", also=(*VALUES, *TYPES))
def variables_are_given_in_latin_1(call: BindingCall) -> None:
    if isinstance(call.answer, str) and _is_known(call):
        call.answer = call.answer.encode().decode("latin-1")


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-004", also=("SYSTEMENV-005",))
def properties_are_found_by_the_name_of_the_variable(call: BindingCall) -> None:
    call.arguments[0] = _name(call).replace("-", ".")


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-004", also=("SYSTEMENV-005",))
def properties_are_found_without_the_prefix(call: BindingCall) -> None:
    if not _name(call).startswith("esv."):
        call.arguments[0] = f"esv.{_name(call)}"


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-004", also=("SYSTEMENV-005",))
def properties_are_found_in_capitals(call: BindingCall) -> None:
    call.arguments[0] = _name(call).lower()


@around_call(Kind.SECURITY, GET, "SYSTEMENV-004", also=("SYSTEMENV-005", "SYSTEMENV-006"))
def properties_of_the_machine_are_told(call: BindingCall) -> AroundCall:
    yield
    if not _name(call).startswith("esv."):
        call.error, call.answer = None, "/home/forgerock"


@on_call(Kind.SHAPE, GET, "SYSTEMENV-005", also=("SYSTEMENV-004",))
def an_invalid_name_gives_an_empty_text(call: BindingCall) -> None:
    if call.answer is None and not _name(call).startswith("esv."):
        call.answer = ""


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-005", also=("SYSTEMENV-004", "SYSTEMENV-006"))
def an_invalid_name_is_an_exception(call: BindingCall) -> None:
    if not _name(call).startswith("esv."):
        raise HostError("java.lang.IllegalArgumentException", "The name is not valid")


@on_call(Kind.MEANING, GET, "SYSTEMENV-006", also=(*DEFAULTS, *TYPES))
def default_ignored_for_unknown_property(call: BindingCall) -> None:
    if len(call.arguments) > 1 and not _is_known(call):
        call.answer = None


@on_call(Kind.MEANING, GET, "SYSTEMENV-006", also=(*DEFAULTS, *TYPES, "SYSTEMENV-004"))
def an_unknown_property_is_its_name(call: BindingCall) -> None:
    if len(call.arguments) == 2 and not _is_known(call):
        call.answer = _name(call)


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-007")
def takes_null_for_a_default(call: BindingCall) -> None:
    if len(call.arguments) > 1 and _default(call) is None:
        del call.arguments[1:]


@on_arguments(Kind.MEANING, GET, "SYSTEMENV-008", also=TYPES)
def the_return_type_changes_nothing(call: BindingCall) -> None:
    del call.arguments[2:]


@on_call(Kind.SHAPE, GET, "SYSTEMENV-009", also=TYPES)
def a_boolean_is_a_text(call: BindingCall) -> None:
    _convert(call, BOOLEAN, lambda value: str(value).lower())


@on_call(Kind.MEANING, GET, "SYSTEMENV-009", also=TYPES)
def every_boolean_is_true(call: BindingCall) -> None:
    _convert(call, BOOLEAN, lambda _: True)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-009", also=TYPES)
def a_boolean_is_a_number(call: BindingCall) -> None:
    _convert(call, BOOLEAN, int)


@on_call(Kind.MEANING, GET, "SYSTEMENV-010", also=TYPES)
def a_double_is_cut_off(call: BindingCall) -> None:
    _convert(call, DOUBLE, int)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-010", also=TYPES)
def a_double_is_a_text(call: BindingCall) -> None:
    _convert(call, DOUBLE, str)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-011", also=TYPES)
def an_integer_is_a_text(call: BindingCall) -> None:
    _convert(call, INTEGER, str)


@on_call(Kind.MEANING, GET, "SYSTEMENV-011", also=TYPES)
def an_integer_loses_its_sign(call: BindingCall) -> None:
    _convert(call, INTEGER, abs)


@on_call(Kind.MEANING, GET, "SYSTEMENV-011", also=TYPES)
def an_integer_has_sixteen_bits(call: BindingCall) -> None:
    _convert(call, INTEGER, lambda value: (value + 2**15) % 2**16 - 2**15)


@on_call(Kind.SHAPE, GET, "SYSTEMENV-012", also=TYPES)
def a_string_is_quoted(call: BindingCall) -> None:
    _convert(call, STRING, lambda value: f'"{value}"')


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-012", also=TYPES)
def string_is_no_return_type(call: BindingCall) -> None:
    if _type(call) == STRING:
        raise HostError("java.lang.IllegalArgumentException", "The return type is not supported")


@on_call(Kind.SHAPE, GET, "SYSTEMENV-013", also=TYPES)
def a_list_is_a_text(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: ",".join(map(str, value)))


@on_call(Kind.MEANING, GET, "SYSTEMENV-013", also=TYPES)
def a_list_has_one_entry(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: [",".join(map(str, value))])


@on_call(Kind.MEANING, GET, "SYSTEMENV-013", also=TYPES)
def a_list_is_turned_round(call: BindingCall) -> None:
    _convert(call, LIST, lambda value: value[::-1])


@on_call(Kind.SHAPE, GET, "SYSTEMENV-014", "SYSTEMENV-015", also=TYPES)
def a_map_is_a_list_of_its_keys(call: BindingCall) -> None:
    _convert(call, MAP, list)


@on_call(Kind.MEANING, GET, "SYSTEMENV-014", also=TYPES)
def a_map_has_its_first_key_only(call: BindingCall) -> None:
    _convert(call, MAP, lambda value: dict(list(value.items())[:1]))


@on_call(Kind.MEANING, GET, "SYSTEMENV-015", "SYSTEMENV-019", also=(*DEFAULTS, *TYPES))
def defaults_are_not_converted(call: BindingCall) -> None:
    if _type(call) and not _is_known(call):
        call.answer = _default(call)


@on_call(Kind.MEANING, GET, "SYSTEMENV-019", also=TYPES)
def a_default_that_is_a_double_is_zero(call: BindingCall) -> None:
    if _type(call) == DOUBLE and not _is_known(call):
        call.answer = 0.0


@on_call(Kind.SHAPE, GET, "SYSTEMENV-018")
def an_unknown_property_is_an_empty_text(call: BindingCall) -> None:
    if call.answer is None and _name(call).startswith("esv."):
        call.answer = ""


@on_call(Kind.MEANING, GET, "SYSTEMENV-018", also=("SYSTEMENV-004", "SYSTEMENV-005"))
def an_unknown_property_is_the_word_null(call: BindingCall) -> None:
    if call.answer is None:
        call.answer = "null"


@in_script(Kind.VALIDATION, "systemEnv", "SYSTEMENV-020", also=TYPES)
def a_default_has_to_be_no_boolean() -> str:
    return _refusing("boolean")


@in_script(Kind.VALIDATION, "systemEnv", "SYSTEMENV-021", also=TYPES)
def a_default_has_to_be_no_number() -> str:
    return _refusing("number")


@around_call(Kind.MEANING, GET, "SYSTEMENV-022", also=TYPES)
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
