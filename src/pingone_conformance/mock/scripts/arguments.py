"""What scripts hand over, as the mock can keep and show it: not too deep, whole characters, short numbers."""

from __future__ import annotations

from typing import Any

from pingone_conformance.scripting.program import HostError

MAX_DEPTH = 100
"""Lists and objects within one another that a script may hand over."""

_MAX_INTEGER = 2**63


def tidied(value: Any, depth: int = MAX_DEPTH) -> Any:
    """Return a copy in which numbers fit into 64 bits, and halves of characters are question marks as in Java.

    Raises `HostError` for a value that is nested too deeply.
    """
    if isinstance(value, str):
        return value if value.isascii() else _whole(value)
    if isinstance(value, int) and not -_MAX_INTEGER <= value < _MAX_INTEGER:
        return float(value)
    if not isinstance(value, (list, dict)):
        return value
    if not depth:
        message = f"more than {MAX_DEPTH} lists and objects within one another"
        raise HostError("java.lang.IllegalArgumentException", message)
    if isinstance(value, list):
        return [tidied(item, depth - 1) for item in value]
    return {tidied(name): tidied(item, depth - 1) for name, item in value.items()}


def _whole(text: str) -> str:
    """JavaScript cuts texts between the halves of a surrogate pair, which no encoding has."""
    return text.encode("utf-8", "replace").decode()
