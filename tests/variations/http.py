"""httpClient: what else requests and responses may look like."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from pingone_conformance.mock.scripts.calls import BindingCall
from pingone_conformance.scripting.program import HostError

from .variation import LEGACY, NEXT_GENERATION, at_answers, at_arguments, at_failures, in_script

SEND, FORM_DATA = "httpClient.send", "httpClient.formData"
RESPONSE = ("httpClient.get", "httpClient.deliver")
ECHO = "JSON.parse(String(httpClient.send('https://echo.example/'{}).get().text()))"
ANSWERED = "httpClient.send('https://echo.example/').get()"
OF_LEGACY = "httpClient.send(new org.forgerock.http.protocol.Request().setUri('https://echo.example/')).get()"

# Wraps promises, so that `seen` makes what scripts get of responses.
WRAPPED = """if (typeof httpClient === "undefined" || httpClient === null) return;
function promised(promise) {
  var made = Object.create(Object.prototype);
  variations.hide(made, "get", function () { return shown(promise.get()); });
  variations.hide(made, "getOrThrow", made.get);
  variations.hide(made, "isDone", function () { return false; });
  variations.hide(made, "then", function (run, failed) {
    return promised(promise.then(run && function (response) { return run(shown(response)); }, failed));
  });
  return made;
}
function shown(response) {
  return variations.isObject(response) && (response.text || response.getEntity) ? seen(response) : response;
}
variations.results(httpClient, ["send"], promised);
"""


@at_arguments(SEND, shows=ECHO.format("") + ".headers")
def requests_have_more_headers(call: BindingCall) -> None:
    more = {"User-Agent": "Apache-HttpAsyncClient/4.1.4", "X-ForgeRock-TransactionId": "1-2", "Accept": "*/*"}
    options = _options(call)
    options["headers"] = {**more, **(options.get("headers") or {})}


@at_arguments(SEND, shows=ECHO.format(", {body: {a: [1], b: 'ö'}}") + ".data", group="bodies")
def json_has_spaces_and_no_other_characters_than_ascii(call: BindingCall) -> None:
    options = _options(call)
    if not isinstance(options.get("body"), str | None):
        options["body"] = json.dumps(options["body"], indent=1)
        _typed(options, "application/json; charset=UTF-8")


@at_arguments(SEND, shows=ECHO.format(", {body: {b: 1, a: 2}}") + ".data", group="bodies")
def json_has_its_members_in_another_order(call: BindingCall) -> None:
    options = _options(call)
    if isinstance(options.get("body"), dict):
        options["body"] = dict(reversed(options["body"].items()))


@at_arguments(SEND, shows=ECHO.format(", {form: {a: 'ö b'}}") + ".headers", group="forms")
def forms_have_small_digits_and_a_charset(call: BindingCall) -> None:
    options = _options(call)
    if options.get("form") is not None:
        pairs = [(name, quote(str(value), safe="")) for name, value in options.pop("form").items()]
        encoded = "&".join(f"{quote(name, safe='')}={value}" for name, value in reversed(pairs))
        options["body"] = "".join(
            f"%{part[:2].lower()}{part[2:]}" if number else part
            for number, part in enumerate(encoded.split("%"))
        )
        _typed(options, "application/x-www-form-urlencoded; charset=UTF-8")


@at_arguments(SEND, shows=ECHO.format(", {token: 'a'}") + ".headers.Authorization")
def the_scheme_is_in_small_letters(call: BindingCall) -> None:
    options = _options(call)
    if options.get("token"):
        headers = {**(options.get("headers") or {}), "Authorization": f"bearer {options.pop('token')}"}
        options["headers"] = headers


@at_answers(*RESPONSE, shows=f"{ANSWERED}.headers", group="headers")
def headers_are_texts_in_small_letters(call: BindingCall) -> None:
    _change_headers(call, lambda name, value: (name.lower(), value[0] if isinstance(value, list) else value))


@at_answers(*RESPONSE, shows=f"{ANSWERED}.headers", group="headers")
def headers_are_more(call: BindingCall) -> None:
    _change_headers(call, lambda name, value: (name.title(), value))
    if call.answer["headers"]:
        legacy = call.run.script.is_legacy
        more = {"Date": "Sat, 01 Feb 2025 10:00:00 GMT", "Server": "nginx"}
        call.answer["headers"] |= {name: value if legacy else [value] for name, value in more.items()}


@at_answers(*RESPONSE, shows=f"{ANSWERED}.statusText", group="phrases")
def phrases_are_empty(call: BindingCall) -> None:
    _change_phrase(call, lambda _: "")


@at_answers(*RESPONSE, shows=f"{ANSWERED}.statusText", group="phrases")
def phrases_are_in_capitals(call: BindingCall) -> None:
    _change_phrase(call, str.upper)


@at_answers(FORM_DATA, shows="httpClient.send('https://form.example/').get().formData().a")
def fields_are_texts(call: BindingCall) -> None:
    call.answer = {name: values[0] if len(values) == 1 else values for name, values in call.answer.items()}


@in_script(shows=f"typeof {ANSWERED}.text()", group="responses", engine=NEXT_GENERATION)
def responses_have_values_of_java() -> str:
    return f"""{WRAPPED}
    var kinds = {{ text: variations.text, list: variations.list, map: variations.wrapped }};
    function deep(value) {{ return variations.deep(value, kinds); }}
    function seen(response) {{
      variations.results(response, ["text"], variations.text);
      variations.results(response, ["json", "formData"], deep);
      response.statusText = variations.text(response.statusText);
      response.headers = variations.deep(response.headers, {{
        text: variations.text, list: variations.list, map: variations.map
      }});
      return response;
    }}"""


@in_script(shows=f"typeof {ANSWERED}.json().headers.get", group="responses", engine=NEXT_GENERATION)
def maps_within_maps_of_responses_are_those_of_java() -> str:
    return f"""{WRAPPED}
    var within = {{ text: variations.text, list: variations.list, map: variations.map }};
    function seen(response) {{
      variations.results(response, ["json", "formData"], function (found) {{
        Object.keys(found).forEach(function (name) {{ found[name] = variations.deep(found[name], within); }});
        return variations.wrapped(found);
      }});
      return response;
    }}"""


@in_script(shows=f"Object.keys({ANSWERED})", group="responses", engine=NEXT_GENERATION)
def responses_have_getters() -> str:
    return f"""{WRAPPED}
    function seen(response) {{
      var made = Object.create(Object.prototype), type = {{}};
      ["headers", "ok", "status", "statusText"].forEach(function (name) {{
        Object.defineProperty(type, name, {{ get: function () {{ return response[name]; }} }});
        var getter = "get" + name.charAt(0).toUpperCase() + name.slice(1);
        variations.hide(type, getter, function () {{ return response[name]; }});
      }});
      ["text", "json", "formData"].forEach(function (name) {{
        variations.hide(type, name, function () {{ return response[name](); }});
      }});
      return Object.create(type);
    }}"""


@in_script(
    shows=f"typeof {OF_LEGACY}.getEntity().getString()", group="legacy responses", legacy=True, engine=LEGACY
)
def legacy_responses_have_values_of_java() -> str:
    return f"""{WRAPPED}
    var kinds = {{ text: variations.text, list: variations.list, map: variations.map }};
    function plain(map) {{ return variations.deep(JSON.parse(variations.stringify(map)), kinds); }}
    function seen(response) {{
      variations.results(response, ["getReasonPhrase"], variations.text);
      variations.results(response, ["getStatusCode"], function (code) {{ return new Number(code); }});
      variations.results(response, ["hasCookies", "hasHeaders"], function (yes) {{ return new Boolean(yes); }});
      variations.results(response, ["getCookies", "getHeaders"], plain);
      variations.results(response.getEntity(), ["getString"], variations.text);
      return response;
    }}"""


@in_script(
    shows=f"Object.getOwnPropertyNames({OF_LEGACY})",
    group="legacy responses",
    legacy=True,
    engine=LEGACY,
    deviates={
        f"HTTP-{number:03}": "the list of methods has it, Response does not"
        for number in (27, 29, 30, 31, 32)
    },
)
def legacy_responses_are_of_the_type_of_the_signature() -> str:
    return f"""{WRAPPED}
    function seen(response) {{
      ["getCookies", "getReasonPhrase", "getStatusCode", "hasCookies", "hasHeaders"].forEach(function (name) {{
        delete response[name];
      }});
      return response;
    }}"""


@in_script(
    shows=f"typeof {OF_LEGACY}.getStatus",
    group="legacy responses",
    legacy=True,
    engine=LEGACY,
    deviates={"HTTP-033": "examples read the status so, the list of methods does not have it"},
)
def legacy_responses_have_the_methods_of_the_list() -> str:
    return f"""{WRAPPED}
    function seen(response) {{
      delete response.getStatus;
      return response;
    }}"""


@at_failures(RESPONSE, shows="tried(function () { return httpClient.send('https://no.example/').get(); })")
def failures_of_requests_have_another_class(call: BindingCall) -> None:
    call.error = HostError("java.util.concurrent.ExecutionException", "java.net.ConnectException: refused")


def _options(call: BindingCall) -> dict[str, Any]:
    """The options of a next-generation request, those of a legacy one to be thrown away."""
    if call.run.script.is_legacy:
        return {}
    if len(call.arguments) == 1:
        call.arguments.append({})
    options: dict[str, Any] = call.arguments[1]
    return options


def _typed(options: dict[str, Any], content_type: str) -> None:
    headers = options.get("headers") or {}
    if "content-type" not in map(str.lower, headers):
        options["headers"] = {**headers, "Content-Type": content_type}


def _change_headers(call: BindingCall, change: Any) -> None:
    call.answer["headers"] = dict(change(name, value) for name, value in call.answer["headers"].items())


def _change_phrase(call: BindingCall, change: Any) -> None:
    if call.run.script.is_legacy:
        call.answer["reasonPhrase"] = change(call.answer["reasonPhrase"])
    else:
        call.answer["statusText"] = change(call.answer["statusText"])
