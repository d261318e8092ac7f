"""What a script leaves in its variables: `outcome`, and in a legacy one an `Action` in `action`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pingone_conformance.mock.scripts.bindings import callbacks_builder
from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> None:  # noqa: ARG001
    """Take down the outcome. An action comes before the variable `outcome`."""
    outcome, action = arguments
    if isinstance(action, dict):
        _act(run, action)
    if run.outcome is None and isinstance(outcome, str):
        run.outcome = outcome


def _act(run: Run, action: Mapping[str, Any]) -> None:
    run.outcome = action.get("outcome")
    run.description = action.get("description")
    run.header = action.get("header")
    run.error_message = action.get("errorMessage")
    run.session_properties.update(action.get("sessionProperties", {}))
    for callback in action.get("callbacks", ()):
        callbacks_builder.add(run, callback["type"], callback["arguments"])
