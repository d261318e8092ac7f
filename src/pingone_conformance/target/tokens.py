"""Bearer tokens: how they are asked for, and how long they are good."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

import httpx

from pingone_conformance.exchange import API_PATH_VARIABLE, AUTH_PATH_VARIABLE, TOKEN_VARIABLE
from pingone_conformance.findings import Untested
from pingone_conformance.spec import Operation
from pingone_conformance.target.client_authentication import (
    BASIC,
    basic_authorization,
    client_credentials,
)

__all__ = [
    "TIMEOUT",
    "TOKEN_OPERATION",
    "Access",
    "Connection",
    "Grant",
    "WorkerToken",
    "basic_authorization",
    "token_refusal",
    "token_request",
]

TOKEN_OPERATION = "createToken"  # noqa: S105 - the name of an operation, not a token
TIMEOUT = httpx.Timeout(30).as_dict()
"""What every request is given, in the form of httpx' extension."""

_MARGIN_SECONDS = 30.0
_MARGIN_OF_LIFE = 0.25
_MAX_ERROR_BYTES = 64 * 1024
_ERRORS = frozenset(
    {
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
        "invalid_scope", "access_denied", "server_error", "temporarily_unavailable",
    }
)  # fmt: skip


class Access(Protocol):
    """Where a session sends to, and how it gets a token there."""

    @property
    def token_operation(self) -> str:
        """The operationId of asking for a token."""

    @property
    def token_endpoint(self) -> str:
        """The address where tokens are asked for."""

    @property
    def path_defaults(self) -> Mapping[str, str]:
        """Path parameters that a call need not name."""

    @property
    def variables(self) -> Mapping[str, str]:
        """Addresses, and the variables of a shell that stand for them in what is recorded."""

    @property
    def token_variable(self) -> str:
        """The variable that stands for a token there."""

    @property
    def timeout(self) -> float:
        """The seconds that the target has for an answer."""

    @property
    def settles(self) -> bool:
        """Whether what was just created there may not be found everywhere at once."""

    def base(self, operation: Operation) -> str:
        """The address that the path of an operation is below."""

    def grant_request(self) -> tuple[dict[str, str], dict[str, str]]:
        """Headers and form of a request for a token; raises `ConformanceError` where what signs it is of no use."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a target is and as whom the suite speaks to it.

    `client_authentication` is one of `METHODS` of `client_authentication.py`; `private_key` is the file and
    `private_key_id` the `kid` that the last of them signs with; `timeout` is the seconds that the target has for an
    answer; `settles` says that what was just created there may not be found everywhere at once.
    """

    api_path: str
    auth_path: str
    environment_id: str
    client_id: str
    client_secret: str = field(repr=False)
    population_id: str = ""
    client_authentication: str = BASIC
    private_key: Path | None = None
    private_key_id: str = ""
    timeout: float = 30.0
    settles: bool = False

    @property
    def token_endpoint(self) -> str:
        """The address where tokens are asked for ("Get an access token")."""
        return f"{self.auth_path}/{self.environment_id}/as/token"

    @property
    def token_operation(self) -> str:
        """Create Token."""
        return TOKEN_OPERATION

    @property
    def path_defaults(self) -> Mapping[str, str]:
        """The environment."""
        return {"envID": self.environment_id}

    @property
    def variables(self) -> Mapping[str, str]:
        """The two addresses, and what stands for them in what is recorded."""
        return {self.api_path: API_PATH_VARIABLE, self.auth_path: AUTH_PATH_VARIABLE}

    @property
    def token_variable(self) -> str:
        """The variable that stands for a token."""
        return TOKEN_VARIABLE

    def base(self, operation: Operation) -> str:
        """The address of the API, or that of the auth host."""
        return self.auth_path if operation.on_auth_host else self.api_path

    def grant_request(self) -> tuple[dict[str, str], dict[str, str]]:
        """Client credentials ("Get an access token"). Raises `ConformanceError` as `client_credentials` does."""
        headers, credentials = client_credentials(self)
        return headers, {"grant_type": "client_credentials", **credentials}


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, when it was asked for (`time.monotonic`), and for how many seconds its issuer says that it is good."""

    token: str
    asked: float
    seconds: float

    @classmethod
    def of(cls, answer: httpx.Response, asked: float) -> Self:
        """What an answer of the token endpoint grants; raises `ValueError` when it has no token or no lifetime."""
        try:
            body = answer.json()
            return cls(str(body["access_token"]), asked, int(body["expires_in"]))
        except (KeyError, TypeError, OverflowError) as error:
            raise ValueError("no token") from error

    @property
    def good(self) -> bool:
        """Whether the token will be good a while longer: half a minute, or a quarter of a short life."""
        margin = min(_MARGIN_SECONDS, self.seconds * _MARGIN_OF_LIFE)
        return time.monotonic() <= self.asked + self.seconds - margin


class WorkerToken(httpx.Auth):
    """Adds a token that is fetched when needed and kept until shortly before it expires.

    A request that is refused with 401 is sent again with a new token, once: the old one may have expired on the way, or
    have been withdrawn. `take_back` is told of that first answer. Where the new token is refused, too, its answer
    stands, and so does every other 401 until a token is accepted again.
    """

    requires_response_body = True

    def __init__(self, connection: Access, take_back: Callable[[httpx.Response], None]) -> None:
        self._connection = connection
        self._take_back = take_back
        self._in_vain = False
        self.grant: Grant | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Fetch a token first when there is none that still holds, then add it to the request."""
        grant = self.grant
        fresh = grant is None or not grant.good
        if grant is None or not grant.good:
            grant = yield from self._fetch(request)
        answer = yield _with(request, grant)
        # It was good when the request was made; waiting for the target may have outlasted it.
        outlasted = not grant.good
        if self._is_refused(answer) and (outlasted or not (fresh or self._in_vain)):
            self._take_back(answer)
            grant = yield from self._fetch(request)
            answer = yield _with(request, grant)
            self._in_vain = self._is_refused(answer)
        elif not self._is_refused(answer):
            self._in_vain = False

    @staticmethod
    def _is_refused(answer: httpx.Response) -> bool:
        return answer.status_code == httpx.codes.UNAUTHORIZED

    def _fetch(self, wanting: httpx.Request) -> Generator[httpx.Request, httpx.Response, Grant]:
        timeout = wanting.extensions.get("timeout", TIMEOUT)
        asked = time.monotonic()
        return self.accept((yield token_request(self._connection, timeout)), asked)

    def accept(self, answer: httpx.Response, asked: float) -> Grant:
        """Keep the token of an answer of the token endpoint; raises `Untested` when it has none."""
        try:
            self.grant = Grant.of(answer, asked)
        except ValueError:
            refusal = token_refusal(answer, self._connection.token_operation)
            raise Untested(f"blocked: {refusal}") from None
        return self.grant


def token_request(connection: Access, timeout: Mapping[str, float | None] = TIMEOUT) -> httpx.Request:
    """The request for a token of a connection.

    It is sent as part of another one, so `timeout`, in the form of httpx' extension, has to come from there.
    Raises `ConformanceError` as `Access.grant_request` does.
    """
    headers, form = connection.grant_request()
    return httpx.Request(
        "POST",
        connection.token_endpoint,
        headers=headers,
        data=form,
        extensions={"operation": connection.token_operation, "timeout": dict(timeout)},
    )


def token_refusal(answer: httpx.Response, operation: str = TOKEN_OPERATION) -> str:
    """What to say of an answer that has no token: its status and, where it is one, its OAuth error code.

    Of the answer nothing but a code that RFC 6749, section 5.2, knows is repeated: it may quote the request.
    """
    said = f"{operation} answered {answer.status_code} without a token"
    try:
        error = answer.json()["error"] if len(answer.content) <= _MAX_ERROR_BYTES else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return said
    return f"{said}: {error}" if isinstance(error, str) and error in _ERRORS else said


def _with(request: httpx.Request, grant: Grant) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {grant.token}"
    return request
