"""The binding `cookieName` ("Script bindings", Retrieve cookie name): one name for each environment."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.cloud.account import cookie_name
from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> str:  # noqa: ARG001
    """Return the name of the session cookie."""
    return cookie_name(run.mock)
