"""Random values and codes of scripts (utils) that a wrong server gets wrong."""

from __future__ import annotations

import base64

from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

UUID, VALUES = "utils.crypto.randomUUID", "utils.crypto.getRandomValues"
ENCODE, DECODE = "utils.base64.encode", "utils.base64.decode"
URL_ENCODE, URL_DECODE = "utils.base64url.encode", "utils.base64url.decode"
FILLED = ("UTILS-004", "UTILS-005", "UTILS-006", "UTILS-014")
ENCODED = ("UTILS-007", "UTILS-008", "UTILS-009", "UTILS-017")
URL_ENCODED = ("UTILS-010", "UTILS-011", "UTILS-012", "UTILS-016")


@on_call(Kind.MEANING, UUID, "UTILS-003")
def uuid_of_version_1(call: BindingCall) -> None:
    call.answer = f"{call.answer[:14]}1{call.answer[15:]}"


@on_call(Kind.SHAPE, UUID, "UTILS-003")
def uuid_without_hyphens(call: BindingCall) -> None:
    call.answer = call.answer.replace("-", "")


@on_call(Kind.SHAPE, UUID, "UTILS-003")
def uuid_of_another_variant(call: BindingCall) -> None:
    call.answer = f"{call.answer[:19]}c{call.answer[20:]}"


@on_call(Kind.SHAPE, UUID, "UTILS-003", also=("UTILS-015",))
def uuid_is_an_object(call: BindingCall) -> None:
    call.answer = {"mostSigBits": 1, "leastSigBits": 2}


@on_call(Kind.SECURITY, UUID, "UTILS-015")
def each_uuid_is_the_first_one(call: BindingCall) -> None:
    call.answer = call.run.mock.fault_memory.setdefault("uuid", call.answer)


@in_script(Kind.MEANING, "utils", "UTILS-004")
def random_values_come_in_a_copy() -> str:
    return """change(utils.crypto, "getRandomValues", function (right) {
      return function (array) { right(array); return array.slice(); };
    });"""


@in_script(Kind.SHAPE, "utils", "UTILS-004", also=FILLED)
def random_values_return_nothing() -> str:
    return """change(utils.crypto, "getRandomValues", function (right) {
      return function (array) { right(array); };
    });"""


@in_script(Kind.STATE, "utils", "UTILS-014", also=FILLED)
def random_values_leave_the_array_as_it_is() -> str:
    return """change(utils.crypto, "getRandomValues", function (right) {
      return function (array) { return right(array.slice()); };
    });"""


@on_call(Kind.SECURITY, VALUES, "UTILS-005", also=FILLED)
def random_values_are_zero(call: BindingCall) -> None:
    call.answer = [0 for _ in call.answer]


@on_call(Kind.SECURITY, VALUES, "UTILS-005")
def random_values_are_all_the_same(call: BindingCall) -> None:
    call.answer = call.answer[:1] * len(call.answer)


@on_call(Kind.SECURITY, VALUES, "UTILS-005", also=("UTILS-014",))
def random_values_are_the_same_each_time(call: BindingCall) -> None:
    first = call.run.mock.fault_memory.setdefault("random values", call.answer)
    call.answer = (first * len(call.answer))[: len(call.answer)]


@on_call(Kind.SECURITY, VALUES, "UTILS-005")
def random_values_count_up(call: BindingCall) -> None:
    call.answer = list(range(len(call.answer)))


@on_call(Kind.SHAPE, VALUES, "UTILS-005", also=FILLED)
def random_values_are_texts(call: BindingCall) -> None:
    call.answer = [str(value) for value in call.answer]


@on_call(Kind.MEANING, VALUES, "UTILS-005", also=FILLED)
def the_last_random_value_is_left_out(call: BindingCall) -> None:
    call.answer = call.answer[:-1]


@on_call(Kind.MEANING, VALUES, "UTILS-006", also=FILLED)
def there_is_one_random_value_more(call: BindingCall) -> None:
    call.answer = [*call.answer, 7]


@on_call(Kind.MEANING, VALUES, "UTILS-006", also=FILLED)
def there_are_sixteen_random_values(call: BindingCall) -> None:
    call.answer = (call.answer + list(range(16)))[:16]


