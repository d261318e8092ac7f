"""Request bodies: media type, size, JSON and validation, in that order."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.types import Receive, Scope

from pingone_conformance.mock.errors import Detail, invalid_data, invalid_request, unsupported_media_type

JSON = "application/json"

MAX_BODY_BYTES = 10 * 1024 * 1024
"""Largest body that is read."""

_MAX_DETAILS = 20
_MAX_TARGET = 200

_DETAIL_CODES = {
    "missing": "REQUIRED_VALUE",
    "string_too_short": "EMPTY_VALUE",
    "string_too_long": "SIZE_LIMIT_EXCEEDED",
    "too_long": "SIZE_LIMIT_EXCEEDED",
    "too_short": "EMPTY_VALUE",
    "greater_than": "OUT_OF_RANGE",
    "greater_than_equal": "OUT_OF_RANGE",
    "less_than": "OUT_OF_RANGE",
    "less_than_equal": "OUT_OF_RANGE",
}
_QUOTED = re.compile(r"'([^']*)'")
_INNER_MEMBERS = {
    "ge": "rangeMinimumValue",
    "le": "rangeMaximumValue",
    "pattern": "allowedPattern",
    "max_length": "maximumValue",
}

Model = TypeVar("Model", bound=BaseModel)


def header(scope: Scope, name: bytes) -> bytes | None:
    """Return a header's value, or None when it is absent or, against HTTP, given more than once."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[0] if len(values) == 1 else None


def media_type(scope: Scope) -> str:
    """Return the request's media type in lower case without parameters, or an empty string."""
    value = header(scope, b"content-type") or b""
    return value.decode("latin-1").partition(";")[0].strip().lower()


def require_media_type(scope: Scope, expected: str) -> None:
    """Raise the 415 refusal unless the media type is the expected one; case and parameters are free."""
    if media_type(scope) != expected:
        raise unsupported_media_type(expected)


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """Return the request's body.

    Raises the 400 refusal for one over ``MAX_BODY_BYTES``: at once when Content-Length says so, else as soon
    as that much has arrived. The rest is never read.
    """
    announced = header(scope, b"content-length")
    if announced is not None and announced.isdigit() and int(announced[:20]) > MAX_BODY_BYTES:
        raise _too_large()
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        if len(body) > MAX_BODY_BYTES:
            raise _too_large()
        return body
    return await _read_rest(bytearray(body), receive)


async def _read_rest(body: bytearray, receive: Receive) -> bytes:
    more = True
    while more and len(body) <= MAX_BODY_BYTES:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    if len(body) > MAX_BODY_BYTES:
        raise _too_large()
    return bytes(body)


def parse_json(body: bytes) -> Any:
    """Parse strict JSON in UTF-8 (RFC 8259; no NaN, no lone surrogates, at most 1,024 levels).

    Raises the 400 INVALID_REQUEST refusal for anything else ("Error codes": a malformed body).
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise invalid_request("The body is not well-formed JSON in UTF-8.") from None


def validate(model: type[Model], content: Any) -> Model:
    """Return ``content`` as ``model``; raises the 400 refusal with one detail for each bad value."""
    if not isinstance(content, dict):
        raise invalid_request("The body has to be a JSON object.")
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        errors = problem.errors(include_url=False, include_input=False)
        raise invalid_data([_detail(dict(error)) for error in errors[:_MAX_DETAILS]]) from None


def _too_large() -> Exception:
    message = f"The body is larger than {MAX_BODY_BYTES} bytes."
    refusal = invalid_request(message, "SIZE_LIMIT_EXCEEDED", maximumValue=MAX_BODY_BYTES)
    refusal.headers = {"connection": "close"}
    return refusal


def _detail(error: dict[str, Any]) -> Detail:
    context = error.get("ctx", {})
    inner = {_INNER_MEMBERS[key]: value for key, value in context.items() if key in _INNER_MEMBERS}
    if error["type"] == "literal_error":
        inner["allowedValues"] = _QUOTED.findall(context["expected"])
    code = context.get("code") or _DETAIL_CODES.get(error["type"], "INVALID_VALUE")
    return Detail(code, _sentence(error["msg"]), _target(error["loc"])[:_MAX_TARGET], inner)


def _target(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
