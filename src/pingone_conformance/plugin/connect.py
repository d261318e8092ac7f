"""Connects a run to its target: an embedded mock, one that is already running, or a tenant."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pingone_conformance.config import Settings
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
        return _connect_mock(settings, app)
    # Most runs are on a mock, and need none of it.
    from pingone_conformance.plugin.rehearsal import rehearse
    from pingone_conformance.plugin.tenant import connect_tenant

    if settings.tenant.dry_run:
        control = ControlPlane(EMBEDDED_URL, InProcessTransport(app or _embedded_mock(settings)))
        return rehearse(settings, control, run_id, within_limits=planned)
    return connect_tenant(settings, run_id, InProcessTransport(app) if app else None)


def _connect_mock(settings: Settings, app: Any) -> MockTarget:
    transport: httpx.BaseTransport
    embedded = app is not None or not settings.mock_url
    if embedded:
        address, transport = EMBEDDED_URL, InProcessTransport(app or _embedded_mock(settings))
    else:
        address, transport = settings.mock_url, httpx.HTTPTransport()
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
        seed=settings.seed,
        plane=plane,
        transport=transport,
        embedded=embedded,
        _grant=api.grant,
    )


def _embedded_mock(settings: Settings) -> Any:
    from pingone_conformance.mock.app import create_app

    return create_app(seed=f"run-{settings.seed}")


def connect_or_exit(settings: Settings, run_id: str = "", *, planned: bool = False) -> Target:
    """The same inside pytest: a target that cannot be reached ends the run."""
    try:
        return connect(settings, run_id=run_id, planned=planned)
    except ConformanceError as error:
        raise pytest.exit.Exception(str(error), returncode=int(error.exit_code)) from None