@on_arguments(Kind.MEANING, ENCODE, "UTILS-007", also=ENCODED)
def base64_takes_text_for_latin_1(call: BindingCall) -> None:
    if isinstance(call.arguments[0], str):
        call.arguments[0] = list(call.arguments[0].encode("latin-1", "replace"))


@on_arguments(Kind.MEANING, ENCODE, "UTILS-007", also=ENCODED)
def base64_takes_text_for_utf_16(call: BindingCall) -> None:
    if isinstance(call.arguments[0], str):
        call.arguments[0] = list(call.arguments[0].encode("utf-16-be", "replace"))


@on_call(Kind.SHAPE, ENCODE, "UTILS-007", also=(*ENCODED, "UTILS-012", "UTILS-014"))
def base64_breaks_the_line(call: BindingCall) -> None:
    call.answer = f"{call.answer}\n"


@on_call(Kind.SHAPE, ENCODE, "UTILS-009", "UTILS-007", also=ENCODED)
def base64_is_not_padded(call: BindingCall) -> None:
    call.answer = call.answer.rstrip("=")


@on_call(Kind.SHAPE, ENCODE, "UTILS-017", "UTILS-007", also=ENCODED)
def base64_uses_the_alphabet_of_urls(call: BindingCall) -> None:
    call.answer = call.answer.replace("+", "-").replace("/", "_")


@on_call(Kind.SHAPE, DECODE, "UTILS-008")
def base64_decodes_to_bytes(call: BindingCall) -> None:
    call.answer = list(call.answer.encode("utf-8", "replace"))


@on_call(Kind.MEANING, DECODE, "UTILS-008")
def base64_decodes_to_latin_1(call: BindingCall) -> None:
    call.answer = call.answer.encode("utf-8", "replace").decode("latin-1")


@on_call(Kind.MEANING, DECODE, "UTILS-008")
def base64_decodes_whole_groups_only(call: BindingCall) -> None:
    call.answer = call.answer[: len(call.answer) // 3 * 3]


@on_call(Kind.SHAPE, URL_ENCODE, "UTILS-012", "UTILS-010", also=URL_ENCODED)
def base64url_keeps_padding(call: BindingCall) -> None:
    call.answer += "=" * (-len(call.answer) % 4)


@on_call(Kind.SHAPE, URL_ENCODE, "UTILS-016", "UTILS-010", also=URL_ENCODED)
def base64url_uses_the_standard_alphabet(call: BindingCall) -> None:
    call.answer = call.answer.replace("-", "+").replace("_", "/")


@on_call(Kind.SHAPE, URL_ENCODE, "UTILS-016", "UTILS-010", also=URL_ENCODED)
def base64url_escapes_percent_signs(call: BindingCall) -> None:
    call.answer = call.answer.replace("-", "%2B").replace("_", "%2F")


@on_arguments(Kind.MEANING, URL_ENCODE, "UTILS-010", also=URL_ENCODED)
def base64url_takes_text_for_latin_1(call: BindingCall) -> None:
    if isinstance(call.arguments[0], str):
        call.arguments[0] = list(call.arguments[0].encode("latin-1", "replace"))


@around_call(Kind.VALIDATION, URL_DECODE, "UTILS-011")
def base64url_decodes_padded_texts_only(call: BindingCall) -> AroundCall:
    if isinstance(call.arguments[0], str) and len(call.arguments[0]) % 4:
        raise HostError("java.lang.IllegalArgumentException", "Input byte array has incorrect ending byte")
    yield


@on_call(Kind.MEANING, URL_DECODE, "UTILS-011")
def base64url_decodes_to_latin_1(call: BindingCall) -> None:
    call.answer = call.answer.encode("utf-8", "replace").decode("latin-1")


@on_call(Kind.MEANING, URL_DECODE, "UTILS-011")
def base64url_decodes_to_base64(call: BindingCall) -> None:
    call.answer = base64.b64encode(call.answer.encode("utf-8", "replace")).decode()


@on_arguments(Kind.VALIDATION, URL_DECODE, "UTILS-011")
def base64url_decodes_the_standard_alphabet_only(call: BindingCall) -> None:
    if isinstance(call.arguments[0], str) and any(sign in call.arguments[0] for sign in "-_"):
        raise HostError("java.lang.IllegalArgumentException", "Illegal base64 character")
