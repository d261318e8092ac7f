"""The binding `cookieName` ("Script bindings", Retrieve cookie name): one name for each environment."""

from __future__ import annotations

import hashlib
from typing import Any

from pingone_conformance.mock.scripts.run import Run

_DIGITS = 15


def answer(run: Run, method: str, arguments: list[Any]) -> str:  # noqa: ARG001
    """Return the name of the session cookie: hexadecimal digits, which stay the same for a mock's seed."""
    return hashlib.sha256(f"{run.mock.seed}/cookie".encode()).hexdigest()[:_DIGITS]
