"""How answers look on the wire: members turned round, bodies in pieces, other media types and header values."""

from __future__ import annotations

import gzip
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PLAIN_JSON = "application/json;charset=UTF-8"
HAL_JSON = "Application/HAL+JSON; charset=utf-8"

# PingOne API responses, Response headers: the names are documented, most values are not.
_USUAL_HEADERS = {
    "cache-control": "private, no-store, max-age=0",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "vary": "accept, accept-encoding",
    "via": "1.1 second",
    "pragma": "no-cache",
    "expires": "0",
}
_WORTH_PACKING = 900


@dataclass
class Reply:
    """An answer: a status, a JSON body or none, and headers beyond the usual ones."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = ""
    from_gateway: bool = False


@dataclass
class Refusal(Exception):  # noqa: N818 - it is one, and no error of the server
    """A request that is not granted, on its way to becoming an answer."""

    status: int
    code: str
    message: str
    details: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def reply(self, new_id: Callable[[], str]) -> Reply:
        """The error envelope; its id is optional for 403 and 429 (OpenAPI error responses)."""
        body: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.status not in {403, 429}:
            body["id"] = new_id()
        if self.details:
            body["details"] = self.details
        body["moreInfo"] = {"severity": "LOW", "retryable": False}
        media_type = HAL_JSON if self.status == 404 else PLAIN_JSON
        return Reply(self.status, body, dict(self.headers), media_type=media_type)


def invalid(message: str, code: str = "INVALID_VALUE") -> Refusal:
    """A 400 whose details have no target, but a code and inner errors that no page has."""
    detail = {"message": message, "code": code, "innerError": {"advice": "Have a look at the documentation."}}
    more = {"message": "Nothing was changed \u2013 try again.", "code": "NOTHING_CHANGED", "innerError": {}}
    return Refusal(400, "INVALID_DATA", "Something in the data \u201cdoes not fit\u201d.", [detail, more])


def not_found(what: str) -> Refusal:
    """A 404 without details."""
    return Refusal(404, "NOT_FOUND", f"There is no such {what} here.")


def by_gateway() -> Reply:
    """What stands in front of the service says to a path that it does not know: no envelope, no 404."""
    return Reply(
        403,
        {"message": "Missing Authentication Token"},
        {"x-amzn-errortype": "MissingAuthenticationTokenException"},
        media_type="application/json",
        from_gateway=True,
    )


async def transmit(reply: Reply, send: Send, *, accept: str, packed: bool, correlation_id: str) -> None:
    """Send an answer in several messages and without a length; packed where the client understands that."""
    headers = {} if reply.from_gateway else dict(_USUAL_HEADERS)
    headers["correlation-id"] = correlation_id
    content = b""
    if reply.body is not None:
        # An escaped solidus is the same text, a number written with a point the same number (RFC 8259).
        content = json.dumps(_turned(reply.body), indent=1).replace("/", "\\/").encode("ascii")
        headers["content-type"] = reply.media_type or _media_type(accept)
        if packed and len(content) > _WORTH_PACKING:
            content = gzip.compress(content, compresslevel=1, mtime=0)
            headers["content-encoding"] = "gzip"
    headers |= reply.headers
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    for piece in _pieces(content):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _media_type(accept: str) -> str:
    """Which JSON answers `*/*` is not promised (Forward compatibility); who asks for plain JSON gets it."""
    return PLAIN_JSON if "application/json" in accept.lower() else HAL_JSON


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(value)}
    if isinstance(value, list):
        return [_turned(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _pieces(content: bytes) -> list[bytes]:
    pieces, start, size = [], 0, 3
    while start < len(content):
        pieces.append(content[start : start + size])
        start, size = start + size, size * 3
    return pieces
