"""Connects a run to its target: an embedded mock, or one that is already running."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from pingone_conformance.config import Settings
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.session import Session
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
    _token: str = ""
    _run_id: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def start_test(self, node_id: str) -> None:
        """Begin a test: an embedded mock starts afresh, its ids drawn from the seed and the test's name."""
        self.recorder.start_test()
        self.api.forget_token()
        if self.embedded:
            self.control.reset(f"{self.seed}:{node_id}")
            # Its clock is back, too, and its environment the same: no test has to fetch a token first.
            self.api.use_token(self._token)

    @property
    def prefix(self) -> str:
        """What the names of one test begin with: new on a server that outlives it, else the same in each run."""
        return f"{self.seed:x}" if self.embedded else f"{self._run_id}-{next(self._numbers)}"

    def session_in_other_environment(self) -> Session:
        """A session of another environment's worker application, recorded with the rest."""
        return Session(
            self.api.description, self.control.connection(other=True), self.recorder, self.transport
        )

    def close(self) -> None:
        """Close the connections."""
        self.api.close()


def connect(settings: Settings) -> Target:
    """Reach the target that the settings name.

    Raises `TargetUnreachable` when nothing answers there, `ConformanceError` when it has no control plane.
    """
    transport: httpx.BaseTransport
    if settings.mock_url:
        address, transport = settings.mock_url, httpx.HTTPTransport()
    else:
        from pingone_conformance.mock.app import create_app

        address, transport = EMBEDDED_URL, InProcessTransport(create_app(seed=f"run-{settings.seed}"))
    control = ControlPlane(address, transport)
    connection = control.connection()
    recorder = Recorder(connection.api_path, connection.auth_path)
    api = Session(load_description(), connection, recorder, transport)
    control.on_clock_moved = api.forget_token
    embedded = not settings.mock_url
    return Target(
        kind="embedded mock" if embedded else "mock",
        address=address,
        api=api,
        recorder=recorder,
        control=control,
        transport=transport,
        seed=settings.seed,
        embedded=embedded,
        _token=api.token() if embedded else "",
    )


def connect_or_exit(settings: Settings) -> Target:
    """The same inside pytest: a target that cannot be reached ends the run."""
    try:
        return connect(settings)
    except ConformanceError as error:
        raise pytest.exit.Exception(str(error), returncode=int(error.exit_code)) from None
