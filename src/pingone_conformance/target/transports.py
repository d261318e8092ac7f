"""Transports around httpx: they drive an ASGI application in process, bound answers, and record what passes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

import httpx

from pingone_conformance.exchange import API_PATH_VARIABLE, AUTH_PATH_VARIABLE, TOKEN_VARIABLE, Exchange
from pingone_conformance.findings import ConformanceError, NetworkTrouble, Untested
from pingone_conformance.target.bounded import BoundedTransport
from pingone_conformance.target.reach import Reach
from pingone_conformance.target.redaction import About, Redactor
from pingone_conformance.target.retrying import RetryingTransport, Waits
from pingone_conformance.target.settling import SettlingTransport
from pingone_conformance.target.tokens import Access, Grant

_KEPT_EXCHANGES = 40
# What is signed has times in it.
_SIGNED = re.compile(rb'assertion=[^&]*|"authId":\s*"[^"]*"')


class InProcessTransport(httpx.BaseTransport):
    """Runs an ASGI application to its end on the calling thread.

    There is no event loop: the application may wait for nothing but its request, which is complete. That is what makes
    it ten times as fast as a socket. Raises `ConformanceError` when the application waits for something else.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request (ASGI specification, HTTP connection scope)."""
        messages = iter([{"type": "http.request", "body": request.read(), "more_body": False}])
        started: dict[str, Any] = {}
        chunks: list[bytes] = []

        async def receive() -> MutableMapping[str, Any]:
            return next(messages, {"type": "http.disconnect"})

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        application = self._app(_scope(request), receive, send)
        try:
            application.send(None)
        except StopIteration:
            return httpx.Response(
                started["status"], headers=started["headers"], stream=httpx.ByteStream(b"".join(chunks))
            )
        application.close()
        raise ConformanceError(
            "the application waited for something other than its request", hint="this is a bug"
        )


def _scope(request: httpx.Request) -> dict[str, Any]:
    raw_path, _, query = request.url.raw_path.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        # ASGI wants names in lower case; what they were like shows whether a server minds.
        "extensions": {"pingone_conformance.header_names": [name for name, _ in request.headers.raw]},
        "client": ("127.0.0.1", 0),
        "server": (request.url.host, request.url.port),
    }


class Recorder:
    """What a run sent: the redacted exchanges of the current test, and counts over all of them.

    `granted` has the tokens that were issued to the current test; `waits` what all the waiting came to; `reach` whether
    the target is there at all.
    """

    def __init__(self, api_path: str, auth_path: str, *, redactor: Redactor | None = None) -> None:
        self.redactor = redactor or Redactor()
        self.exchanges: deque[Exchange] = deque(maxlen=_KEPT_EXCHANGES)
        self.calls: Counter[str] = Counter()
        self.fingerprint = 0
        self.waits = Waits()
        self.reach = Reach()
        self.granted: dict[str, Grant] = {}
        self._variables = ((api_path, API_PATH_VARIABLE), (auth_path, AUTH_PATH_VARIABLE))

    @property
    def requests(self) -> int:
        """How many requests were sent; `calls` has the number of each operation."""
        return self.calls.total()

    def start_test(self) -> None:
        """Forget the exchanges of the test before; the counts go on."""
        self.redactor.forget()
        self.exchanges.clear()
        self.granted.clear()

    def record(self, request: httpx.Request, response: httpx.Response, seconds: float) -> Exchange:
        """Keep one exchange, redacted."""
        operation = str(request.extensions.get("operation", ""))
        self.calls[operation] += 1
        self.fingerprint = (self.fingerprint + _fingerprint(request)) % 2**256
        redactor = self.redactor
        access = request.extensions.get("access")
        about = About(operation, response.status_code, request.method, request.url.path)
        exchange = Exchange(
            operation=operation,
            method=request.method,
            url=self._url(str(request.url), access),
            request_headers=redactor.headers(
                request.headers, token_as=access.token_variable if access else TOKEN_VARIABLE
            ),
            request_body=redactor.request_body(
                request.content, request.headers.get("content-type", ""), about
            ),
            status=response.status_code,
            response_headers=redactor.response_headers(response.headers),
            response_body=redactor.response_body(
                response.content, response.headers.get("content-type", ""), about
            ),
            seconds=round(seconds, 4),
        )
        self.exchanges.append(exchange)
        return exchange

    def take_back(self, response: httpx.Response) -> None:
        """Forget an exchange whose request is sent again: it counts once, and what is kept of it is its end."""
        exchange = response.extensions["exchange"]
        self.calls[exchange.operation] -= 1
        self.fingerprint = (self.fingerprint - _fingerprint(response.request)) % 2**256
        if exchange in self.exchanges:
            self.exchanges.remove(exchange)

    def _url(self, url: str, access: Access | None) -> str:
        url = self.redactor.url(url)
        for prefix, variable in access.variables.items() if access else self._variables:
            if url.startswith(prefix + "/"):
                return variable + url.removeprefix(prefix)
        return url


def _fingerprint(request: httpx.Request) -> int:
    """A number that does not depend on the order of requests when summed, nor on tokens and times."""
    kept = (request.method.encode(), request.url.raw_path, request.headers.get("content-type", "").encode())
    content = _SIGNED.sub(b"", request.content)
    return int.from_bytes(hashlib.sha256(b"\0".join((*kept, content))).digest())


class RecordingTransport(httpx.BaseTransport):
    """Sends through another transport, as often as it takes, and records the exchange that came of it.

    The exchange is left in `response.extensions["exchange"]`. Raises `Untested` when a busy target put an answer off
    for good, `NetworkTrouble` when an answer was lost or spoilt, `TargetUnreachable` when nothing answers. What there
    was of an answer is recorded then, too.
    """

    def __init__(
        self, inner: httpx.BaseTransport, recorder: Recorder, *, settles: bool = False, **limits: float
    ) -> None:
        """Take `limits` as `BoundedTransport` does; `settles` waits for new things that are not found yet."""
        reading: httpx.BaseTransport = BoundedTransport(inner, **limits)
        if settles:
            reading = SettlingTransport(reading)
        self._inner = RetryingTransport(reading, recorder.waits, recorder.reach)
        self._recorder = recorder

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send, read and record one request."""
        request.read()
        try:
            response = self._inner.handle_request(request)
        except (Untested, NetworkTrouble):
            seen = request.extensions.pop("seen", None)
            if isinstance(seen, httpx.Response):
                self._record(request, seen)
            raise
        self._record(request, response)
        return response

    def _record(self, request: httpx.Request, response: httpx.Response) -> None:
        exchange = self._recorder.record(request, response, response.extensions["seconds"])
        response.extensions["exchange"] = exchange

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()
