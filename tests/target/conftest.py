"""A session whose target is a function of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from pingone_conformance.spec import load_description
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.transports import Recorder

CONNECTION = Connection("https://api.test/v1", "https://auth.test", "env", "client", "canary-client-secret")

Answer = Callable[[httpx.Request], httpx.Response]
Open = Callable[[Answer], Session]


@pytest.fixture
def session() -> Iterator[Open]:
    """Opens sessions; a token is granted unless the function answers for the token endpoint, too."""
    opened: list[Session] = []

    def open_session(answer: Answer) -> Session:
        def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/as/token") and not getattr(answer, "grants", False):
                return httpx.Response(200, json={"access_token": "canary-token", "expires_in": 3600})
            return answer(request)

        recorder = Recorder(CONNECTION.api_path, CONNECTION.auth_path)
        opened.append(Session(load_description(), CONNECTION, recorder, httpx.MockTransport(respond)))
        return opened[-1]

    yield open_session
    for one in opened:
        one.close()
