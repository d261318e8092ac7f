"""Connects a run to its target: an embedded mock, or one that is already running."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from pingone_conformance.config import Settings
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.session import Session
from pingone_conformance.target.tokens import Grant
from pingone_conformance.target.transports import InProcessTransport, Recorder

EMBEDDED_URL = "https://pingone.mock"


@dataclass
class Target:
    """The target of a run, as one process sees it."""

    kind: str
    address: str
    api: Session
    recorder: Recorder
    control: ControlPlane
    transport: httpx.BaseTransport
    seed: int
    embedded: bool
    _grant: Grant | None = None
    _run_id: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def start_test(self, node_id: str) -> None:
        """Begin a test: an embedded mock starts afresh, its ids drawn from the seed and the test's name."""
        self.recorder.start_test()
        last = self.api.grant
        self.api.forget_token()
        if self.embedded:
            self.control.reset(f"{self.seed}:{node_id}")
            # Its clock is back, too, and its environment the same: no test has to fetch a token first.
            self._share_token(last)

    @property
    def prefix(self) -> str:
        """What the names of one test begin with: new on a server that outlives it, else the same in each run."""
        return f"{self.seed:x}" if self.embedded else f"{self._run_id}-{next(self._numbers)}"

    def _share_token(self, last: Grant | None) -> None:
        if last and not (self._grant and self._grant.good):
            self._grant = last
        if self._grant:
            self.api.use(self._grant)

    def session_in_other_environment(self) -> Session:
        """A session of another environment's worker application, recorded with the rest."""
        return Session(
            self.api.description, self.control.connection(other=True), self.recorder, self.transport
        )

    def close(self) -> None:
        """Close the connections."""
        self.api.close()


def connect(settings: Settings, app: Any = None) -> Target:
    """Reach the target that the settings name, or an ASGI application with a control plane in its place.

    Raises `TargetUnreachable` when nothing answers there, `ConformanceError` when it has no control plane.
    """
    transport: httpx.BaseTransport
    embedded = app is not None or not settings.mock_url
    if embedded:
        address, transport = EMBEDDED_URL, InProcessTransport(app or _embedded_mock(settings))
    else:
        address, transport = settings.mock_url, httpx.HTTPTransport()
    control = ControlPlane(address, transport)
    connection = control.connection()
    recorder = Recorder(connection.api_path, connection.auth_path)
    api = Session(load_description(), connection, recorder, transport)
    control.on_clock_moved = api.forget_token
    if embedded:
        api.token()
    return Target(
        kind="embedded mock" if embedded else "mock",
        address=address,
        api=api,
        recorder=recorder,
        control=control,
        transport=transport,
        seed=settings.seed,
        embedded=embedded,
        _grant=api.grant,
    )


def _embedded_mock(settings: Settings) -> Any:
    from pingone_conformance.mock.app import create_app

    return create_app(seed=f"run-{settings.seed}")


def connect_or_exit(settings: Settings) -> Target:
    """The same inside pytest: a target that cannot be reached ends the run."""
    try:
        return connect(settings)
    except ConformanceError as error:
        raise pytest.exit.Exception(str(error), returncode=int(error.exit_code)) from None
