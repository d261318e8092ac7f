"""A pytest plugin that writes down every request as it was sent, secrets included: `-p tests.request_log`."""

from __future__ import annotations

import httpx
import pytest

from pingone_conformance.exchange import Exchange
from pingone_conformance.plugin.keys import TARGET

NAME = "requests.log"


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Listen to what the target's recorder is told."""
    target = session.config.stash.get(TARGET, None)
    if target is None:
        return
    record = target.recorder.record
    log = (session.config.rootpath / session.config.option.pingone_out / NAME).open("w", encoding="utf-8")
    session.config.add_cleanup(log.close)

    def listening(request: httpx.Request, response: httpx.Response, seconds: float) -> Exchange:
        body = request.content.decode("latin-1")
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
        log.write(f"{request.method} {request.url!s} {headers} {body!r}\n")
        exchange: Exchange = record(request, response, seconds)
        return exchange

    target.recorder.record = listening
