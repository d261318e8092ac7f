"""A request on its way out of a script: what `httpClient.send` was given, made complete and checked.

Sources: "Script bindings", Access HTTP services (Methods, both tabs) and Example: Send a synchronous request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urlencode, urlsplit

from pingone_conformance.mock.bodies import JSON

FORM: Final = "application/x-www-form-urlencoded"
REQUEST: Final = "org.forgerock.http.protocol.Request"

MAX_URL = 8 * 1024
"""Characters of a URL."""

MAX_HEADERS = 100
"""Names of headers."""

MAX_HEADER_BYTES = 64 * 1024
"""Characters of all names and values of headers."""

MAX_BODY = 1024 * 1024
"""Characters of a body."""

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}")
_URL = re.compile(r"[!-~\u00a1-\U0010ffff]+")
_HOST = re.compile(r"[a-z0-9._\-]{1,253}|[0-9a-f:.]{2,45}")
_USUAL_PORTS = {"http": 80, "https": 443}


class UnusableRequestError(Exception):
    """What is to be sent is no HTTP request, or too large for the mock."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it is sent: method in capitals, names of headers in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str = ""
    client_name: str = ""

    @property
    def parts(self) -> SplitResult:
        """The parts of the URL."""
        return urlsplit(self.url)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that the host may be registered under: with its port, and without a usual one."""
        parts = self.parts
        host, usual = parts.hostname or "", _USUAL_PORTS[parts.scheme]
        with_port = f"{host}:{parts.port or usual}"
        return (host, with_port) if parts.port in (None, usual) else (with_port,)


def from_options(uri: str, options: Mapping[str, Any]) -> Outgoing:
    """Return the request of next-generation options.

    Of `form` and `body` the form is sent, and `token` takes the place of another Authorization header.
    Raises UnusableRequestError.
    """
    headers = _headers(_object(options, "headers").items())
    body = ""
    if options.get("form") is not None:
        body = urlencode(dict(_fields(_object(options, "form"))), doseq=True)
        headers.setdefault("content-type", FORM)
    elif isinstance(options.get("body"), str):
        body = options["body"]
    elif options.get("body") is not None:
        body = _json(options["body"])
        headers.setdefault("content-type", JSON)
    token = _text(options.get("token"), "token")
    if token:
        headers["authorization"] = f"Bearer {token}"
    client_name = _text(options.get("clientName"), "clientName")
    return _checked(options.get("method") or "GET", uri, headers, body, client_name)


def from_request(request: Mapping[str, Any]) -> Outgoing:
    """Return the request that a legacy `Request` object describes. Raises UnusableRequestError."""
    try:
        headers = _headers((name, value) for name, value in request["headers"])
        entity, method, uri = request["entity"], request["method"], request["uri"]
    except (KeyError, TypeError, ValueError):
        raise UnusableRequestError("The request was not made by its class.") from None
    body = entity if isinstance(entity, str) else ""
    if entity is not None and not isinstance(entity, str):
        body = _json(entity)
        headers.setdefault("content-type", JSON)
    return _checked(method or "GET", uri, headers, body, "")


def _checked(method: Any, url: Any, headers: dict[str, str], body: str, client_name: str) -> Outgoing:
    if not isinstance(method, str) or not _TOKEN.fullmatch(method):
        raise UnusableRequestError("The method is not one of HTTP.")
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or any(character in value for character in "\r\n\0"):
            raise UnusableRequestError(f"The header {name[:80]!r} is none of HTTP.")
    if len(body) > MAX_BODY:
        raise UnusableRequestError(f"The body is longer than {MAX_BODY} characters.")
    if len(headers) > MAX_HEADERS or sum(map(len, [*headers, *headers.values()])) > MAX_HEADER_BYTES:
        raise UnusableRequestError(f"There are more than {MAX_HEADERS} headers, or they are too long.")
    return Outgoing(method.upper(), _address(url), headers, body, client_name)


def _address(url: Any) -> str:
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise UnusableRequestError("The URI is none: it is empty, or has blanks or control characters.")
    if len(url) > MAX_URL:
        raise UnusableRequestError(f"The URI is longer than {MAX_URL} characters.")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for one that is no number
    except ValueError:
        raise UnusableRequestError("The URI is none: its host or its port cannot be read.") from None
    if parts.scheme not in _USUAL_PORTS or not _HOST.fullmatch(parts.hostname or ""):
        raise UnusableRequestError("The URI has to begin with http:// or https:// and the name of a host.")
    return parts._replace(path=parts.path or "/", fragment="").geturl()


def _headers(pairs: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in pairs:
        for one in value if isinstance(value, list) else [value]:
            text, key = _text(one, f"header {name}"), str(name).lower()
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _fields(form: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in form.items():
        values = value if isinstance(value, list) else [value]
        yield name, [_text(one, f"field {name} of the form") for one in values]


def _object(options: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = options.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnusableRequestError(f"The option {name} has to be an object.")
    return value


def _text(value: Any, what: str) -> str:
    """A JavaScript scalar as text; nothing for null."""
    if isinstance(value, dict | list):
        raise UnusableRequestError(f"The {what[:80]} has to be a text.")
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        raise UnusableRequestError("The body is nested too deeply.") from None
