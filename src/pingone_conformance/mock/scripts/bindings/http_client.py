"""The binding `httpClient` ("Script bindings", Access HTTP services), of both engines.

`send` takes a request down and says what its promise can do. `get` sends it while the script waits, `deliver` when
the script has ended; each request is sent once. A promise that already has its response would come with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs

from pingone_conformance.mock.cloud.records import LogEntry, Outbound
from pingone_conformance.mock.scripts import client_tls, hosts, outgoing
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

LOGGER: Final = "httpClient"
"""The logger of failures that no script took notice of."""

MAX_REQUESTS = 100
"""Requests of one script."""

MAX_MESSAGE = 4 * 1024
"""Characters of a failure in the log."""

FAILURE: Final = "org.forgerock.openam.auth.nodes.script.HttpClientScriptException"
LEGACY_FAILURE: Final = "java.net.UnknownHostException"
"""A legacy promise never fails, so this one is the mock's own: the host is not there, or the request is none."""

NO_METHOD: Final = "org.mozilla.javascript.EvaluatorException"
NOT_JSON: Final = "org.forgerock.json.JsonValueException"

METHODS: Final = ("get", "then")
"""What a script may do with the promise that it gets."""


@dataclass(slots=True)
class _Sent:
    """A request of the script, or why it is none; its reply once it was sent."""

    request: outgoing.Outgoing | None
    failure: str = ""
    reply: hosts.Reply | None = None


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Answer `send`, `get`, `deliver`, `text`, `json`, `formData` or `lost`. Raises `HostError`."""
    if method == "send":
        return _send(run, arguments)
    if method == "lost":
        return _lost(run, str(arguments[0]))
    sent: _Sent = run.requests[arguments[0]]
    if method in ("get", "deliver"):
        if method == "deliver":
            run.end()
        return _response(_exchanged(run, sent), legacy=run.script.is_legacy)
    text = _exchanged(run, sent).body
    if method == "json":
        return _map(text)
    return parse_qs(text, keep_blank_values=True) if method == "formData" else text


def _send(run: Run, arguments: list[Any]) -> dict[str, Any]:
    if len(run.requests) >= MAX_REQUESTS:
        raise HostError("java.lang.IllegalStateException", f"A script sends at most {MAX_REQUESTS} requests.")
    run.requests.append(_taken(run.script.is_legacy, arguments))
    return {"request": len(run.requests) - 1, "methods": METHODS, "response": None}


def _taken(legacy: bool, arguments: list[Any]) -> _Sent:
    first, options = [*arguments, None, None][:2]
    try:
        if legacy:
            described = first.get(outgoing.REQUEST) if isinstance(first, dict) else None
            if not isinstance(described, dict):
                raise HostError(NO_METHOD, f"httpClient.send takes an {outgoing.REQUEST}")
            return _Sent(outgoing.from_request(described))
        if not isinstance(first, str) or not isinstance(options, dict | None):
            raise HostError(NO_METHOD, "httpClient.send takes a URI as text and an object with options")
        return _Sent(outgoing.from_options(first, options or {}))
    except outgoing.UnusableRequestError as problem:
        return _Sent(None, str(problem))


def _exchanged(run: Run, sent: _Sent) -> hosts.Reply:
    """Send the request, unless that has been done."""
    if sent.reply is None:
        try:
            sent.reply = _exchange(run, sent)
        except (client_tls.UnusableClientError, hosts.UnregisteredHostError) as problem:
            sent.failure = str(problem)
    if sent.reply is None:
        raise HostError(LEGACY_FAILURE if run.script.is_legacy else FAILURE, sent.failure)
    return sent.reply


def _exchange(run: Run, sent: _Sent) -> hosts.Reply | None:
    request, cloud = sent.request, run.mock.store.cloud
    if request is None or sent.failure:
        return None
    certificate = trust = ""
    if request.client_name:
        instance = client_tls.instance_named(cloud, request.client_name)
        if request.parts.scheme == "https":
            certificate, trust = client_tls.certificates(run, instance)
    answers = hosts.answers_of(cloud, request)
    hosts.remember(
        cloud,
        Outbound(
            method=request.method,
            url=request.url,
            headers=request.headers,
            body=request.body,
            client_name=request.client_name,
            client_certificate=certificate,
            server_trust=trust,
            at=run.now,
        ),
    )
    return hosts.reply_to(request, answers)


def _response(reply: hosts.Reply, *, legacy: bool) -> dict[str, Any]:
    """What a script is told of a response: lists of values in the next generation, single values before."""
    if not legacy:
        return {
            "headers": {name: [value] for name, value in reply.headers.items()},
            "ok": 200 <= reply.status < 300,
            "status": reply.status,
            "statusText": reply.reason,
        }
    cookies = _cookies(reply.header("set-cookie"))
    return {
        "cookies": cookies,
        "headers": reply.headers,
        "hasCookies": bool(cookies),
        "hasHeaders": bool(reply.headers),
        "reasonPhrase": reply.reason,
        "status": {"code": reply.status, "reasonPhrase": reply.reason},
        "statusCode": reply.status,
    }


def _cookies(header: str) -> dict[str, str]:
    name, equals, value = header.partition(";")[0].partition("=")
    return {name.strip(): value.strip()} if equals else {}


def _map(text: str) -> dict[str, Any] | None:
    try:
        content = hosts.parsed(text)
    except ValueError:
        raise HostError("java.io.IOException", "The body of the response is not JSON.") from None
    if content is not None and not isinstance(content, dict):
        raise HostError(NOT_JSON, "The body of the response is not a JSON object: read it with text().")
    return content


def _lost(run: Run, message: str) -> None:
    """Take down a failure after the script's end, which nobody else would see."""
    entry = LogEntry("ERROR", LOGGER, message[:MAX_MESSAGE], run.now)
    run.log.append(entry)
    run.mock.store.cloud.log.append(entry)
