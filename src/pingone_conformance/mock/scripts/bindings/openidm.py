"""The binding `openidm` ("Access IDM scripting functions"): the identity management, as scripts see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.cloud import managed
from pingone_conformance.mock.cloud.records import ManagedObject
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

EMAIL = "external/email"
"""The resource whose action `send` sends mail."""


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Answer a call; raises `HostError` with the exception of the common REST."""
    try:
        return _METHODS[method](run, *arguments)
    except managed.ResourceError as refusal:
        raise HostError(refusal.java_class, refusal.message) from None


def _create(
    run: Run, resource: Any, new_id: Any, content: Any, params: Any = None, fields: Any = None
) -> Any:
    kind, inner_id = _kind_and_id(resource)
    if inner_id:
        raise managed.bad_request("An object is created in its collection; its id is an argument of its own")
    made = managed.create(run.mock, kind, _text_or_none(new_id), content)
    return _shown(made, params, fields)


def _read(run: Run, resource: Any, params: Any = None, fields: Any = None) -> Any:
    kind, object_id = _object(resource)
    try:
        return _shown(managed.read(run.mock, kind, object_id), params, fields)
    except managed.ResourceError as refusal:
        if refusal.status == 404:
            return None
        raise


def _update(
    run: Run, resource: Any, revision: Any, content: Any, params: Any = None, fields: Any = None
) -> Any:
    kind, object_id = _object(resource)
    changed = managed.update(run.mock, kind, object_id, _text_or_none(revision), content)
    return _shown(changed, params, fields)


def _patch(
    run: Run, resource: Any, revision: Any, operations: Any, params: Any = None, fields: Any = None
) -> Any:
    kind, object_id = _object(resource)
    changed = managed.patch(run.mock, kind, object_id, _text_or_none(revision), operations)
    return _shown(changed, params, fields)


def _delete(run: Run, resource: Any, revision: Any, params: Any = None, fields: Any = None) -> Any:
    kind, object_id = _object(resource)
    return _shown(managed.delete(run.mock, kind, object_id, _text_or_none(revision)), params, fields)


def _query(run: Run, resource: Any, params: Any, fields: Any = None) -> Any:
    kind, object_id = _kind_and_id(resource)
    if object_id:
        raise managed.bad_request("A query is about a collection")
    if not isinstance(params, dict):
        raise managed.bad_request("A query needs _queryFilter")
    return managed.query(run.mock, kind, params, _fields(params, fields))


def _action(run: Run, resource: Any, name: Any, content: Any = None, *_: Any) -> Any:
    if resource != EMAIL or name != "send":
        raise managed.ResourceError(501, "NotSupported", "The mock's only action is send of external/email")
    if not isinstance(content, dict) or not content.get("to"):
        raise managed.bad_request("A mail needs somebody that it goes to")
    managed.require_fit(content)
    run.mock.store.cloud.mails.append({**content, "sentAt": timestamp(run.now)})
    return {"status": "OK", "message": "Email sent"}


_METHODS: dict[str, Callable[..., Any]] = {
    "create": _create,
    "read": _read,
    "update": _update,
    "patch": _patch,
    "delete": _delete,
    "query": _query,
    "action": _action,
}


def _kind_and_id(resource: Any) -> tuple[str, str]:
    if not isinstance(resource, str) or not resource:
        raise managed.bad_request("The name of a resource is text")
    room, _, rest = resource.strip("/").partition("/")
    kind, _, object_id = rest.partition("/")
    if room != "managed":
        raise managed.ResourceError(404, "NotFound", f"Resource {resource[:300]} not found")
    return kind, object_id


def _object(resource: Any) -> tuple[str, str]:
    kind, object_id = _kind_and_id(resource)
    if not object_id:
        raise managed.ResourceError(
            501, "NotSupported", "This can be done to one object only, not to a collection"
        )
    return kind, object_id


def _shown(found: ManagedObject, params: Any, fields: Any) -> dict[str, Any]:
    return managed.represent(found, _fields(params, fields))


def _fields(params: Any, fields: Any) -> list[str]:
    return managed.fields_of(params.get("_fields") if fields is None and isinstance(params, dict) else fields)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)
