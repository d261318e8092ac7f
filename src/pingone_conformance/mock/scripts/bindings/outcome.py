"""What a legacy script leaves in its variables `outcome` and `action`, reported by the epilogue."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> None:  # noqa: ARG001
    """Take down the outcome; that of an `Action` comes before that of the variable `outcome`."""
    outcome, action = arguments
    if isinstance(action, dict):
        run.outcome = action.get("outcome")
        run.callbacks.extend(action.get("callbacks", ()))
    elif isinstance(outcome, str):
        run.outcome = outcome
