"""The binding `callbacks` of decision nodes: what came back for the callbacks that the script asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

_INDEXES = {"ChoiceCallback", "ConfirmationCallback"}


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Say how much came back (`isEmpty`, `size`), or return one callback (`get`), or the values of one kind.

    Hidden values are an object by id, the others lists; a choice is a list of indexes. Raises `HostError` for a
    callback that is not there.
    """
    entered = [_entered(callback) for callback in run.answers or ()]
    if method == "isEmpty":
        return not entered
    if method == "size":
        return len(entered)
    if method == "get":
        return _at(entered, arguments[0])
    kind = method.removeprefix("get").removesuffix("s")
    found = [one for one in entered if one["type"] == kind]
    if kind == "HiddenValueCallback":
        return {one["id"]: one["value"] for one in found}
    if kind == "ChoiceCallback":
        return [one["value"] if isinstance(one["value"], list) else [one["value"]] for one in found]
    return [one["value"] for one in found]


def _at(entered: Sequence[dict[str, Any]], index: Any) -> dict[str, Any]:
    if not isinstance(index, int) or not 0 <= index < len(entered):
        raise HostError("java.lang.IndexOutOfBoundsException", f"Index: {index}, Size: {len(entered)}")
    return entered[index]


def _entered(callback: Mapping[str, Any]) -> dict[str, Any]:
    """Type, id and value of a callback: `{type, id, value}` or in the form in which a client sends it back."""
    outputs = {one.get("name"): one.get("value") for one in callback.get("output", ())}
    inputs = [one.get("value") for one in callback.get("input", ())]
    kind = callback.get("type")
    value = callback.get("value", inputs[0] if inputs else None)
    if kind in _INDEXES and isinstance(value, str) and value.isdecimal():
        value = int(value)
    return {"type": kind, "id": callback.get("id", outputs.get("id")), "value": value}
