"""A request and its answer as a fault sees them: to be read, and to be changed in place."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

from pingone_conformance.mock.bodies import media_type
from pingone_conformance.mock.faults.operations import Route
from pingone_conformance.mock.state import Mock

HEADER_NAMES = "pingone_conformance.header_names"
"""Extension of an ASGI scope: header names in their letter case, which ASGI itself does not keep."""

_UNREAD = object()


class _Content:
    """A body that is JSON or bytes, whichever was written last."""

    def __init__(self, body: bytes) -> None:
        self._body = self._original = body
        self._json: Any = _UNREAD

    @property
    def body(self) -> bytes:
        """The bytes; writing them replaces the JSON."""
        return self._body if self._json is _UNREAD else orjson.dumps(self._json)

    @body.setter
    def body(self, body: bytes) -> None:
        self._body, self._json = body, _UNREAD

    @property
    def json(self) -> Any:
        """The JSON, to be changed in place or replaced; an empty object where the body is none."""
        if self._json is _UNREAD:
            try:
                self._json = orjson.loads(self._body)
            except orjson.JSONDecodeError:
                return {}
        return self._json

    @json.setter
    def json(self, content: Any) -> None:
        self._json = content

    @property
    def body_changed(self) -> bool:
        """Whether the body says something else than at first."""
        if self._json is _UNREAD:
            return self._body != self._original
        try:
            return bool(self._json != orjson.loads(self._original))
        except orjson.JSONDecodeError:
            return True

    def member(self, path: str) -> Any:
        """Return what stands at a path such as ``requirements.email.options``, None where nothing does."""
        node = self.json
        for name in path.split("."):
            node = node.get(name) if isinstance(node, dict) else None
        return node


class Request(_Content):
    """What a client asks. ``path`` and ``query`` hold parameters by name, ``memory`` lasts until the mock's reset."""

    def __init__(self, mock: Mock, scope: Scope, body: bytes, route: Route, path: dict[str, str]) -> None:
        super().__init__(body)
        self.mock = mock
        self.route = route
        self.path = path
        self.memory = mock.fault_memory
        self.method: str = scope["method"]
        self.headers = MutableHeaders(raw=list(scope["headers"]))
        self.query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        self._scope = scope
        self._given = self.method, dict(path), dict(self.query), list(self.headers.raw)

    @property
    def operation(self) -> str:
        """The operationId."""
        return self.route.operation

    @property
    def header_names(self) -> list[bytes]:
        """The names of the headers as the client wrote them, where the server that runs the mock says so."""
        told: list[bytes] | None = self._scope.get("extensions", {}).get(HEADER_NAMES)
        return [name for name, _ in self.headers.raw] if told is None else told

    @property
    def media_type(self) -> str:
        """The media type in lower case, without parameters; empty where there is none."""
        return media_type({"headers": self.headers.raw})

    @property
    def changed(self) -> bool:
        """Whether a fault has changed anything."""
        return self.body_changed or self._given != (self.method, self.path, self.query, self.headers.raw)

    def scope(self) -> Scope:
        """Return the ASGI scope of the request as it is now."""
        scope = {**self._scope, "method": self.method, "headers": self.headers.raw}
        _, path, query, _ = self._given
        if path != self.path:
            scope["path"] = self.route.path(self.path)
            scope["raw_path"] = scope["path"].encode("ascii")
        if query != self.query:
            scope["query_string"] = urlencode(self.query).encode("ascii")
        if self.body_changed:
            self.headers["content-length"] = str(len(self.body))
        return scope


class Answer(_Content):
    """What the mock answers."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        super().__init__(body)
        self.status = status
        self.headers = MutableHeaders(raw=headers)
        self._given = status, list(headers)

    @property
    def ok(self) -> bool:
        """Whether the request was accepted."""
        return self.status < 300

    @property
    def changed(self) -> bool:
        """Whether a fault has changed anything."""
        return self.body_changed or self._given != (self.status, self.headers.raw)

    def messages(self) -> list[Message]:
        """Return the ASGI messages that send the answer."""
        body = self.body
        if "content-length" in self.headers:
            self.headers["content-length"] = str(len(body))
        return [
            {"type": "http.response.start", "status": self.status, "headers": self.headers.raw},
            {"type": "http.response.body", "body": body},
        ]
