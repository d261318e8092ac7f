"""Lets the faults that are switched on at requests and at their answers."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pingone_conformance.mock.bodies import read_body
from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Fault
from pingone_conformance.mock.faults.operations import route_of
from pingone_conformance.mock.headers import ResponseHeaders
from pingone_conformance.mock.state import Mock


class Faults:
    """An ASGI application around the mock; without faults it passes everything on."""

    def __init__(self, app: ASGIApp, mock: Mock) -> None:
        self._app = app
        self._mock = mock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = route_of(scope["method"], scope["path"]) if self._mock.faults else None
        acting = [one for one in self._mock.faults if found and found[0].operation in one.operations]
        if not found or not acting:
            await self._app(scope, receive, send)
            return
        try:
            body = await read_body(scope, receive)
        except ApiError as refusal:
            await self._refusing(refusal)(scope, receive, send)
            return
        answer = await self._answer(Request(self._mock, scope, body, *found), acting)
        for message in answer.messages():
            await send(message)

    async def _answer(self, request: Request, faults: Sequence[Fault]) -> Answer:
        app = self._app
        begun: list[Around] = []
        for fault in faults:
            running = fault.run(request)
            try:
                next(running, None)
            except ApiError as refusal:
                app = self._refusing(refusal)
                break
            begun.append(running)
        answer = await _ask(app, request)
        for running in reversed(begun):
            answer = await self._finish(running, request, answer)
        return answer

    async def _finish(self, running: Around, request: Request, answer: Answer) -> Answer:
        try:
            running.send(answer)
        except StopIteration:
            return answer
        except ApiError as refusal:
            return await _ask(self._refusing(refusal), request)
        raise RuntimeError("a fault yields once")

    def _refusing(self, refusal: ApiError) -> ASGIApp:
        return ResponseHeaders(refusal.response(self._mock.ids.trace()), self._mock)


async def _ask(app: ASGIApp, request: Request) -> Answer:
    bodies: list[Message] = [{"type": "http.request", "body": request.body, "more_body": False}]
    start: Message = {}
    content = bytearray()

    async def receive() -> Message:
        return bodies.pop() if bodies else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            content.extend(message.get("body", b""))

    await app(request.scope(), receive, send)
    return Answer(start["status"], list(start["headers"]), bytes(content))
