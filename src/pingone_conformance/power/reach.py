"""Which tests a fault can reach: those in which it would have changed something, had it been on.

A test that a fault does not touch ends as it does with the clean mock: the mock and the suite do the same each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pingone_conformance.mock.faults import Fault
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.operations import Route, route_of
from pingone_conformance.mock.state import Mock


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that the clean mock had and the answer that it gave."""

    scope: Scope
    body: bytes
    route: Route
    path: dict[str, str]
    status: int
    headers: list[tuple[bytes, bytes]]
    answer: bytes


class Watch:
    """An ASGI application around another: keeps what passes, in `seen`, once it is told to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.seen: list[Seen] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        found = None if self.seen is None else route_of(scope["method"], scope["path"])
        if self.seen is None or found is None:
            await self._app(scope, receive, send)
            return
        asked, answered = bytearray(), bytearray()
        start: Message = {}
        unread = True

        async def receive_and_keep() -> Message:
            nonlocal unread
            message = await receive()
            unread = message.get("more_body", False)
            asked.extend(message.get("body", b""))
            return message

        async def send_and_keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            answered.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, receive_and_keep, send_and_keep)
        # Faults look at bodies that the mock itself refuses unread.
        while unread:
            await receive_and_keep()
        kept = {name: value for name, value in scope.items() if name not in {"app", "path_params", "router"}}
        self.seen.append(
            Seen(kept, bytes(asked), *found, start["status"], list(start["headers"]), bytes(answered))
        )


def acts(fault: Fault, seen: Iterable[Seen]) -> bool:
    """Tell whether a fault would have changed one of the exchanges of a test.

    A fault that looks at the mock's records counts as changing something: they are no longer there to be looked at.
    """
    unknown = _Unknown()
    return any(_changes(fault, one, unknown) for one in seen if one.route.operation in fault.operations)


class _Unknown:
    """Stands for the mock: only the memory of faults is known."""

    def __init__(self) -> None:
        self.fault_memory: dict[str, Any] = {}


def _changes(fault: Fault, one: Seen, mock: _Unknown) -> bool:
    request = Request(cast("Mock", mock), one.scope, one.body, one.route, dict(one.path))
    answer = Answer(one.status, list(one.headers), one.answer)
    try:
        running = fault.run(request)
        next(running, None)
        if request.changed:
            return True
        running.send(answer)
    except StopIteration:
        return answer.changed
    except Exception:  # noqa: BLE001 - a refusal, or a look at the records
        return True
    return True
