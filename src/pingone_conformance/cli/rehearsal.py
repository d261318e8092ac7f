"""Tries a stand-alone test on the mock, which conforms: evidence that fails everywhere shows nothing."""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from pathlib import Path

import httpx

from pingone_conformance.config import OPTIONS
from pingone_conformance.config.options import variable_of
from pingone_conformance.mock.server import MockServer
from pingone_conformance.plugin.process import start_pytest
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.flows import FlowsOfMock
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import StatesOfMock
from pingone_conformance.target.transports import Recorder

_SECONDS = 120


def passes_on_the_mock(test: str, name: str) -> bool:
    """Whether the source of a test passes on a mock that conforms."""
    with MockServer(seed="evidence") as server, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(test, encoding="utf-8")
        return run_standalone(file, variables(server.base_url)) == "passed"


def run_standalone(file: Path, values: dict[str, str]) -> str:
    """How a stand-alone test ends with these variables: passed, failed, or skipped."""
    own = {variable_of(option) for option in OPTIONS}
    arguments = [
        "-q",
        "-rs",
        "-p",
        "no:cacheprovider",
        "--noconftest",
        "--rootdir",
        str(file.parent),
        str(file),
    ]
    arguments += ["-p", "no:schemathesis", "-p", "no:hypothesispytest", "-c", os.devnull]
    child = start_pytest(
        arguments,
        without=tuple(own),
        more=values,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=file.parent,
    )
    said, _ = child.communicate(timeout=_SECONDS)
    if child.returncode == 0:
        return "passed" if "1 passed" in said else "skipped"
    return "skipped" if "1 skipped" in said else "failed"


def variables(base_url: str) -> dict[str, str]:
    """What a stand-alone test takes, for a mock: also what only its control plane brings about."""
    with httpx.HTTPTransport() as transport:
        plane = ControlPlane(base_url, transport)
        connection = plane.connection()
        recorder = Recorder(connection.api_path, connection.auth_path)
        api = Session(load_description(), connection, recorder, transport)
        given = Given(api, StatesOfMock(plane), FlowsOfMock(plane), secrets.token_hex(4))
        verified = given.verification()
        flow = given.flow()
    return {
        "PINGONE_API_PATH": connection.api_path,
        "PINGONE_AUTH_PATH": connection.auth_path,
        "PINGONE_ENVIRONMENT_ID": connection.environment_id,
        "PINGONE_CLIENT_ID": connection.client_id,
        "PINGONE_CLIENT_SECRET": connection.client_secret,
        "PINGONE_USER_ID": verified.user_id,
        "PINGONE_TRANSACTION_ID": verified.transaction_id,
        "PINGONE_FLOW_ID": flow,
    }
