"""Wraps an ASGI application; the control plane below `/_mock` is left calm."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import formatdate
from random import Random
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_CONTROL = "/_mock/"
_TOKENS = "/as/token"
_EXPIRED = b"Bearer expired"


class Turbulence:
    """Every so many-th answer is a 429, shares of the others are 503 or never come, and each takes its time.

    `too_many` is the distance between two 429; `unavailable` and `dropped` are shares of the requests; `latency`,
    `retry_after` and `token_seconds` are seconds. Half of the requests whose answer is dropped were carried out.
    `seen` counts what happened to the requests.
    """

    def __init__(
        self,
        app: App,
        *,
        seed: str,
        too_many: int = 15,
        unavailable: float = 0.02,
        dropped: float = 0.01,
        latency: float = 0.2,
        retry_after: int = 1,
        token_seconds: int = 20,
    ) -> None:
        self._app = app
        self._random = Random(seed)  # noqa: S311 - repeatable weather, not a secret
        self._too_many = too_many
        self._unavailable = unavailable
        self._dropped = dropped
        self._latency = latency
        self._retry_after = retry_after
        self._lives = Lives(token_seconds)
        self._requests = 0
        self.seen: Counter[str] = Counter()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(_CONTROL):
            await self._control(scope, receive, send)
        else:
            await asyncio.sleep(self._latency)
            await self._api(scope, receive, send)

    async def _api(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self._requests += 1
        drawn = self._random.random()
        if self._requests % self._too_many == 0:
            self.seen["429"] += 1
            await _answer(send, 429, str(self._retry_after), _ENVELOPE)
        elif drawn < self._unavailable:
            self.seen["503"] += 1
            await _answer(
                send, 503, formatdate(time.time() + self._retry_after, usegmt=True), b"<html>busy</html>"
            )
        elif drawn < self._unavailable + self._dropped:
            self.seen["dropped"] += 1
            if drawn < self._unavailable + self._dropped / 2:
                await self._app(scope, receive, _nowhere)
            await _drop(receive, send)
        else:
            self.seen["passed"] += 1
            await self._pass(scope, receive, send)

    async def _pass(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if self._lives.over(scope):
            self.seen["expired"] += 1
            headers = [
                (name, _EXPIRED if name == b"authorization" else value) for name, value in scope["headers"]
            ]
            await self._app({**scope, "headers": headers}, receive, send)
        elif scope["path"].endswith(_TOKENS):
            # A packed answer could not be rewritten.
            headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            answer = Answer()
            await self._app({**scope, "headers": headers}, receive, answer.take)
            self._lives.shorten(answer)
            await answer.send_to(send)
        else:
            await self._app(scope, receive, send)

    async def _control(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        content = await _content(receive)
        if scope["method"] == "POST" and scope["path"].endswith("/clock"):
            self._lives.advance(json.loads(content)["advanceSeconds"])
        elif scope["path"].endswith("/reset"):
            self._lives.advanced = 0.0
        await self._app(scope, _once(content), send)


class Lives:
    """Which token was issued when: it is good for so many seconds of the server's clock, which tests move."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._until: dict[bytes, float] = {}
        self.advanced = 0.0

    def advance(self, seconds: float) -> None:
        """The server's clock was moved."""
        self.advanced += seconds

    def over(self, scope: MutableMapping[str, Any]) -> bool:
        """Whether a request has a token that lived its life."""
        for name, value in scope["headers"]:
            if name == b"authorization":
                return self._now() >= self._until.get(value.partition(b" ")[2].strip(), float("inf"))
        return False

    def shorten(self, answer: Answer) -> None:
        """Make a new token one of a short life."""
        if answer.start["status"] != 200:
            return
        body = json.loads(answer.content)
        self._until[str(body["access_token"]).encode()] = self._now() + self._seconds
        answer.replace(json.dumps({**body, "expires_in": self._seconds}).encode())

    def _now(self) -> float:
        return time.monotonic() + self.advanced


class Answer:
    """Keeps an answer back until it was looked at."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.content = b""

    async def take(self, message: Message) -> None:
        """Stand in for the server's `send`."""
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.content += message.get("body", b"")

    def replace(self, content: bytes) -> None:
        """Give it another body."""
        headers = [pair for pair in self.start["headers"] if pair[0].lower() != b"content-length"]
        self.start["headers"] = [*headers, (b"content-length", str(len(content)).encode())]
        self.content = content

    async def send_to(self, send: Send) -> None:
        """Let it go."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.content})


_ENVELOPE = json.dumps(
    {
        "id": "b1b8d6b8-0f7e-4a51-9f0b-6c1f6d2f2f11",
        "code": "REQUEST_LIMITED",
        "message": "Too many requests.",
    }
).encode()


async def _answer(send: Send, status: int, retry_after: str, body: bytes) -> None:
    headers = [(b"retry-after", retry_after.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _drop(receive: Receive, send: Any) -> None:
    # ASGI has no word for it: an application that returns without an answer has uvicorn answer 500 for it. The method
    # that uvicorn hands over belongs to the object that knows the connection.
    send.__self__.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nowhere(message: Message) -> None:
    """Take an answer that nobody will see."""


async def _content(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message.get("more_body", False)
    return content


def _once(content: bytes) -> Receive:
    messages = iter([{"type": "http.request", "body": content, "more_body": False}])

    async def receive() -> Message:
        return next(messages, {"type": "http.disconnect"})

    return receive
