"""The binding `systemEnv` ("Reference ESVs in scripts"): variables of the environment, converted on demand.

The property esv.my.variable is the variable esv-my-variable. Secrets are not among the properties: scripts read them
by the binding `secrets`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import orjson

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

_PROPERTY = re.compile(r"esv(\.[a-z0-9_]+)+")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?([0-9]++\.?[0-9]*+|\.[0-9]++)([eE][+-]?[0-9]++)?")
_BOOLEANS = {"true": True, "false": False}

_BAD_NUMBER = "java.lang.NumberFormatException"
_BAD_VALUE = "java.lang.IllegalArgumentException"


def answer(run: Run, method: str, arguments: list[Any]) -> Any:  # noqa: ARG001
    """Answer getProperty(name[, default[, type]]), where a type is `{"javaClass": name}`; raises `HostError`.

    None for a name that no variable has, where there is no default. A value that the type cannot take is an exception,
    not the default.
    """
    name, *more = arguments
    if more and more[0] is None:
        raise HostError("java.lang.NullPointerException", "The default value must not be null")
    value = variable(run, name)
    if value is None:
        if not more:
            return None
        value = more[0]
    return converted(value, more[1]) if len(more) > 1 else value


def variable(run: Run, name: Any) -> str | None:
    """Return the value of the variable that a property name stands for, None for any other name."""
    if not isinstance(name, str) or not _PROPERTY.fullmatch(name):
        return None
    found = run.mock.store.cloud.esvs.get(("variable", name.replace(".", "-")))
    return None if found is None else found.value.decode("utf-8", "replace")


def converted(text: str, java_class: Any) -> Any:
    """Return text as a value of one of the six classes; raises `HostError` for another class and for a wrong form."""
    named = java_class.get("javaClass") if isinstance(java_class, dict) else None
    convert = _CONVERSIONS.get(named) if isinstance(named, str) else None
    if convert is None:
        raise HostError(_BAD_VALUE, f"The return type has to be one of {', '.join(_CONVERSIONS)}")
    return convert(text)


def _boolean(text: str) -> bool:
    found = _BOOLEANS.get(text.strip().lower())
    if found is None:
        raise HostError(_BAD_VALUE, "The value is neither true nor false")
    return found


def _double(text: str) -> float:
    found = float(text) if _DECIMAL.fullmatch(text.strip()) else math.inf
    if math.isinf(found):
        raise HostError(_BAD_NUMBER, "The value is not a number")
    return found


def _integer(text: str) -> int:
    found = int(text) if _INTEGER.fullmatch(text.strip()) else None
    if found is None or not -(2**31) <= found < 2**31:
        raise HostError(_BAD_NUMBER, "The value is not an integer of 32 bits")
    return found


def _list(text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        return list(_json(text, list))
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _map(text: str) -> dict[str, Any]:
    return dict(_json(text, dict))


def _json(text: str, kind: type) -> Any:
    try:
        found = orjson.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, kind):
        raise HostError(_BAD_VALUE, f"The value is not a JSON {'array' if kind is list else 'object'}")
    return found


_CONVERSIONS: dict[str, Callable[[str], Any]] = {
    "java.lang.Boolean": _boolean,
    "java.lang.Double": _double,
    "java.lang.Integer": _integer,
    "java.lang.String": str,
    "java.util.List": _list,
    "java.util.Map": _map,
}
