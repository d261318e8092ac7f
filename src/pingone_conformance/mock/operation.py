"""How one request becomes one answer: method, token, permission, existence, media type, body, in that order.

The order follows "PingOne API requests" and what is known of the service: permission is checked before
existence and existence before the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pingone_conformance.mock.bodies import JSON, header, parse_json, read_body, require_media_type, validate
from pingone_conformance.mock.errors import (
    ApiError,
    forbidden,
    invalid_request,
    invalid_token,
    method_not_allowed,
)
from pingone_conformance.mock.roles import DATA_ADMIN, Roles
from pingone_conformance.mock.state import Mock

_HOST = re.compile(rb"[A-Za-z0-9._\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_MAX_QUERY_FIELDS = 50

Found = TypeVar("Found")
Body = TypeVar("Body", bound=BaseModel)


class Call:
    """One request, as handlers see it."""

    __slots__ = ("base", "mock", "now", "params", "scope")

    def __init__(self, mock: Mock, scope: Scope) -> None:
        self.mock = mock
        self.scope = scope
        self.params: dict[str, str] = scope["path_params"]
        self.now = mock.clock.now()
        self.base = mock.base_url or _origin(scope)

    @property
    def query(self) -> dict[str, str]:
        """The query parameters; the last one of a name counts, broken escapes become U+FFFD."""
        raw = self.scope["query_string"]
        if not raw:
            return {}
        try:
            pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=_MAX_QUERY_FIELDS)
        except ValueError:
            raise invalid_request("The query has too many parameters.", "SIZE_LIMIT_EXCEEDED") from None
        return dict(pairs)


class Operation(Protocol):
    """One method of one path."""

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Return the answer or raise an ApiError."""


@dataclass(frozen=True, slots=True)
class WithoutBody(Generic[Found]):
    """An operation without a request body: ``find`` what the path names, then ``handle`` it."""

    find: Callable[[Call], Found]
    handle: Callable[[Call, Found], Response]
    bearer: bool = True
    roles: Roles = DATA_ADMIN

    async def answer(self, call: Call, receive: Receive) -> Response:  # noqa: ARG002
        """Return the handler's answer."""
        if self.bearer:
            authorise(call, self.roles)
        return self.handle(call, self.find(call))


@dataclass(frozen=True, slots=True)
class WithBody(Generic[Found, Body]):
    """An operation with a JSON body of one model and one media type."""

    find: Callable[[Call], Found]
    model: type[Body]
    handle: Callable[[Call, Found, Body], Response]
    media_type: str = JSON
    bearer: bool = True
    roles: Roles = DATA_ADMIN

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Return the handler's answer."""
        if self.bearer:
            authorise(call, self.roles)
        found = self.find(call)
        require_media_type(call.scope, self.media_type)
        body = validate(self.model, parse_json(await read_body(call.scope, receive)))
        return self.handle(call, found, body)


def nothing(_: Call) -> None:
    """Find nothing, for a path that names nothing."""


class Endpoint:
    """An ASGI application for one path: picks the operation of the method."""

    def __init__(self, mock: Mock, **operations: Operation) -> None:
        self._mock = mock
        self._operations = operations
        if "GET" in operations:
            self._operations = {**operations, "HEAD": operations["GET"]}
        self._allow = ", ".join(sorted([*self._operations, "OPTIONS"]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            response = await self._answer(scope, receive)
        except ApiError as refusal:
            response = refusal.response(self._mock.ids.trace())
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        operation = self._operations.get(scope["method"])
        if operation is not None:
            return await operation.answer(Call(self._mock, scope), receive)
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers={"allow": self._allow})
        raise method_not_allowed(self._allow)


def authorise(call: Call, roles: Roles) -> None:
    """Raise the 401 or 403 refusal unless there is a good bearer token for the environment in the path.

    The worker application that it was issued to has to hold one of ``roles``. A path without an environment takes
    the token of any.
    """
    environment_id = call.mock.tokens.environment_of(bearer_token(call), call.now)
    if environment_id is None:
        raise invalid_token()
    if environment_id != call.params.get("environment_id", environment_id):
        raise forbidden()
    environment = call.mock.store.environments.get(environment_id)
    if environment is not None and roles.isdisjoint(environment.roles):
        raise forbidden()


def bearer_token(call: Call) -> bytes:
    """Return the bearer token of a request; without one an empty text, which is no good token."""
    scheme, _, token = (header(call.scope, b"authorization") or b"").partition(b" ")
    return token.strip() if scheme.lower() == b"bearer" else b""


def _origin(scope: Scope) -> str:
    host: bytes | None = header(scope, b"host")
    if host is None or not _HOST.fullmatch(host):
        server: Any = scope.get("server") or ("localhost", None)
        host = f"{server[0]}:{server[1]}".encode() if server[1] else str(server[0]).encode()
    return f"{scope['scheme']}://{host.decode('ascii')}"
