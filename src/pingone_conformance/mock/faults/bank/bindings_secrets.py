"""Secrets that a wrong server shows to scripts that may not see them, or shows wrongly."""

from __future__ import annotations

import base64
from typing import Any

from pingone_conformance.mock.cloud.records import Esv
from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call, on_failure
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.bindings.secrets import EXCEPTION, PREFIX, find
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

GET = "secrets.getGenericSecret"
TEXT = tuple(f"SECRETS-{number:03}" for number in (3, 5, 6, 7, 8, 11, 12, 13))
ALL = (*TEXT, "SECRETS-009")


def _show(call: BindingCall, secret: Esv | None) -> None:
    if secret is not None:
        call.error = None
        signed = [byte - 256 if byte > 127 else byte for byte in secret.value]
        call.answer = {"utf8": secret.value.decode("utf-8", "replace"), "bytes": signed}


def _label(call: BindingCall) -> str:
    return str(call.arguments[0])


def _in(call: BindingCall, realm: str) -> Esv | None:
    cloud = call.run.mock.store.cloud
    name = cloud.secret_labels.get(realm, {}).get(_label(call))
    return None if name is None else cloud.esvs.get(("secret", name))


def _changed(call: BindingCall, change: Any) -> None:
    value = bytes(byte & 255 for byte in call.answer["bytes"])
    _show(call, Esv("changed", "secret", change(value)))


@on_failure(Kind.SECURITY, GET, "SECRETS-004")
def secret_of_any_label_readable(call: BindingCall) -> None:
    _show(call, find(call.run, _label(call)))


@on_failure(Kind.SECURITY, GET, "SECRETS-004")
def labels_that_begin_with_scripted_are_readable(call: BindingCall) -> None:
    if _label(call).startswith("scripted"):
        _show(call, find(call.run, _label(call)))


@on_failure(Kind.SECURITY, GET, "SECRETS-004")
def labels_are_readable_in_capitals(call: BindingCall) -> None:
    if _label(call).lower().startswith(PREFIX):
        _show(call, find(call.run, _label(call)))


@on_failure(Kind.SECURITY, GET, "SECRETS-004")
def labels_that_have_the_prefix_anywhere_are_readable(call: BindingCall) -> None:
    if PREFIX in _label(call):
        _show(call, find(call.run, _label(call)))


@on_arguments(Kind.STATE, GET, "SECRETS-003", "SECRETS-005", also=ALL)
def no_secret_is_found(call: BindingCall) -> None:
    raise HostError(EXCEPTION, f"Secret id {_label(call)[:200]} not accessible or does not exist")


@on_call(Kind.MEANING, GET, "SECRETS-005", also=ALL)
def each_secret_is_the_first_one(call: BindingCall) -> None:
    call.answer = call.run.mock.fault_memory.setdefault("secret", call.answer)


@on_call(Kind.MEANING, GET, "SECRETS-005", also=ALL)
def a_secret_is_its_label(call: BindingCall) -> None:
    _changed(call, lambda _: _label(call).encode())


@on_call(Kind.MEANING, GET, "SECRETS-006")
def the_global_secret_comes_first(call: BindingCall) -> None:
    _show(call, _in(call, ""))


@around_call(Kind.MEANING, GET, "SECRETS-007", also=ALL)
def global_secrets_are_not_found(call: BindingCall) -> AroundCall:
    yield
    if call.error is None and _in(call, call.run.script.realm.strip("/")) is None:
        call.error = HostError(EXCEPTION, "not accessible or does not exist")


@around_call(Kind.MEANING, GET, "SECRETS-003", also=ALL)
def secrets_of_the_realm_are_not_found(call: BindingCall) -> AroundCall:
    yield
    if call.error is None and _in(call, "") is None:
        call.error = HostError(EXCEPTION, "not accessible or does not exist")


@on_call(Kind.MEANING, GET, "SECRETS-007")
def another_realm_comes_before_the_global_secret(call: BindingCall) -> None:
    if _in(call, call.run.script.realm.strip("/")) is None:
        _show(call, _in(call, "bravo"))


@on_call(Kind.SHAPE, GET, "SECRETS-008", also=TEXT)
def the_text_of_a_secret_is_base64(call: BindingCall) -> None:
    call.answer["utf8"] = base64.b64encode(call.answer["utf8"].encode()).decode()


@on_call(Kind.MEANING, GET, "SECRETS-008", also=TEXT)
def the_text_of_a_secret_is_latin_1(call: BindingCall) -> None:
    call.answer["utf8"] = bytes(byte & 255 for byte in call.answer["bytes"]).decode("latin-1")


@on_call(Kind.SECURITY, GET, "SECRETS-008", also=TEXT)
def the_text_of_a_secret_is_masked(call: BindingCall) -> None:
    call.answer["utf8"] = "*" * len(call.answer["utf8"])


@on_call(Kind.MEANING, GET, "SECRETS-008", also=ALL)
def secrets_end_with_a_line(call: BindingCall) -> None:
    _changed(call, lambda value: value + b"\n")


@on_call(Kind.SHAPE, GET, "SECRETS-009")
def the_bytes_of_a_secret_are_a_text(call: BindingCall) -> None:
    call.answer["bytes"] = call.answer["utf8"]


@in_script(Kind.SHAPE, "secrets", "SECRETS-009")
def the_bytes_of_a_secret_are_its_length() -> str:
    return """change(secrets, "getGenericSecret", function (right) {
      return function (label) {
        var secret = right(label);
        change(secret, "getAsBytes", function (bytes) { return function () { return bytes().length; }; });
        return secret;
      };
    });"""


@on_call(Kind.MEANING, GET, "SECRETS-009")
def the_bytes_of_a_secret_are_utf_16(call: BindingCall) -> None:
    call.answer["bytes"] = list(call.answer["utf8"].encode("utf-16-be"))


@on_call(Kind.MEANING, GET, "SECRETS-009")
def the_bytes_of_a_secret_lose_their_highest_bit(call: BindingCall) -> None:
    call.answer["bytes"] = [byte & 127 for byte in call.answer["bytes"]]


@on_call(Kind.MEANING, GET, "SECRETS-011", also=ALL)
def secrets_are_given_as_they_are_kept(call: BindingCall) -> None:
    _changed(call, base64.b64encode)


@on_call(Kind.MEANING, GET, "SECRETS-012", also=ALL)
def legacy_secrets_have_no_text(call: BindingCall) -> None:
    if call.run.script.is_legacy:
        call.answer["utf8"] = None


@on_call(Kind.SHAPE, GET, "SECRETS-013", also=TEXT)
def the_text_of_a_secret_is_an_object(call: BindingCall) -> None:
    call.answer["utf8"] = {"value": call.answer["utf8"]}
