"""The binding `action` of scripted decision nodes: outcome, header, description, session properties."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError


def answer(run: Run, method: str, arguments: list[Any]) -> None:
    """Write down what the script says. Raises `HostError` for a missing text."""
    first = _text(method, arguments[0])
    if method == "goTo":
        run.outcome = first
    elif method == "withDescription":
        run.description = first
    elif method == "withHeader":
        run.header = first
    elif method == "withErrorMessage":
        run.error_message = first
    elif method == "putSessionProperty":
        run.session_properties[first] = _text(method, arguments[1])
    elif method == "removeSessionProperty":
        run.session_properties.pop(first, None)


def _text(method: str, value: Any) -> str:
    if value is None:
        raise HostError("java.lang.NullPointerException", f"action.{method} takes no null")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
