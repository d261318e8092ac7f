"""Promises of scripts (httpClient) that a wrong server keeps too early, too late or not at all."""

from __future__ import annotations

from pingone_conformance.mock.faults.bindings import LEGACY, around_call, in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts import calls
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.mock.scripts.outgoing import REQUEST, Outgoing
from pingone_conformance.scripting.program import HostError

SEND, GET, DELIVER = "httpClient.send", "httpClient.get", "httpClient.deliver"
WAITED_FOR = tuple(
    f"HTTP-{number:03}" for number in (*range(4, 34), 38, 39, 40, *range(45, 49), *range(53, 58))
)
UNAWAITED = tuple(f"HTTP-{number:03}" for number in (3, 34, 35, 36, 37, 49, 50, 51, 52))
LEGACY_SENT = ("HTTP-025", "HTTP-026", "HTTP-053")
_FAILURE = "org.forgerock.openam.auth.nodes.script.HttpClientScriptException"


@on_call(Kind.STATE, SEND, "HTTP-003", "HTTP-037")
def send_waits_for_the_response(call: BindingCall) -> None:
    number = call.answer["request"]
    try:
        call.answer["response"] = calls.answer_of("httpClient")(call.run, "get", [number])
    except HostError:
        call.answer["response"] = None


@around_call(
    Kind.STATE, DELIVER, "HTTP-003", "HTTP-049", also=("HTTP-033", "HTTP-035", "HTTP-050", "HTTP-052")
)
def what_nobody_waits_for_is_not_sent(call: BindingCall) -> AroundCall:
    call.run.end()
    raise HostError(_FAILURE, "The request was given up")
    yield


@on_call(Kind.SHAPE, GET, "HTTP-004", also=WAITED_FOR)
def get_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.SHAPE, SEND, "HTTP-034", also=UNAWAITED)
def promises_have_no_then(call: BindingCall) -> None:
    call.answer["methods"] = ["get"]


@on_call(Kind.SHAPE, SEND, "HTTP-004", "HTTP-034", also=(*WAITED_FOR, "HTTP-037", "HTTP-003"))
def promises_have_no_get(call: BindingCall) -> None:
    call.answer["methods"] = ["then"]


@on_call(Kind.SHAPE, DELIVER, "HTTP-035", "HTTP-052", also=("HTTP-033", "HTTP-050"))
def then_receives_nothing(call: BindingCall) -> None:
    call.answer = None


@in_script(Kind.STATE, "httpClient", "HTTP-035", "HTTP-052", also=("HTTP-050",))
def then_is_called_for_the_first_request_only() -> str:
    return """var sent = 0;
    change(httpClient, "send", function (right) {
      return function () {
        var promise = right.apply(null, arguments);
        sent++;
        if (sent > 1) change(promise, "then", function () { return function () { return promise; }; });
        return promise;
      };
    });"""


@in_script(Kind.SHAPE, "httpClient", "HTTP-035", also=("HTTP-033", "HTTP-050"))
def then_receives_the_text() -> str:
    return """change(httpClient, "send", function (right) {
      return function () {
        var promise = right.apply(null, arguments);
        change(promise, "then", function (then) {
          return function (handle) {
            return then(function (response) { return handle(response.text ? response.text() : response); });
          };
        });
        return promise;
      };
    });"""


@in_script(Kind.STATE, "httpClient", "HTTP-036", also=("HTTP-003", "HTTP-037", "HTTP-051"))
def reactions_run_at_once() -> str:
    return """change(httpClient, "send", function (right) {
      return function () {
        var promise = right.apply(null, arguments);
        change(promise, "then", function () {
          return function (handle) { handle(promise.get()); return promise; };
        });
        return promise;
      };
    });"""


@on_arguments(Kind.MEANING, DELIVER, "HTTP-049")
def what_nobody_waits_for_is_sent_without_options(call: BindingCall) -> None:
    sent = call.run.requests[call.arguments[0]]
    if sent.request is not None:
        sent.request = Outgoing("GET", sent.request.url, {})


@on_arguments(Kind.STATE, "logger.log", "HTTP-050", also=("HTTP-035", "HTTP-052"))
def reactions_cannot_log(call: BindingCall) -> None:
    if call.run.left is not None:
        call.arguments[0] = "trace"


@on_call(Kind.STATE, DELIVER, "HTTP-051", also=("HTTP-036",))
def reactions_change_the_outcome(call: BindingCall) -> None:
    call.run.left = None


@on_call(Kind.SHAPE, DELIVER, "HTTP-052", also=("HTTP-003", "HTTP-033", "HTTP-037"))
def legacy_reactions_see_no_status(call: BindingCall) -> None:
    if call.run.script.is_legacy:
        call.answer["status"] = {"code": None, "reasonPhrase": None}


@on_arguments(Kind.VALIDATION, SEND, "HTTP-025", also=(*WAITED_FOR, *UNAWAITED))
def legacy_scripts_send_addresses_only(call: BindingCall) -> None:
    if call.run.script.is_legacy:
        raise HostError("org.mozilla.javascript.EvaluatorException", "Can't find method send(object)")


@in_script(Kind.SHAPE, "httpClient", "HTTP-025", also=(*WAITED_FOR, *UNAWAITED), engine=LEGACY)
def there_is_no_class_for_requests() -> str:
    return "delete org.forgerock.http.protocol.Request;"


def _legacy(call: BindingCall, member: str, value: object) -> None:
    if call.run.script.is_legacy and isinstance(call.arguments[0], dict):
        call.arguments[0][REQUEST][member] = value


@on_arguments(Kind.MEANING, SEND, "HTTP-053", also=(*LEGACY_SENT, "HTTP-033"))
def legacy_requests_are_all_gets(call: BindingCall) -> None:
    _legacy(call, "method", "GET")


@on_arguments(Kind.MEANING, SEND, "HTTP-053", also=LEGACY_SENT)
def legacy_requests_have_no_headers(call: BindingCall) -> None:
    _legacy(call, "headers", [])


@on_arguments(Kind.MEANING, SEND, "HTTP-053", also=LEGACY_SENT)
def legacy_requests_have_no_entity(call: BindingCall) -> None:
    _legacy(call, "entity", None)
