"""The headers that every answer has, and the last line of defence against mistakes of the mock's own.

The list follows "PingOne API responses", section on headers. Written as a plain ASGI wrapper: it costs a few
microseconds, where Starlette's base class for middleware would cost more than most requests.
"""

from __future__ import annotations

import logging
import re
from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pingone_conformance.mock.bodies import header
from pingone_conformance.mock.errors import unexpected_error
from pingone_conformance.mock.state import Mock

_FIXED = (
    (b"cache-control", b"no-cache, no-store, max-age=0, must-revalidate"),
    (b"pragma", b"no-cache"),
    (b"expires", b"0"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"x-xss-protection", b"1; mode=block"),
    (b"vary", b"Origin"),
)
_CROSS_ORIGIN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Correlation-Id"),
)
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE"),
    (b"access-control-allow-headers", b"Authorization, Content-Type, Correlation-Id"),
    (b"access-control-max-age", b"3600"),
)
_UNSAFE = re.compile(rb"[^A-Za-z0-9._\-/@=#+]")
_MAX_CORRELATION = 100
_CONTROL = "/_mock/"

_log = logging.getLogger(__name__)


class ResponseHeaders:
    """Adds the headers, counts requests, and answers 500 for an exception that nobody expected."""

    def __init__(self, app: ASGIApp, mock: Mock) -> None:
        self._app = app
        self._mock = mock
        self._date = (0, b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        control = scope["path"].startswith(_CONTROL)
        if not control:
            self._mock.requests += 1
        extra = self._extra(scope, control)
        bodiless = scope["method"] == "HEAD"
        started = False

        async def send_more(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *extra]
            elif bodiless:
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._app(scope, receive, send_more)
        except Exception:
            _log.exception("unexpected error")
            if started:
                raise
            await unexpected_error().response(self._mock.ids.trace())(scope, receive, send_more)

    def _extra(self, scope: Scope, control: bool) -> list[tuple[bytes, bytes]]:
        extra = [*_FIXED, (b"date", self._now()), (b"correlation-id", self._correlation(scope))]
        if not control:
            extra += _CROSS_ORIGIN
            if scope["method"] == "OPTIONS":
                extra += _PREFLIGHT
        return extra

    def _correlation(self, scope: Scope) -> bytes:
        given = header(scope, b"correlation-id")
        if given:
            return _UNSAFE.sub(b"_", given[:_MAX_CORRELATION])
        return self._mock.ids.trace().encode("ascii")

    def _now(self) -> bytes:
        second = self._mock.clock.shown() // 1000
        if self._date[0] != second:
            self._date = (second, formatdate(second, usegmt=True).encode("ascii"))
        return self._date[1]
