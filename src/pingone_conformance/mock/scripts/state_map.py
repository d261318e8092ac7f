"""A part of the node state as the java.util.Map that legacy scripts see."""

from __future__ import annotations

from typing import Any

from pingone_conformance.scripting.program import HostError


def map_answer(part: dict[str, Any], method: str, arguments: list[Any]) -> Any:
    """Answer `get`, `put`, `remove` and `containsKey` as a map does. Raises `HostError` for a key that is no text."""
    key = arguments[0]
    if not isinstance(key, str):
        raise HostError("java.lang.ClassCastException", "a key of the state is a text")
    if method == "put":
        former = part.get(key)
        part[key] = arguments[1]
        return former
    if method == "remove":
        return part.pop(key, None)
    return key in part if method == "containsKey" else part.get(key)
