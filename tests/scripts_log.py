"""A pytest plugin that writes down what scripts were and what came of them: `-p tests.scripts_log`.

One line of JSON for each script that ran, each answer of a journey or of the control plane about scripts. A line has
the test, what was heard, a status and a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.plugin.connect import connect, embedded_mock
from pingone_conformance.plugin.keys import SETTINGS, TARGET

from .variations.variation import BEGUN, Variation

NAME = "scripts.jsonl"
ANSWERS = ("/authenticate", "/_mock/scripts", "/_mock/log", "/_mock/outbound", "/_mock/mails")


class Listening:
    """An ASGI application around the mock, which tells what it answered."""

    def __init__(self, app: Any, tell: Callable[..., None]) -> None:
        self._app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        status, content = 0, bytearray()

        async def sending(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            content.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, sending)
        if scope["path"].endswith(ANSWERS):
            self._tell(scope["path"].rpartition("/")[2], status, content.decode())


class Log:
    """What is heard in each test."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self.close = self._file.close
        self.test = ""

    def tell(self, *heard: Any) -> None:
        """Write down an answer."""
        self._file.write(json.dumps([self.test, *heard]) + "\n")


def listening_to_scripts(log: Log) -> Variation:
    """Stands where a variation would, and hears the text of each script that runs."""

    def around(call: BindingCall) -> AroundCall:
        yield
        log.tell("script", 0, call.run.script.text)

    return Variation("listening", "", bindings=(BEGUN,), around_call=around)


LOG = pytest.StashKey[Log]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Connect before the run does so itself."""
    config = session.config
    if session.items and SETTINGS in config.stash and not config.option.collectonly:
        settings = config.stash[SETTINGS]
        log = config.stash[LOG] = Log(config.rootpath / config.option.pingone_out / NAME)
        config.add_cleanup(log.close)
        app = embedded_mock(f"run-{settings.seed}", settings.script_engine)
        app.state.mock.faults = [listening_to_scripts(log)]
        config.stash[TARGET] = connect(settings, Listening(app, log.tell))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Know which test is heard."""
    item.config.stash[LOG].test = item.nodeid
