"""What a script leaves in its variables: `outcome`, and in a legacy one an `Action` in `action`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pingone_conformance.mock.scripts.bindings import callbacks_builder
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError


def answer(run: Run, method: str, arguments: list[Any]) -> None:  # noqa: ARG001
    """Take down the outcome. An action comes before the variable `outcome`. Raises `HostError` for one that is none."""
    outcome, action = arguments
    if isinstance(action, dict):
        _act(run, action)
    if run.outcome is None and isinstance(outcome, str):
        run.outcome = outcome


def _act(run: Run, action: Mapping[str, Any]) -> None:
    run.outcome = _text(action.get("outcome"))
    run.description = _text(action.get("description"))
    run.header = _text(action.get("header"))
    run.error_message = _text(action.get("errorMessage"))
    for name, value in action.get("sessionProperties", {}).items():
        run.session_properties[name] = _text(value) or ""
    for callback in action.get("callbacks", ()):
        callbacks_builder.add(run, callback["type"], callback["arguments"])


def _text(value: Any) -> str | None:
    """The builder of an action takes texts only; a script may have put something else into what it built."""
    if value is not None and not isinstance(value, str):
        raise HostError("java.lang.ClassCastException", "an action is built of texts")
    return value
