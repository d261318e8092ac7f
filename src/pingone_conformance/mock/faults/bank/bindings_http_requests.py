"""Requests of scripts (httpClient) that a wrong server sends in another way than their options say."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pingone_conformance.mock.faults.bindings import NEXT_GENERATION, in_script, on_arguments
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import BindingCall
from pingone_conformance.mock.scripts.outgoing import FORM
from pingone_conformance.scripting.program import HostError

SEND = "httpClient.send"
OPTIONS = tuple(
    f"HTTP-{number:03}" for number in (*range(6, 19), *range(38, 41), *range(45, 50), *range(54, 58))
)
ALONE = tuple(f"HTTP-{number:03}" for number in (3, 4, *range(18, 25), *range(34, 38), 47, 50, 51))
FORMS = ("HTTP-006", "HTTP-011", "HTTP-012", "HTTP-013", "HTTP-045", "HTTP-049")
BODIES = ("HTTP-018", "HTTP-006", "HTTP-008", "HTTP-010", "HTTP-015", "HTTP-049")
HEADERS = ("HTTP-006", "HTTP-007", "HTTP-009", "HTTP-010", "HTTP-015", "HTTP-049")
TOKENS = ("HTTP-055", "HTTP-006", "HTTP-014", "HTTP-046", "HTTP-049")
_NO_METHOD = "org.mozilla.javascript.EvaluatorException"


def _options(call: BindingCall) -> dict[str, Any]:
    """The options, to be changed in place; those of a legacy script are none."""
    found = call.arguments[1] if len(call.arguments) > 1 else None
    return found if isinstance(found, dict) else {}


def _form(call: BindingCall) -> dict[str, Any]:
    found = _options(call).get("form")
    return found if isinstance(found, dict) else {}


def _send_form_as(call: BindingCall, body: Any, content_type: str = FORM) -> None:
    """Send other content in place of the form, if there is one."""
    options = _options(call)
    if options.pop("form", None) is not None:
        options["body"] = body
        options["headers"] = {"Content-Type": content_type, **(options.get("headers") or {})}


@on_arguments(Kind.MEANING, SEND, "HTTP-005", also=("HTTP-050",))
def send_with_a_uri_alone_is_a_post(call: BindingCall) -> None:
    if len(call.arguments) == 1 and not call.run.script.is_legacy:
        call.arguments.append({"method": "POST"})


@on_arguments(Kind.VALIDATION, SEND, "HTTP-005", also=ALONE)
def send_needs_options(call: BindingCall) -> None:
    if len(call.arguments) == 1 and not call.run.script.is_legacy:
        raise HostError(_NO_METHOD, "Can't find method send(string)")


@on_arguments(Kind.MEANING, SEND, "HTTP-006", also=OPTIONS)
def options_are_ignored(call: BindingCall) -> None:
    del call.arguments[1:]


@on_arguments(Kind.MEANING, SEND, "HTTP-006")
def send_forgets_the_query(call: BindingCall) -> None:
    if len(call.arguments) > 1:
        call.arguments[0] = str(call.arguments[0]).partition("?")[0]


@in_script(Kind.VALIDATION, "httpClient", "HTTP-007", "HTTP-006", also=OPTIONS, engine=NEXT_GENERATION)
def options_have_to_be_json_text() -> str:
    return """change(httpClient, "send", function (right) {
      return function (uri, options) {
        if (typeof options === "object") throw new TypeError("Can't find method send(string,object)");
        return options === undefined ? right(uri) : right(uri, JSON.parse(options));
      };
    });"""


@on_arguments(
    Kind.MEANING,
    SEND,
    "HTTP-008",
    also=("HTTP-006", "HTTP-007", "HTTP-011", "HTTP-045", "HTTP-049", "HTTP-054"),
)
def every_request_is_a_get(call: BindingCall) -> None:
    _options(call).pop("method", None)


@on_arguments(Kind.MEANING, SEND, "HTTP-008", also=("HTTP-007", "HTTP-049"))
def every_other_method_is_a_post(call: BindingCall) -> None:
    if _options(call).get("method") not in (None, "GET"):
        _options(call)["method"] = "POST"


@on_arguments(Kind.MEANING, SEND, "HTTP-009", also=HEADERS)
def headers_are_not_sent(call: BindingCall) -> None:
    _options(call).pop("headers", None)


@on_arguments(Kind.MEANING, SEND, "HTTP-009")
def only_the_first_header_is_sent(call: BindingCall) -> None:
    headers = _options(call).get("headers") or {}
    if headers:
        _options(call)["headers"] = dict([next(iter(headers.items()))])


@on_arguments(Kind.MEANING, SEND, "HTTP-009")
def headers_end_at_a_comma(call: BindingCall) -> None:
    headers = _options(call).get("headers") or {}
    for name, value in headers.items():
        headers[name] = str(value).partition(",")[0].partition(";")[0]


@on_arguments(Kind.MEANING, SEND, "HTTP-010", also=BODIES)
def bodies_are_not_sent(call: BindingCall) -> None:
    _options(call).pop("body", None)


@on_arguments(Kind.SHAPE, SEND, "HTTP-010")
def texts_are_sent_in_quotation_marks(call: BindingCall) -> None:
    body = _options(call).get("body")
    if isinstance(body, str):
        _options(call)["body"] = f'"{body}"'


@on_arguments(Kind.SHAPE, SEND, "HTTP-015", also=BODIES)
def objects_are_sent_as_their_names(call: BindingCall) -> None:
    if isinstance(_options(call).get("body"), dict):
        _options(call)["body"] = "[object Object]"


@on_arguments(Kind.SHAPE, SEND, "HTTP-015", also=BODIES)
def objects_are_sent_as_forms(call: BindingCall) -> None:
    if isinstance(_options(call).get("body"), dict):
        _options(call)["form"] = {name: str(value) for name, value in _options(call).pop("body").items()}


@on_arguments(Kind.MEANING, SEND, "HTTP-011", also=FORMS)
def forms_are_not_sent(call: BindingCall) -> None:
    _options(call).pop("form", None)


@on_arguments(Kind.SHAPE, SEND, "HTTP-011", also=FORMS)
def forms_are_sent_as_json(call: BindingCall) -> None:
    _send_form_as(call, _form(call), "application/json")


@on_arguments(Kind.MEANING, SEND, "HTTP-011", also=FORMS)
def forms_are_sent_in_the_query(call: BindingCall) -> None:
    if _form(call):
        call.arguments[0] = f"{call.arguments[0]}?{urlencode(_form(call), doseq=True)}"
        _options(call).pop("form")


@on_arguments(Kind.SHAPE, SEND, "HTTP-012", also=("HTTP-049",))
def form_not_encoded(call: BindingCall) -> None:
    _send_form_as(call, "&".join(f"{name}={value}" for name, value in _form(call).items()))


@on_arguments(Kind.SHAPE, SEND, "HTTP-012", also=("HTTP-049",))
def forms_encode_blanks_only(call: BindingCall) -> None:
    pairs = (f"{name}={value}".replace(" ", "+") for name, value in _form(call).items())
    _send_form_as(call, "&".join(pairs))


@on_arguments(Kind.SHAPE, SEND, "HTTP-012", also=("HTTP-049",))
def forms_are_encoded_twice(call: BindingCall) -> None:
    once = {name: urlencode({"": value})[1:] for name, value in _form(call).items()}
    _send_form_as(call, urlencode(once))


@on_arguments(Kind.MEANING, SEND, "HTTP-012")
def forms_are_encoded_in_latin_1(call: BindingCall) -> None:
    _send_form_as(call, urlencode(_form(call), encoding="latin-1", errors="replace"))


@on_arguments(Kind.SHAPE, SEND, "HTTP-013", also=FORMS)
def forms_come_as_plain_text(call: BindingCall) -> None:
    _send_form_as(call, urlencode(_form(call), doseq=True), "text/plain")


@on_arguments(Kind.MEANING, SEND, "HTTP-045", also=("HTTP-012",))
def forms_have_one_field(call: BindingCall) -> None:
    for name in list(_form(call))[1:]:
        del _form(call)[name]


@on_arguments(Kind.SHAPE, SEND, "HTTP-045", also=("HTTP-012",))
def fields_of_forms_are_joined_by_commas(call: BindingCall) -> None:
    _send_form_as(call, urlencode(_form(call), doseq=True).replace("&", ","))


@on_arguments(Kind.SECURITY, SEND, "HTTP-014", also=TOKENS)
def tokens_are_not_sent(call: BindingCall) -> None:
    _options(call).pop("token", None)


@on_arguments(Kind.SECURITY, SEND, "HTTP-014", also=TOKENS)
def tokens_are_sent_in_the_query(call: BindingCall) -> None:
    token = _options(call).pop("token", None)
    if token is not None:
        call.arguments[0] = f"{call.arguments[0]}?{urlencode({'access_token': token})}"


@on_arguments(Kind.SHAPE, SEND, "HTTP-046", also=TOKENS)
def tokens_are_sent_without_a_scheme(call: BindingCall) -> None:
    _authorize(call, "")


@on_arguments(Kind.SHAPE, SEND, "HTTP-046")
def tokens_are_sent_for_basic_authentication(call: BindingCall) -> None:
    _authorize(call, "Basic ")


def _authorize(call: BindingCall, scheme: str) -> None:
    token = _options(call).pop("token", None)
    if token is not None:
        headers = _options(call).get("headers") or {}
        _options(call)["headers"] = {**headers, "Authorization": f"{scheme}{token}"}
