"""Sends operations of the description to a target: the one way out."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote

import httpx

from pingone_conformance.exchange import Exchange
from pingone_conformance.findings import Untested
from pingone_conformance.spec import Description
from pingone_conformance.target.transports import Recorder, RecordingTransport

_EXPIRY_MARGIN_SECONDS = 30
_TIMEOUT = httpx.Timeout(30).as_dict()


class Default(Enum):
    """Stands for 'as documented' where None means 'leave it out'."""

    AS_DOCUMENTED = "as documented"


AS_DOCUMENTED = Default.AS_DOCUMENTED


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a target is and as whom the suite speaks to it."""

    api_path: str
    auth_path: str
    environment_id: str
    client_id: str
    client_secret: str
    population_id: str = ""


class WorkerToken(httpx.Auth):
    """Bearer tokens by client credentials, fetched when needed and kept until shortly before they expire."""

    requires_response_body = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.token = ""
        self._expires = 0.0

    def forget(self) -> None:
        """Fetch a new token before the next request."""
        self.token = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Fetch a token first when there is none that still holds, then add it to the request."""
        if not self.token or time.monotonic() > self._expires:
            self.accept((yield self._token_request()))
        request.headers["Authorization"] = f"Bearer {self.token}"
        yield request

    def _token_request(self) -> httpx.Request:
        connection = self._connection
        return httpx.Request(
            "POST",
            f"{connection.auth_path}/{connection.environment_id}/as/token",
            headers={"Authorization": basic_authorization(connection)},
            data={"grant_type": "client_credentials"},
            extensions={"operation": "createToken", "timeout": _TIMEOUT},
        )

    def accept(self, answer: httpx.Response) -> None:
        """Keep the token of an answer of the token endpoint; raises `Untested` when it has none."""
        try:
            body = answer.json()
            self.token = str(body["access_token"])
            self._expires = time.monotonic() + int(body["expires_in"]) - _EXPIRY_MARGIN_SECONDS
        except (ValueError, KeyError, TypeError):
            raise Untested(f"blocked: createToken answered {answer.status_code} without a token") from None


class Session:
    """Calls operations by their operationId.

    `call` fills the path, adds the documented content type and a bearer token where the operation takes one; each of
    these can be replaced, or left out with None.
    """

    def __init__(
        self,
        description: Description,
        connection: Connection,
        recorder: Recorder,
        transport: httpx.BaseTransport,
    ) -> None:
        self.description = description
        self.connection = connection
        self.recorder = recorder
        self._auth = WorkerToken(connection)
        self._client = httpx.Client(
            transport=RecordingTransport(transport, recorder),
            headers={"Accept": "*/*"},
            follow_redirects=False,
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

        `json` or `content` is the body; `path` holds path parameters by their documented names (`envID` defaults to the
        environment of the connection). Raises `TargetUnreachable` when nothing answers, `KeyError` for a path
        parameter that is missing.
        """
        operation = self.description.operation(operation_id)
        sent = dict(headers or {})
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
        request = self._client.build_request(
            operation.method if method is AS_DOCUMENTED else method,
            self.url(operation_id, **path),
            headers=sent,
            content=content,
            params=params,
            extensions={"operation": operation_id, "timeout": _TIMEOUT},
        )
        return self._client.send(request, auth=auth)

    def url(self, operation_id: str, /, **path: str) -> str:
        """The address of an operation."""
        operation = self.description.operation(operation_id)
        values = {"envID": self.connection.environment_id, **path}
        base = self.connection.auth_path if operation.on_auth_host else self.connection.api_path
        filled = operation.path
        for name in operation.path_parameters:
            filled = filled.replace(f"{{{name}}}", _segment(values[name]))
        return base + filled

    def token(self) -> str:
        """A bearer token as the target issues it, for tests that send tokens by hand."""
        answer = self.call(
            "createToken",
            content=b"grant_type=client_credentials",
            authorization=basic_authorization(self.connection),
        )
        self._auth.accept(answer)
        return self._auth.token

    def use_token(self, token: str) -> None:
        """Send this token, as issued before, with the next requests."""
        self._auth.token = token

    def forget_token(self) -> None:
        """Fetch a new token before the next request."""
        self._auth.forget()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _segment(value: str) -> str:
    # A dot or two would be taken for a step within the path.
    return quote(value, safe="") if value.strip(".") else value.replace(".", "%2E")


def exchange_of(response: httpx.Response) -> Exchange | None:
    """The redacted record of an answer that came through a session."""
    exchange = response.extensions.get("exchange")
    return exchange if isinstance(exchange, Exchange) else None


def basic_authorization(connection: Connection) -> str:
    """The Authorization header with which a worker application asks for a token (RFC 7617, section 2)."""
    request = httpx.Request("GET", "http://x")
    auth = httpx.BasicAuth(connection.client_id, connection.client_secret)
    return next(auth.auth_flow(request)).headers["Authorization"]
