"""The binding `callbacksBuilder` of decision nodes: callbacks in the form in which `authenticate` shows them."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

MAX_CALLBACKS = 100
"""Callbacks of one script."""

_ILLEGAL = "java.lang.IllegalArgumentException"
_ENTERED = frozenset({"NameCallback", "PasswordCallback", "TextInputCallback"})


def answer(run: Run, method: str, arguments: list[Any]) -> None:
    """Add the callback that a method is named after. Raises `HostError` for arguments that it does not take."""
    add(run, method[0].upper() + method[1:], arguments)


def add(run: Run, kind: str, arguments: list[Any]) -> None:
    """Add a callback of a kind, such as `NameCallback`. Raises `HostError`."""
    if len(run.callbacks) >= MAX_CALLBACKS:
        raise HostError("java.lang.IllegalStateException", f"more than {MAX_CALLBACKS} callbacks")
    outputs, entered = _parts(kind, arguments)
    shown: dict[str, Any] = {
        "type": kind,
        "output": [{"name": name, "value": value} for name, value in outputs.items()],
    }
    if entered is not None:
        shown["input"] = [{"name": f"IDToken{len(run.callbacks) + 1}", "value": entered}]
    run.callbacks.append(shown)


def _parts(kind: str, arguments: list[Any]) -> tuple[dict[str, Any], Any]:
    """The outputs of a callback, and what its input has in the beginning: None for one without an input."""
    first, *rest = arguments
    if kind == "TextOutputCallback":
        return {"message": _text(kind, rest[0]), "messageType": str(_number(kind, first, 0, 4))}, None
    if kind == "HiddenValueCallback":
        return {"value": _text(kind, rest[0]), "id": _text(kind, first)}, first
    if kind == "ChoiceCallback":
        choices, default, _ = rest
        default = _number(kind, default, 0, len(_texts(kind, choices)) - 1)
        return {"prompt": _text(kind, first), "choices": choices, "defaultChoice": default}, default
    if kind == "ConfirmationCallback":
        return _confirmation(kind, arguments)
    if kind not in _ENTERED:
        raise HostError(_ILLEGAL, "there is no such callback")
    default = str(rest[0]) if rest and rest[0] is not None and kind != "PasswordCallback" else ""
    outputs = {"prompt": _text(kind, first)}
    if kind == "TextInputCallback":
        outputs["defaultText"] = default
    return outputs, default


def _confirmation(kind: str, arguments: list[Any]) -> tuple[dict[str, Any], Any]:
    """(prompt,) message type, options or their type, default."""
    prompt = _text(kind, arguments[0]) if len(arguments) > 3 else ""
    message_type, options, default = arguments[-3:]
    listed = isinstance(options, list)
    return {
        "prompt": prompt,
        "messageType": _number(kind, message_type, 0, 2),
        "options": _texts(kind, options) if listed else [],
        "optionType": -1 if listed else _number(kind, options, 0, 2),
        "defaultOption": _number(kind, default, 0, len(options) - 1 if listed else 3),
    }, default


def _text(kind: str, value: Any) -> str:
    if value is None or value == "" or isinstance(value, (list, dict)):
        raise HostError(_ILLEGAL, f"a {kind} takes a text that is not empty")
    return value if isinstance(value, str) else str(value)


def _texts(kind: str, values: Any) -> list[str]:
    if not isinstance(values, list) or not values:
        raise HostError(_ILLEGAL, f"a {kind} takes a list that is not empty")
    return [_text(kind, value) for value in values]


def _number(kind: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise HostError(_ILLEGAL, f"a {kind} takes a number from {least} to {most} here")
    return int(value)
