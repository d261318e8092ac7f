"""The binding `scriptName` ("Script bindings", Output script name)."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> str:  # noqa: ARG001
    """Return the name of the running script; in a library it is that of the script that requires it."""
    return run.script.name
