"""One look at a tenant: what has been learned so far, and the requests that learn more. All of them are reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from pingone_conformance.config import Settings, TenantSettings
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.trouble import LINE_ERRORS, explained
from pingone_conformance.findings import ConformanceError
from pingone_conformance.target.bounded import BoundedTransport
from pingone_conformance.target.line import build_transport
from pingone_conformance.target.platform import Platform
from pingone_conformance.target.tokens import Connection

LONGEST_SECONDS = 10.0
"""No answer is waited for longer, whatever the settings grant a run."""

_MAX_BYTES = 2_000_000
_SHORTEST_SECRET = 4


class NoAnswer(Exception):  # noqa: N818 - an outcome of a request, not an error of ours
    """A request had no answer; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


@dataclass
class Visit:
    """What is known of a tenant while it is looked at.

    A check leaves what it learned for the ones behind it. `closed` has the reason why nothing more can be asked of it,
    empty while it can.
    """

    settings: Settings
    client: httpx.Client
    no_line: ConformanceError | None = None
    """Why there is no way to the tenant."""
    proxy: str = ""
    """The proxy that requests go through; it may hold a password."""
    closed: str = ""
    dates: list[tuple[float, str]] = field(default_factory=list)
    """Time on this machine (seconds since 1970) half-way through a request, and the Date header of its answer."""
    token: str = ""
    environment: Mapping[str, Any] | None = None
    roles: frozenset[str] | None = None
    requests: int = 0
    limited: int = 0
    """Answers 429."""
    secrets: set[str] = field(default_factory=set, repr=False)
    """What was learned that nobody may see, beside the token."""

    @property
    def tenant(self) -> TenantSettings:
        """The settings that are about the tenant."""
        return self.settings.tenant

    @property
    def connection(self) -> Connection:
        """The tenant as what speaks to it wants it."""
        tenant = self.tenant
        return Connection(
            tenant.api_path,
            tenant.auth_path,
            tenant.environment_id,
            tenant.client_id,
            tenant.client_secret,
            population_id=tenant.population_id,
            client_authentication=tenant.client_authentication,
            private_key=tenant.private_key,
            private_key_id=tenant.private_key_id,
        )

    @property
    def environment_url(self) -> str:
        """The address of the environment, which all of the API's paths begin with."""
        return f"{self.tenant.api_path}/environments/{self.tenant.environment_id}"

    def ask_platform(self, call: Callable[[Platform], httpx.Response]) -> httpx.Response:
        """Read what the platform around the API knows. Raises `NoAnswer`."""
        with self.asking(self.environment_url):
            return call(Platform(self.client, self.connection, _Bearer(self.token)))

    def count(self, answer: httpx.Response) -> None:
        """Count an answer."""
        self.requests += 1
        self.limited += answer.status_code == httpx.codes.TOO_MANY_REQUESTS

    def read(self, url: str) -> httpx.Response:
        """GET an address with the token, if there is one. Raises `NoAnswer`."""
        with self.asking(url):
            return self.client.get(url, auth=_Bearer(self.token))

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises `NoAnswer` with the reason and what to do."""
        with self.asking(str(request.url)):
            return self.client.send(request)

    @contextmanager
    def asking(self, url: str) -> Iterator[None]:
        """Turn what a request raises into `NoAnswer`."""
        try:
            yield
        except LINE_ERRORS as error:
            message, hint = explained(error, url, self.proxy)
        except ConformanceError as error:
            message, hint = error.message, error.hint
        else:
            return
        raise NoAnswer(self.scrubbed(message), self.scrubbed(hint))

    def not_made(self, *names: str) -> Iterator[Diagnosis]:
        """Say of checks that they were not made, and why."""
        for name in names:
            yield Diagnosis(name, "unknown", f"not checked: {self.closed}")

    def scrubbed(self, text: str) -> str:
        """A text without any secret of this visit."""
        for secret in self._secrets():
            text = text.replace(secret, "***")
        return re.sub(r"//[^/@\s]*@", "//***@", text)

    def _secrets(self) -> Iterator[str]:
        tenant = self.tenant
        hooks = (tenant.verification_hook, tenant.flow_hook)
        own = (tenant.client_secret, tenant.aic_service_account_key, self.token, self.proxy)
        hidden = (*self.secrets, *own, *hooks)
        people = (tenant.notify_email, tenant.notify_phone)
        # What is shorter than this would blot out words of our own.
        yield from sorted(
            (text for text in hidden + people if len(text) >= _SHORTEST_SECRET), key=len, reverse=True
        )


@contextmanager
def visiting(settings: Settings, transport: httpx.BaseTransport | None) -> Iterator[Visit]:
    """Open a visit whose requests go through this transport or the way that the settings name; close it at the end."""
    no_line = None
    try:
        line = transport or build_transport(settings.tenant)
    except ConformanceError as error:
        no_line, line = error, httpx.MockTransport(_nothing)
    seconds = min(settings.tenant.timeout, LONGEST_SECONDS)
    bounded = BoundedTransport(line, max_bytes=_MAX_BYTES, max_seconds=2 * seconds)
    with httpx.Client(transport=bounded, follow_redirects=False) as client:
        visit = Visit(settings, client, no_line)

        def hurry(request: httpx.Request) -> None:
            # Requests of a run bring the timeout of a run.
            request.extensions = {**request.extensions, "timeout": httpx.Timeout(seconds).as_dict()}

        client.event_hooks = {"request": [hurry], "response": [visit.count]}
        yield visit


def _nothing(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("there is no line", request=request)


class _Bearer(httpx.Auth):
    """Adds the token of a visit; it is never renewed, for a visit is short."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token, if there is one."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        yield request
