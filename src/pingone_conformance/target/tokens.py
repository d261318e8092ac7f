"""Bearer tokens by client credentials: how they are asked for, and how long they are good."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Self

import httpx

from pingone_conformance.findings import Untested

TOKEN_OPERATION = "createToken"  # noqa: S105 - the name of an operation, not a token
TIMEOUT = httpx.Timeout(30).as_dict()
"""What every request is given, in the form of httpx' extension."""

_MARGIN_SECONDS = 30.0
_MARGIN_OF_LIFE = 0.25


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a target is and as whom the suite speaks to it."""

    api_path: str
    auth_path: str
    environment_id: str
    client_id: str
    client_secret: str
    population_id: str = ""


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

    A request that is refused with 401 while its token is about to expire is sent again with a new one, once;
    `take_back` is told of that first answer.
    """

    requires_response_body = True

    def __init__(self, connection: Connection, take_back: Callable[[httpx.Response], None]) -> None:
        self._connection = connection
        self._take_back = take_back
        self.grant: Grant | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Fetch a token first when there is none that still holds, then add it to the request."""
        grant = self.grant
        if grant is None or not grant.good:
            grant = yield from self._fetch()
        request.headers["Authorization"] = f"Bearer {grant.token}"
        answer = yield request
        # It was good when the request was made; waiting for the target may have outlasted it.
        if answer.status_code == httpx.codes.UNAUTHORIZED and not grant.good:
            self._take_back(answer)
            grant = yield from self._fetch()
            request.headers["Authorization"] = f"Bearer {grant.token}"
            yield request

    def _fetch(self) -> Generator[httpx.Request, httpx.Response, Grant]:
        asked = time.monotonic()
        return self.accept((yield self._token_request()), asked)

    def _token_request(self) -> httpx.Request:
        connection = self._connection
        return httpx.Request(
            "POST",
            f"{connection.auth_path}/{connection.environment_id}/as/token",
            headers={"Authorization": basic_authorization(connection)},
            data={"grant_type": "client_credentials"},
            extensions={"operation": TOKEN_OPERATION, "timeout": TIMEOUT},
        )

    def accept(self, answer: httpx.Response, asked: float) -> Grant:
        """Keep the token of an answer of the token endpoint; raises `Untested` when it has none."""
        try:
            self.grant = Grant.of(answer, asked)
        except ValueError:
            raise Untested(f"blocked: createToken answered {answer.status_code} without a token") from None
        return self.grant


def basic_authorization(connection: Connection) -> str:
    """The Authorization header with which a worker application asks for a token (RFC 7617, section 2)."""
    request = httpx.Request("GET", "http://x")
    auth = httpx.BasicAuth(connection.client_id, connection.client_secret)
    return next(auth.auth_flow(request)).headers["Authorization"]
