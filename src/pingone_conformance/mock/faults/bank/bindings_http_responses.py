"""Responses that a wrong server hands to scripts (httpClient) with less, or as something else."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pingone_conformance.mock.faults.bindings import on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import BindingCall

TAKEN = ("httpClient.get", "httpClient.deliver")
TEXT, JSON, FORM = "httpClient.text", "httpClient.json", "httpClient.formData"
WAITED_FOR = tuple(f"HTTP-{number:03}" for number in (4, 5, 6, 16, 38, 39, 40, 48))
STATUSES = (*WAITED_FOR, *(f"HTTP-{number:03}" for number in (17, 35, 37, 45, 47, 50, 54, 55, 56, 57)))
SENT = tuple(f"HTTP-{number:03}" for number in (*range(4, 16), 35, 45, 46, 54, 55))
LEGACY_SENT = ("HTTP-004", "HTTP-025", "HTTP-026", "HTTP-052", "HTTP-053")


def _status(call: BindingCall) -> int:
    """The status of a response of the next generation; 0 without one."""
    found = _got(call, "status")
    return found if isinstance(found, int) else 0


def _put(call: BindingCall, name: str, value: Any) -> None:
    if isinstance(call.answer, dict) and name in call.answer and not call.run.script.is_legacy:
        call.answer[name] = value


def _put_legacy(call: BindingCall, name: str, value: Any) -> None:
    if isinstance(call.answer, dict) and call.run.script.is_legacy:
        call.answer[name] = value


def _got(call: BindingCall, name: str) -> Any:
    return call.answer.get(name) if isinstance(call.answer, dict) else None


@on_call(Kind.SHAPE, JSON, "HTTP-018")
def json_of_a_response_is_a_text(call: BindingCall) -> None:
    call.answer = str(call.answer)


@on_call(Kind.SHAPE, JSON, "HTTP-018")
def json_of_a_response_is_a_list_of_pairs(call: BindingCall) -> None:
    call.answer = [[name, value] for name, value in (call.answer or {}).items()]


@on_call(Kind.MEANING, JSON, "HTTP-018")
def json_of_a_response_has_texts_only(call: BindingCall) -> None:
    call.answer = {name: str(value) for name, value in (call.answer or {}).items()}


@on_call(Kind.SHAPE, TEXT, "HTTP-019", also=(*SENT, *LEGACY_SENT))
def text_of_a_response_is_an_object(call: BindingCall) -> None:
    call.answer = {"text": call.answer}


@on_call(Kind.MEANING, TEXT, "HTTP-019", also=("HTTP-012", "HTTP-015", "HTTP-026"))
def text_of_a_response_is_latin_1(call: BindingCall) -> None:
    call.answer = call.answer.encode().decode("latin-1")


@on_call(Kind.MEANING, TEXT, "HTTP-019", also=("HTTP-026",))
def text_of_a_response_has_no_line_breaks(call: BindingCall) -> None:
    call.answer = " ".join(call.answer.split())


@on_call(Kind.SHAPE, FORM, "HTTP-020")
def form_data_of_a_response_are_a_text(call: BindingCall) -> None:
    call.answer = "&".join(f"{name}={value[0]}" for name, value in call.answer.items())


@on_call(Kind.SHAPE, FORM, "HTTP-020")
def form_data_of_a_response_are_nothing(call: BindingCall) -> None:
    call.answer = {}


@on_call(Kind.MEANING, FORM, "HTTP-020")
def form_data_of_a_response_stay_encoded(call: BindingCall) -> None:
    call.answer = {name: [one.replace(" ", "+") for one in value] for name, value in call.answer.items()}


@on_call(Kind.SHAPE, TAKEN, "HTTP-021")
def headers_of_a_response_are_a_text(call: BindingCall) -> None:
    headers = _got(call, "headers") or {}
    _put(call, "headers", "\n".join(f"{name}: {value}" for name, value in headers.items()))


@on_call(Kind.SHAPE, TAKEN, "HTTP-021")
def headers_of_a_response_are_nothing(call: BindingCall) -> None:
    _put(call, "headers", {})


@on_call(Kind.SHAPE, TAKEN, "HTTP-022", "HTTP-047")
def ok_of_a_response_is_a_text(call: BindingCall) -> None:
    _put(call, "ok", str(_got(call, "ok")).lower())


@on_call(Kind.SHAPE, TAKEN, "HTTP-022", "HTTP-047")
def ok_of_a_response_is_a_number(call: BindingCall) -> None:
    _put(call, "ok", int(bool(_got(call, "ok"))))


@on_call(Kind.MEANING, TAKEN, "HTTP-047")
def every_response_is_ok(call: BindingCall) -> None:
    _put(call, "ok", True)


@on_call(Kind.MEANING, TAKEN, "HTTP-047")
def a_redirection_is_ok(call: BindingCall) -> None:
    _put(call, "ok", _status(call) < HTTPStatus.BAD_REQUEST)


@on_call(Kind.MEANING, TAKEN, "HTTP-047")
def only_200_is_ok(call: BindingCall) -> None:
    _put(call, "ok", _got(call, "status") == HTTPStatus.OK)


@on_call(Kind.SHAPE, TAKEN, "HTTP-023", also=STATUSES)
def status_of_a_response_is_a_text(call: BindingCall) -> None:
    _put(call, "status", str(_got(call, "status")))


@on_call(Kind.SHAPE, TAKEN, "HTTP-023", also=STATUSES)
def status_of_a_response_is_a_fraction(call: BindingCall) -> None:
    _put(call, "status", _status(call) + 0.5)


@on_call(Kind.MEANING, TAKEN, "HTTP-023", also=("HTTP-004", "HTTP-035"))
def status_of_a_response_is_its_class(call: BindingCall) -> None:
    _put(call, "status", _status(call) // 100 * 100)


@on_call(Kind.SHAPE, TAKEN, "HTTP-024")
def status_text_of_a_response_is_a_number(call: BindingCall) -> None:
    _put(call, "statusText", _got(call, "status"))


@on_call(Kind.SHAPE, TAKEN, "HTTP-024")
def status_text_of_a_response_is_null(call: BindingCall) -> None:
    _put(call, "statusText", None)


@on_call(Kind.SHAPE, TEXT, "HTTP-026", also=LEGACY_SENT)
def the_entity_of_a_legacy_response_is_empty(call: BindingCall) -> None:
    if call.run.script.is_legacy:
        call.answer = ""


@on_call(Kind.SHAPE, TAKEN, "HTTP-027")
def cookies_of_a_legacy_response_are_lost(call: BindingCall) -> None:
    _put_legacy(call, "cookies", {})


@on_call(Kind.SHAPE, TAKEN, "HTTP-027", also=("HTTP-031",))
def cookies_of_a_legacy_response_are_a_list(call: BindingCall) -> None:
    _put_legacy(call, "cookies", list((_got(call, "cookies") or {}).values()))


@on_call(Kind.SHAPE, TAKEN, "HTTP-028")
def headers_of_a_legacy_response_are_lost(call: BindingCall) -> None:
    _put_legacy(call, "headers", {})


@on_call(Kind.SHAPE, TAKEN, "HTTP-029")
def the_reason_of_a_legacy_response_is_its_status(call: BindingCall) -> None:
    _put_legacy(call, "reasonPhrase", _got(call, "statusCode"))


@on_call(Kind.SHAPE, TAKEN, "HTTP-029")
def the_reason_of_a_legacy_response_is_null(call: BindingCall) -> None:
    _put_legacy(call, "reasonPhrase", None)


@on_call(Kind.SHAPE, TAKEN, "HTTP-030")
def the_status_code_of_a_legacy_response_is_a_text(call: BindingCall) -> None:
    _put_legacy(call, "statusCode", str(_got(call, "statusCode")))


@on_call(Kind.MEANING, TAKEN, "HTTP-030")
def the_status_code_of_a_legacy_response_is_always_200(call: BindingCall) -> None:
    _put_legacy(call, "statusCode", 200)


@on_call(Kind.MEANING, TAKEN, "HTTP-031")
def every_legacy_response_has_cookies(call: BindingCall) -> None:
    _put_legacy(call, "hasCookies", True)


@on_call(Kind.MEANING, TAKEN, "HTTP-031")
def no_legacy_response_has_cookies(call: BindingCall) -> None:
    _put_legacy(call, "hasCookies", False)


@on_call(Kind.MEANING, TAKEN, "HTTP-032")
def no_legacy_response_has_headers(call: BindingCall) -> None:
    _put_legacy(call, "hasHeaders", False)


@on_call(Kind.MEANING, TAKEN, "HTTP-033", also=("HTTP-004", "HTTP-052"))
def the_status_of_a_legacy_response_is_its_class(call: BindingCall) -> None:
    code = (_got(call, "statusCode") or 0) // 100 * 100
    _put_legacy(call, "status", {"code": code, "reasonPhrase": _got(call, "reasonPhrase")})


@on_call(Kind.SHAPE, TAKEN, "HTTP-033", also=("HTTP-004", "HTTP-025", "HTTP-053"))
def the_status_of_a_legacy_response_is_a_text(call: BindingCall) -> None:
    code = str(_got(call, "statusCode"))
    _put_legacy(call, "status", {"code": code, "reasonPhrase": _got(call, "reasonPhrase")})
