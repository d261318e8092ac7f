"""The binding `realm` ("Script bindings", Output realm name): `/alpha` for the realm alpha."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> str:  # noqa: ARG001
    """Return the name of the realm that the user authenticates to."""
    return f"/{run.script.realm.strip('/')}"
