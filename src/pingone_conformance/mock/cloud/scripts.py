"""Scripts of a realm ("Manage scripts over REST")."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.cloud import queries
from pingone_conformance.mock.cloud.answers import realm_of, revised, stored
from pingone_conformance.mock.cloud.errors import bad_request, conflict, not_found
from pingone_conformance.mock.cloud.records import Script
from pingone_conformance.mock.cloud.store import keep
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import ScriptBody, ScriptToValidate

MAX_SCRIPTS = 1_000
"""Scripts that are kept; the oldest is forgotten when there would be more."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create(call: Call, realm: str, body: ScriptBody) -> Response:
    """createScript: 201; its name has to be new in the realm."""
    return _put(call, Script(call.mock.ids.uuid(), realm, body.name, "", created_at=call.now), body, 201)


def validate(_: Call, __: str, body: ScriptToValidate) -> Response:
    """The action validate of createScript: 200; what the engine of the product cannot compile is an error."""
    # The parser takes longer to load than the whole mock.
    from pingone_conformance.scripting.dialect import Kind, problems

    refused = (one for one in problems(body.text) if one.kind is Kind.REFUSED)
    errors = [{"line": one.line, "column": one.column, "message": one.message} for one in refused]
    return JsonResponse({"success": False, "errors": errors} if errors else {"success": True})


def read_all(call: Call, realm: str) -> Response:
    """readAllScripts: 200 with the scripts that match `_queryFilter`."""
    scripts = [one for one in call.mock.store.cloud.scripts.values() if one.realm == realm]
    try:
        matches = queries.filter_of(call.query)
        found = queries.page(call.query, [shown for shown in map(represent, scripts) if matches(shown)])
    except queries.QueryError as problem:
        raise bad_request(str(problem)) from None
    return JsonResponse(queries.result(found))


def read(_: Call, script: Script) -> Response:
    """readOneScript: 200."""
    return JsonResponse(represent(script))


def put(call: Call, realm: str, body: ScriptBody) -> Response:
    """updateScript: 200, or 201 for an id that there is not yet, as tenants do it."""
    script_id = call.params["script_id"]
    known = call.mock.store.cloud.scripts.get((realm, script_id))
    if known is not None:
        return _put(call, known, body, 200)
    if not _ID.fullmatch(script_id):
        raise bad_request("The id of a script has letters, digits and hyphens")
    return _put(call, Script(script_id, realm, body.name, "", created_at=call.now), body, 201)


def delete(call: Call, script: Script) -> Response:
    """deleteScript: 200 with an empty object."""
    del call.mock.store.cloud.scripts[script.realm, script.id]
    return JsonResponse({})


def find(call: Call) -> Script:
    """Return the script of the path."""
    found = call.mock.store.cloud.scripts.get((realm_of(call), call.params["script_id"]))
    if found is None:
        raise not_found()
    return found


def represent(script: Script) -> dict[str, Any]:
    """Return a script as the interface shows it."""
    return revised(
        script.id,
        {
            "name": script.name,
            "description": script.description,
            "script": base64.b64encode(script.text.encode()).decode(),
            "default": False,
            "language": script.language,
            "context": script.context,
            "createdBy": "null",
            "creationDate": script.created_at,
            "lastModifiedBy": "null",
            "lastModifiedDate": script.changed_at,
            "evaluatorVersion": script.evaluator_version,
        },
    )


def _put(call: Call, script: Script, body: ScriptBody, status: int) -> Response:
    scripts = call.mock.store.cloud.scripts
    for other in scripts.values():
        if (other.realm, other.name) == (script.realm, body.name) and other.id != script.id:
            raise conflict("Another script of the realm has this name")
    changed = replace(
        script,
        name=body.name,
        text=body.text,
        context=body.context,
        evaluator_version=body.engine_version,
        language=body.language,
        description=body.description or "",
        changed_at=call.now,
    )
    keep(scripts, (script.realm, script.id), changed, MAX_SCRIPTS)
    return stored(call, represent(changed), status)
