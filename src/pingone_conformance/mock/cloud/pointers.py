"""Pointers into JSON values and the patch operations that use them ("Patch", of the common REST).

Its pointers need no leading slash, its `replace` makes what is not there and its `remove` takes what is not there, so
libraries for RFC 6901 and RFC 6902 do not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Pointer = tuple[str, ...]

_LAST = "-"
"""The end of a list, where an item may be added."""


class PatchError(ValueError):
    """An operation cannot be carried out. The message says why."""


def parse(text: str) -> Pointer:
    """Return a JSON pointer as its members; the leading slash may be missing."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/") if part)


def get(content: Any, pointer: Pointer) -> Any:
    """Return what the pointer leads to, None where that is nothing."""
    for part in pointer:
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list) and part.isdecimal() and int(part[:9]) < len(content):
            content = content[int(part[:9])]
        else:
            return None
    return content


def patched(content: dict[str, Any], operations: Any) -> dict[str, Any]:
    """Return a copy of an object after patch operations: add, remove, replace, increment.

    Raises PatchError for anything else and for an operation that does not fit what is there.
    """
    if not isinstance(operations, list):
        raise PatchError("a patch is a list of operations")
    result = deepcopy(content)
    for operation in operations:
        _apply(result, operation)
    return result


def _apply(content: dict[str, Any], operation: Any) -> None:
    if not isinstance(operation, dict):
        raise PatchError("an operation of a patch is an object")
    name, field = operation.get("operation"), operation.get("field")
    act = _OPERATIONS.get(name) if isinstance(name, str) else None
    if act is None:
        raise PatchError(f"the operation has to be one of {', '.join(_OPERATIONS)}")
    pointer = parse(field) if isinstance(field, str) else ()
    if not pointer:
        raise PatchError("the operation names no field")
    parent = _parent(content, pointer, make=name in ("add", "replace"))
    if parent is not None:
        act(parent, pointer[-1], operation.get("value"))


def _parent(content: dict[str, Any], pointer: Pointer, *, make: bool) -> Any:
    found: Any = content
    for part in pointer[:-1]:
        inner = get(found, (part,))
        if inner is None:
            if not make:
                return None
            if not isinstance(found, dict):
                raise PatchError(f"there is no {part} in a list")
            inner = found[part] = {}
        found = inner
    if not isinstance(found, dict | list):
        raise PatchError(f"{pointer[-1]} would be a member of a value")
    return found


def _add(parent: Any, name: str, value: Any) -> None:
    if isinstance(parent, list):
        if name != _LAST:
            raise PatchError("items are added at the end of a list")
        parent.append(value)
    elif isinstance(parent.get(name), list) and isinstance(value, list):
        parent[name] = [*parent[name], *value]
    else:
        parent[name] = value


def _remove(parent: Any, name: str, value: Any) -> None:
    if isinstance(parent, list):
        raise PatchError("items of a list are removed by their value")
    if isinstance(parent.get(name), list) and value is not None:
        parent[name] = [item for item in parent[name] if item != value]
    elif value is None or parent.get(name) == value:
        parent.pop(name, None)


def _replace(parent: Any, name: str, value: Any) -> None:
    if isinstance(parent, list):
        raise PatchError("items of a list cannot be replaced one by one")
    if value is None:
        parent.pop(name, None)
    else:
        parent[name] = value


def _increment(parent: Any, name: str, value: Any) -> None:
    present = get(parent, (name,))
    for number in (present, value):
        if not isinstance(number, int | float) or isinstance(number, bool):
            raise PatchError("only a number can be incremented, by a number")
    if isinstance(parent, list):
        raise PatchError("items of a list cannot be incremented one by one")
    parent[name] = present + value


_OPERATIONS: dict[str, Callable[[Any, str, Any], None]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "increment": _increment,
}
