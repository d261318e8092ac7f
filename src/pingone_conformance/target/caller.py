"""Sends operations of a description to a target: the one way out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import Enum
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import httpx

from pingone_conformance.findings import NotCarriedOut, Untested
from pingone_conformance.spec import Description, Operation
from pingone_conformance.target.tokens import Access, Grant, WorkerToken
from pingone_conformance.target.transports import Recorder, RecordingTransport

_REFUSALS_OF_A_TOKEN = (401, 403)


class Default(Enum):
    """Stands for 'as documented' where None means 'leave it out'."""

    AS_DOCUMENTED = "as documented"


AS_DOCUMENTED = Default.AS_DOCUMENTED


class Gate(Protocol):
    """Decides what may be sent, and hears what came of it: `target.guard.Guard` is one."""

    def admit(
        self,
        operation_id: str,
        method: str,
        path: Mapping[str, str],
        content: bytes | None,
        params: httpx.QueryParams,
    ) -> int | None:
        """The number of a creation that is about to be sent, None for other requests; raises `Untested`."""

    def settle(
        self, operation_id: str, path: Mapping[str, str], number: int | None, answer: httpx.Response
    ) -> None:
        """Hear of the answer."""

    def nothing_came_of(self, number: int) -> None:
        """Hear that a creation was not carried out."""


class Caller:
    """Calls operations of a description by their operationId.

    `call` fills the path, adds the documented content type and a bearer token where the operation takes one; each of
    these can be replaced, or left out with None.
    """

    connection: Access
    guard: Gate | None

    def __init__(
        self,
        description: Description,
        connection: Access,
        recorder: Recorder,
        transport: httpx.BaseTransport,
        guard: Gate | None = None,
    ) -> None:
        self.description = description
        self.guard = guard
        self.connection = connection
        self.recorder = recorder
        self.cleaning_up = False
        """Whether what is sent from now on takes back what the run did: no maximum ends that."""
        self._auth = WorkerToken(connection, recorder.take_back)
        self._client = httpx.Client(
            transport=RecordingTransport(transport, recorder, settles=connection.settles),
            headers={"Accept": "*/*"},
            # A test sends what it says, and nothing that an answer left behind.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            follow_redirects=False,
            event_hooks={"request": [self._mark]},
        )

    def call(  # noqa: PLR0913 - one for each part of a request
        self,
        operation_id: str,
        /,
        *,
        method: str | Default = AS_DOCUMENTED,
        json: Any = AS_DOCUMENTED,
        content: bytes | None = None,
        content_type: str | Default | None = AS_DOCUMENTED,
        authorization: str | Default | None = AS_DOCUMENTED,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        **path: str,
    ) -> httpx.Response:
        """Send one request and return its answer, whatever its status.

        `json` or `content` is the body; `path` holds path parameters by their documented names (`envID` or `realm`
        default to the place of the connection). Raises `TargetUnreachable` when nothing answers, `NetworkTrouble` when
        a bad line kept the answer back, `Untested` when a busy target did or the request may not be sent to a tenant,
        `KeyError` for a path parameter that is missing.
        """
        operation = self.description.operation(operation_id)
        path = {**self.connection.path_defaults, **path}
        sent = {**self._usual_headers(operation, path), **(headers or {})}
        if json is not AS_DOCUMENTED:
            # httpx takes None for no body; here it is JSON's null.
            content = b"null" if json is None else httpx.Request("POST", "http://x", json=json).content
        if content_type is AS_DOCUMENTED:
            content_type = operation.media_type if content is not None else None
        if content_type is not None:
            sent["Content-Type"] = content_type
        auth: httpx.Auth | None = None
        if authorization is AS_DOCUMENTED:
            auth = self._auth if operation.secured else None
        elif authorization is not None:
            sent["Authorization"] = authorization
        method = operation.method if method is AS_DOCUMENTED else method
        request = self._client.build_request(
            method,
            self.url(operation_id, **path),
            headers=sent,
            content=content,
            params=params,
            extensions={"operation": operation_id, "own_token": auth is not None},
        )
        asked = time.monotonic()
        answer = self._send(request, auth, path)
        if operation_id == self.connection.token_operation:
            self._remember(answer, asked)
        elif answer.status_code in _REFUSALS_OF_A_TOKEN:
            self._check_tokens_age(answer)
        return answer

    def url(self, operation_id: str, /, **path: str) -> str:
        """The address of an operation."""
        operation = self.description.operation(operation_id)
        path = {**self.connection.path_defaults, **path}
        filled = operation.path
        for name in operation.path_parameters:
            filled = filled.replace(f"{{{name}}}", _segment(path[name]))
        return self.connection.base(operation) + filled

    def token(self) -> str:
        """A bearer token as the target issues it, for tests that send tokens by hand."""
        asked = time.monotonic()
        answer = self.call(self.connection.token_operation, **self.token_arguments())
        return self._auth.accept(answer, asked).token

    def token_arguments(self) -> dict[str, Any]:
        """The arguments of `call` that ask for a token."""
        headers, form = self.connection.grant_request()
        content = urlencode(form).encode()
        return {"content": content, "authorization": headers.get("Authorization")}

    @property
    def grant(self) -> Grant | None:
        """The token that the next request will carry, if there is one."""
        return self._auth.grant

    def use(self, grant: Grant) -> None:
        """Send this token, as issued before, with the next requests, as long as it is good."""
        self._auth.grant = grant

    def forget_token(self) -> None:
        """Fetch a new token before the next request."""
        self._auth.grant = None

    def _send(
        self, request: httpx.Request, auth: httpx.Auth | None, path: Mapping[str, str]
    ) -> httpx.Response:
        guard = self.guard
        if guard is None:
            return self._client.send(request, auth=auth)
        operation_id = request.extensions["operation"]
        number = guard.admit(operation_id, request.method, path, request.content, request.url.params)
        request.extensions["creates"] = number is not None
        try:
            answer = self._client.send(request, auth=auth)
        except NotCarriedOut:
            if number is not None:
                guard.nothing_came_of(number)
            raise
        guard.settle(operation_id, path, number, answer)
        return answer

    def _mark(self, request: httpx.Request) -> None:
        # Also what is sent on the way to an answer: requests for a token, reads of the platform.
        request.extensions["timeout"] = httpx.Timeout(self.connection.timeout).as_dict()
        request.extensions["clean_up"] = self.cleaning_up
        request.extensions["access"] = self.connection

    def _usual_headers(self, operation: Operation, path: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002
        """The headers that a request of an operation has unless it is told otherwise."""
        return {}

    def _remember(self, answer: httpx.Response, asked: float) -> None:
        try:
            grant = Grant.of(answer, asked)
        except ValueError:
            return
        self.recorder.granted[grant.token] = grant

    def _check_tokens_age(self, answer: httpx.Response) -> None:
        # A test holds a token for as long as a slow target takes; refused for its age, it shows nothing.
        scheme, _, token = answer.request.headers.get("Authorization", "").partition(" ")
        grant = self.recorder.granted.get(token)
        if grant is not None and scheme.lower() == "bearer" and not grant.good:
            raise Untested(f"blocked: a token that is good for {grant.seconds:g} s grew too old meanwhile")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _segment(value: str) -> str:
    # A dot or two would be taken for a step within the path.
    return quote(value, safe="") if value.strip(".") else value.replace(".", "%2E")
