"""Objects of the identity management over REST ("Manage identities over REST")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import Response

from pingone_conformance.mock.cloud import managed
from pingone_conformance.mock.cloud.answers import stored
from pingone_conformance.mock.cloud.errors import CloudError
from pingone_conformance.mock.cloud.records import ManagedObject
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import ManagedObjectBody

Result = TypeVar("Result")


def create(call: Call, kind: str, body: ManagedObjectBody) -> Response:
    """createManagedUser: 201."""
    made = _asked(lambda: managed.create(call.mock, kind, None, body.model_extra))
    return stored(call, managed.represent(made), 201)


def read_all(call: Call, kind: str) -> Response:
    """readAllManagedUsers: 200 with the objects that match `_queryFilter`."""
    fields = _fields(call)
    return JsonResponse(_asked(lambda: managed.query(call.mock, kind, call.query, fields)))


def read(call: Call, found: ManagedObject) -> Response:
    """readOneManagedUser: 200."""
    return JsonResponse(managed.represent(found, _fields(call)))


def delete(call: Call, found: ManagedObject) -> Response:
    """deleteManagedUser: 200 with the object as it was."""
    removed = _asked(lambda: managed.delete(call.mock, found.kind, found.id, None))
    return JsonResponse(managed.represent(removed))


def kind_of(call: Call) -> str:
    """Return the kind of objects that the path names."""
    return call.params["object_type"]


def find(call: Call) -> ManagedObject:
    """Return the object of the path."""
    return _asked(lambda: managed.read(call.mock, kind_of(call), call.params["managed_id"]))


def _fields(call: Call) -> list[str]:
    return _asked(lambda: managed.fields_of(call.query.get("_fields")))


def _asked(question: Callable[[], Result]) -> Result:
    try:
        return question()
    except managed.ResourceError as problem:
        raise CloudError(problem.status, problem.message) from None
