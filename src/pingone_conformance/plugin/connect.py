"""Connects a run to its target: an embedded mock, one that is already running, or a tenant."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pingone_conformance.config import SCRIPT_ENGINES, Settings
from pingone_conformance.findings import ConformanceError
from pingone_conformance.plugin.target import MockTarget, Target
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.session import Session
from pingone_conformance.target.transports import InProcessTransport, Recorder

EMBEDDED_URL = "https://pingone.mock"


def connect(settings: Settings, app: Any = None, *, run_id: str = "", planned: bool = False) -> Target:
    """Reach the target that the settings name, or an ASGI application in its place.

    `run_id` is shared by the processes of one run on a tenant; `planned` says that its tests were chosen before. Raises
    `TargetUnreachable` when nothing answers there, `ConformanceError` when it is no mock, or a tenant that may not be
    used.
    """
    if settings.target == "mock":
        embedded = app or (None if settings.mock_url else _embedded_mock(settings))
        return connect_mock(settings.mock_url, embedded, settings.seed)
    # Most runs are on a mock, and need none of it.
    from pingone_conformance.plugin.rehearsal import rehearse
    from pingone_conformance.plugin.tenant import connect_tenant

    if settings.tenant.dry_run:
        control = ControlPlane(EMBEDDED_URL, InProcessTransport(app or _embedded_mock(settings)))
        return rehearse(settings, control, run_id, within_limits=planned)
    return connect_tenant(settings, run_id, InProcessTransport(app) if app else None)


def connect_mock(address: str = "", app: Any = None, seed: int = 1) -> MockTarget:
    """Reach the mock at an address, or an ASGI application that is one.

    Raises `TargetUnreachable` when nothing answers there, `ConformanceError` when it is no mock.
    """
    embedded = app is not None
    address = EMBEDDED_URL if embedded else address
    transport = InProcessTransport(app) if embedded else httpx.HTTPTransport()
    plane = ControlPlane(address, transport)
    connection = plane.connection()
    recorder = Recorder(connection.api_path, connection.auth_path)
    api = Session(load_description(), connection, recorder, transport)
    plane.on_clock_moved.append(api.forget_token)
    if embedded:
        api.token()
    return MockTarget(
        kind="embedded mock" if embedded else "mock",
        address=address,
        api=api,
        recorder=recorder,
        seed=seed,
        plane=plane,
        transport=transport,
        embedded=embedded,
        _grant=api.grant,
    )


def embedded_mock(seed: str, script_engine: str = SCRIPT_ENGINES[0]) -> Any:
    """A mock as an ASGI application. Raises `ConformanceError` where the engine is not installed."""
    from pingone_conformance.mock.app import create_app

    engine_there(script_engine)
    return create_app(seed=seed, script_engine=script_engine)


def engine_there(name: str) -> None:
    """Raise `ConformanceError` where what an engine of scripts needs is not installed."""
    from pingone_conformance.scripting.engines import EngineUnavailableError, require

    try:
        require(name)
    except EngineUnavailableError as missing:
        raise ConformanceError(missing.message, hint=missing.hint) from None


def _embedded_mock(settings: Settings) -> Any:
    return embedded_mock(f"run-{settings.seed}", settings.script_engine)


def connect_or_exit(settings: Settings, run_id: str = "", *, planned: bool = False) -> Target:
    """The same inside pytest: a target that cannot be reached ends the run."""
    try:
        return connect(settings, run_id=run_id, planned=planned)
    except ConformanceError as error:
        raise pytest.exit.Exception(str(error), returncode=int(error.exit_code)) from None
