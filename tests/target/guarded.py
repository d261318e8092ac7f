"""A session behind the guard of a tenant, whose target is a function of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from pingone_conformance.spec import load_description
from pingone_conformance.target.guard import Guard
from pingone_conformance.target.ledger import Ledger, Place, State
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.transports import Recorder

from .served import ENVIRONMENT, settings

RUN = "0a1b2c3d"
PREFIX = f"p1c-{RUN}-"
OWN = "11111111-1111-4111-8111-111111111111"
OTHERS = "99999999-9999-4999-8999-999999999999"
CONNECTION = Connection("https://api.test/v1", "https://auth.test", ENVIRONMENT, "client", "secret")

Answer = Callable[[httpx.Request], httpx.Response]


def made(request: httpx.Request) -> httpx.Response:
    """An answer to a create, with an id."""
    return httpx.Response(201, json={"id": OWN})


@dataclass
class Guarded:
    """A session, its guard and its ledger; `sent` are the requests that went out."""

    api: Session
    guard: Guard
    ledger: Ledger
    answer: Answer = made
    sent: list[httpx.Request] = field(default_factory=list)

    def states(self) -> list[str]:
        """The state of each thing in the ledger, oldest first."""
        rows = self.ledger._read("SELECT state FROM things ORDER BY number")
        return [str(State(state)) for (state,) in rows]

    def own(self, id_: str = OWN, operation: str = "createUser", **path: str) -> str:
        """Write a thing into the ledger as created by this run."""
        number = self.ledger.intend(operation, path, f"{PREFIX}own")
        self.ledger.made(number, id_)
        return id_


@contextmanager
def guarded(folder: Path, **tenant: object) -> Iterator[Guarded]:
    """Open a session behind a guard with these settings."""
    chosen = settings(**tenant)
    place = Place(CONNECTION.api_path, CONNECTION.auth_path, ENVIRONMENT)
    with Ledger.open(folder, RUN, place) as ledger:
        guard = Guard(load_description(), chosen, ENVIRONMENT, ledger)
        recorder = Recorder(CONNECTION.api_path, CONNECTION.auth_path)

        def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/as/token"):
                return httpx.Response(200, json={"access_token": "token", "expires_in": 3600})
            found.sent.append(request)
            return found.answer(request)

        api = Session(load_description(), CONNECTION, recorder, httpx.MockTransport(respond), guard)
        found = Guarded(api, guard, ledger)
        try:
            yield found
        finally:
            api.close()
