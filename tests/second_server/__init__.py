"""A second server that keeps what the documents promise, as differently from the mock as they allow.

It was written from the documents alone and shares no code with the mock or with the checks. Wherever the documents
leave a freedom it takes another one: what a conformance suite holds against it is a mistake of the suite.
`tests/test_second_server.py` shows the differences.

* In process: `InProcessTransport(create_app("7", domain="second.example"))`.
* Behind a socket: `python -m tests.second_server --port 8081`, then
  `pytest suites --pingone-mock-url http://127.0.0.1:8081`.
* Under the whole suite, started afresh for each test: `python -m pytest suites -p tests.second_server.plugin`.
"""

from __future__ import annotations

from .app import SecondServer


def create_app(
    seed: str | None = None, *, domain: str | None = None, token_seconds: int = 3600
) -> SecondServer:
    """A fresh server as an ASGI application.

    The same seed gives the same ids. With a domain, the API, its links, sign-on and the web application are on four
    hosts of it, which no name server has to know in process; without one, they all have the host of the request.
    """
    return SecondServer(seed, domain, token_seconds)
