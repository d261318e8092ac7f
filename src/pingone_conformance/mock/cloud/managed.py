"""Objects of the identity management: create, read, update, patch, delete, query ("Access IDM scripting functions").

Scripts reach them by the binding openidm, clients below /openidm/managed: the same functions and refusals for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from pingone_conformance.mock.cloud import pointers, queries
from pingone_conformance.mock.cloud.records import ManagedObject
from pingone_conformance.mock.cloud.store import MAX_KEPT, CloudStore
from pingone_conformance.mock.state import Mock

MAX_BYTES = 64 * 1024
"""Largest object that is kept, as JSON."""

MAX_NAMED = 100
"""Fields, or keys to sort by, that one request names."""

_KIND = re.compile(r"(alpha|bravo)_[a-z]+")
_ID = re.compile(r"[^/\x00-\x1f]{1,255}")
_OWN = frozenset({"_id", "_rev"})
_NEVER_SHOWN = frozenset({"password"})


class ResourceError(Exception):
    """A request about a resource that is refused, as the common REST does: its status and the name of its reason.

    ``java_class`` is the exception that a script sees.
    """

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.java_class = f"org.forgerock.json.resource.{name}Exception"


def bad_request(message: str) -> ResourceError:
    """400: the request cannot be understood."""
    return ResourceError(400, "BadRequest", message)


def not_found(kind: str, object_id: str = "") -> ResourceError:
    """404: there is no such object, or no such kind of objects."""
    path = f"managed/{kind}/{object_id}" if object_id else f"managed/{kind}"
    return ResourceError(404, "NotFound", f"Object {path[:300]} not found")


def create(mock: Mock, kind: str, object_id: str | None, content: Any) -> ManagedObject:
    """Keep a new object, with an id of its own where none is given.

    Raises ResourceError: 412 when the id is taken, 403 when a user's name is taken or missing.
    """
    _require_kind(kind)
    if object_id is not None and not _ID.fullmatch(object_id):
        raise bad_request("The id of an object is text without a slash")
    table = mock.store.cloud.managed
    if object_id is not None and (kind, object_id) in table:
        raise ResourceError(412, "PreconditionFailed", "An object with this id exists")
    made = ManagedObject(object_id or mock.ids.uuid(), kind, 0, _attributes(content))
    _require_policy(mock.store.cloud, made)
    if len(table) >= MAX_KEPT:
        table.popitem(last=False)
    table[kind, made.id] = made
    return made


def read(mock: Mock, kind: str, object_id: str) -> ManagedObject:
    """Return an object; raises ResourceError (404)."""
    _require_kind(kind)
    found = mock.store.cloud.managed.get((kind, object_id))
    if found is None:
        raise not_found(kind, object_id)
    return found


def update(mock: Mock, kind: str, object_id: str, revision: str | None, content: Any) -> ManagedObject:
    """Replace all of an object; raises ResourceError (412 where ``revision`` is given and not the present one)."""
    return _store(mock, _expected(mock, kind, object_id, revision), _attributes(content))


def patch(mock: Mock, kind: str, object_id: str, revision: str | None, operations: Any) -> ManagedObject:
    """Change an object by patch operations, all or none; raises ResourceError as ``update`` does."""
    found = _expected(mock, kind, object_id, revision)
    try:
        changed = pointers.patched(dict(found.attributes), operations)
    except pointers.PatchError as problem:
        raise bad_request(str(problem)) from None
    return _store(mock, found, _attributes(changed))


def delete(mock: Mock, kind: str, object_id: str, revision: str | None) -> ManagedObject:
    """Remove an object and return it as it was; raises ResourceError as ``update`` does."""
    found = _expected(mock, kind, object_id, revision)
    del mock.store.cloud.managed[kind, object_id]
    return found


def query(mock: Mock, kind: str, parameters: Mapping[str, Any], fields: Sequence[str] = ()) -> dict[str, Any]:
    """Return the objects that match ``_queryFilter``, which is required, as the common REST answers.

    ``_sortKeys``, ``_pageSize`` and ``_pagedResultsOffset`` are looked at, too. Raises ResourceError (400).
    """
    _require_kind(kind)
    try:
        matches = queries.filter_of(parameters)
        found = [one for one in _of_kind(mock.store.cloud, kind) if matches(represent(one))]
        for key in reversed(_listed(parameters.get("_sortKeys"))):
            _sort(found, pointers.parse(key.lstrip("+-")), reverse=key.startswith("-"))
        page = queries.page(parameters, found)
    except queries.QueryError as problem:
        raise bad_request(str(problem)) from None
    return queries.result([represent(one, fields) for one in page])


def represent(found: ManagedObject, fields: Sequence[str] = ()) -> dict[str, Any]:
    """Return an object as clients see it: all of it, or its id, its revision and the ``fields`` (JSON pointers)."""
    own = {"_id": found.id, "_rev": str(found.revision)}
    shown = {name: value for name, value in found.attributes.items() if name not in _NEVER_SHOWN}
    if not fields or "*" in fields:
        return {**own, **shown}
    chosen: dict[str, Any] = {}
    for field in fields:
        pointer = pointers.parse(field)
        value = pointers.get(shown, pointer)
        if pointer and value is not None:
            _place(chosen, pointer, value)
    return {**own, **chosen}


def _place(chosen: dict[str, Any], pointer: pointers.Pointer, value: Any) -> None:
    """Put a value where its pointer says, unless it is part of a list that another field has brought already."""
    inner: Any = chosen
    for part in pointer[:-1]:
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            return
    inner[pointer[-1]] = value


def fields_of(value: Any) -> list[str]:
    """Return a list of fields as scripts (a list) and clients (text with commas) write it; raises ResourceError."""
    if value is None or isinstance(value, str):
        return _listed(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _few(value)
    raise bad_request("The fields are a list of texts")


def require_fit(content: Any) -> None:
    """Raise ResourceError for what is too large to keep, or cannot be written as JSON in UTF-8."""
    try:
        size = len(orjson.dumps(content))
    except TypeError:
        raise bad_request("The content cannot be written as JSON in UTF-8") from None
    if size > MAX_BYTES:
        raise ResourceError(413, "RequestEntityTooLarge", f"At most {MAX_BYTES} bytes are kept of an object")


def _store(mock: Mock, found: ManagedObject, attributes: dict[str, Any]) -> ManagedObject:
    changed = replace(found, revision=found.revision + 1, attributes=attributes)
    _require_policy(mock.store.cloud, changed)
    mock.store.cloud.managed[found.kind, found.id] = changed
    return changed


def _expected(mock: Mock, kind: str, object_id: str, revision: str | None) -> ManagedObject:
    found = read(mock, kind, object_id)
    if revision is not None and revision.strip('"') not in ("*", str(found.revision)):
        raise ResourceError(412, "PreconditionFailed", "The object has another revision")
    return found


def _attributes(content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise bad_request("An object of the identity management is a JSON object")
    attributes = {name: value for name, value in content.items() if name not in _OWN}
    require_fit(attributes)
    return attributes


def _require_kind(kind: str) -> None:
    if not _KIND.fullmatch(kind):
        raise not_found(kind)


def _require_policy(store: CloudStore, made: ManagedObject) -> None:
    if not made.kind.endswith("_user"):
        return
    name = made.attributes.get("userName")
    if not isinstance(name, str) or not name:
        raise _refused_by_policy("REQUIRED")
    for other in _of_kind(store, made.kind):
        if other.id != made.id and str(other.attributes.get("userName")).casefold() == name.casefold():
            raise _refused_by_policy("UNIQUE")


def _refused_by_policy(requirement: str) -> ResourceError:
    return ResourceError(403, "Forbidden", f"Policy validation failed: userName {requirement}")


def _of_kind(store: CloudStore, kind: str) -> Iterator[ManagedObject]:
    return (one for one in store.managed.values() if one.kind == kind)


def _listed(text: Any) -> list[str]:
    return _few([part.strip() for part in text.split(",") if part.strip()]) if isinstance(text, str) else []


def _few(names: list[str]) -> list[str]:
    """Each costs a walk through every object that is found."""
    if len(names) > MAX_NAMED:
        raise bad_request(f"At most {MAX_NAMED} fields can be named")
    return names


def _sort(found: list[ManagedObject], pointer: pointers.Pointer, *, reverse: bool) -> None:
    found.sort(key=lambda one: _rank(pointers.get(represent(one), pointer)), reverse=reverse)


def _rank(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 2, ""
    return (1, value.casefold()) if isinstance(value, str) else (0, value)
