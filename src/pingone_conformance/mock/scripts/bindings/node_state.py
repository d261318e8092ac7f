"""The binding `nodeState`: the state that the nodes of one journey share.

Reads find transient values before shared ones.
"""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Read or change the state. Raises `HostError` for a key that is no text, or for a merge of no object."""
    if method == "keys":
        return list(dict.fromkeys([*run.transient, *run.shared]))
    part = run.transient if method.endswith("Transient") else run.shared
    if method.startswith("merge"):
        part.update(_object(method, arguments[0]))
        return None
    key = _key(method, arguments[0])
    if method.startswith("put"):
        part[key] = arguments[1]
        return None
    if method == "remove":
        run.transient.pop(key, None)
        run.shared.pop(key, None)
        return None
    if method == "isDefined":
        return key in run.transient or key in run.shared
    return _merged(run, key) if method == "getObject" else run.state(key)


def _merged(run: Run, key: str) -> Any:
    """The objects that both parts have under one key as one, for `getObject`."""
    shared, transient = run.shared.get(key), run.transient.get(key)
    if isinstance(shared, dict) and isinstance(transient, dict):
        return {**shared, **transient}
    return run.state(key)


def _key(method: str, value: Any) -> str:
    if not isinstance(value, str):
        raise HostError("java.lang.IllegalArgumentException", f"nodeState.{method} takes a text as key")
    return value


def _object(method: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise HostError("java.lang.IllegalArgumentException", f"nodeState.{method} takes an object")
    return value
