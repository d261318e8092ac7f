"""Properties of the environment (systemEnv) that a wrong server finds where there are none, or gives wrongly."""

from __future__ import annotations

import base64

from pingone_conformance.mock.faults.bindings import around_call, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.bindings.system_env import variable
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

GET = "systemEnv.getProperty"
CONVERTED = tuple(f"SYSTEMENV-{number:03}" for number in (8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21))


def _name(call: BindingCall) -> str:
    return str(call.arguments[0])


def _is_known(call: BindingCall) -> bool:
    return variable(call.run, call.arguments[0]) is not None


@on_call(Kind.MEANING, GET, "SYSTEMENV-003", also=("SYSTEMENV-008", "SYSTEMENV-012", "SYSTEMENV-022"))
def variables_are_given_in_base64(call: BindingCall) -> None:
    if isinstance(call.answer, str) and _is_known(call):
        call.answer = base64.b64encode(call.answer.encode()).decode()


@on_call(Kind.STATE, GET, "SYSTEMENV-003")
def no_variable_has_a_value(call: BindingCall) -> None:
    if len(call.arguments) == 1:
        call.answer = None


@on_call(Kind.STATE, GET, "SYSTEMENV-003", also=("SYSTEMENV-006", "SYSTEMENV-022"))
def each_variable_is_the_first_one(call: BindingCall) -> None:
    if len(call.arguments) < 3 and call.answer is not None:
        call.answer = call.run.mock.fault_memory.setdefault("property", call.answer)


@on_call(Kind.MEANING, GET, "SYSTEMENV-003", also=("SYSTEMENV-022",))
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


@on_call(Kind.MEANING, GET, "SYSTEMENV-006", also=CONVERTED)
def default_ignored_for_unknown_property(call: BindingCall) -> None:
    if len(call.arguments) > 1 and not _is_known(call):
        call.answer = None


@on_call(Kind.MEANING, GET, "SYSTEMENV-006", also=("SYSTEMENV-004",))
def an_unknown_property_is_its_name(call: BindingCall) -> None:
    if len(call.arguments) == 2 and not _is_known(call):
        call.answer = _name(call)


@on_arguments(Kind.VALIDATION, GET, "SYSTEMENV-007")
def takes_null_for_a_default(call: BindingCall) -> None:
    if len(call.arguments) > 1 and call.arguments[1] is None:
        del call.arguments[1:]


@on_call(Kind.SHAPE, GET, "SYSTEMENV-018")
def an_unknown_property_is_an_empty_text(call: BindingCall) -> None:
    if call.answer is None and _name(call).startswith("esv."):
        call.answer = ""


@on_call(Kind.MEANING, GET, "SYSTEMENV-018", also=("SYSTEMENV-004", "SYSTEMENV-005"))
def an_unknown_property_is_the_word_null(call: BindingCall) -> None:
    if call.answer is None:
        call.answer = "null"
