"""Secrets and variables of the environment ("Manage ESVs"). What is put counts at once; a tenant has to restart."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.cloud.errors import bad_request, not_found
from pingone_conformance.mock.cloud.records import Esv
from pingone_conformance.mock.cloud.store import keep
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import SecretBody, VariableBody
from pingone_conformance.mock.schemas.fields import decode_base64

MAX_ESVS = 1_000
"""Secrets and variables that are kept."""

SECRET, VARIABLE = "secret", "variable"

_NAME = re.compile(r"esv-[a-z0-9_-]{1,124}")


def put_secret(call: Call, name: str, body: SecretBody) -> Response:
    """replaceSecret: 200; a secret that exists gets a new version."""
    secret = Esv(
        name,
        SECRET,
        decode_base64(body.value_base64),
        encoding=body.encoding,
        description=body.description,
        use_in_placeholders=body.use_in_placeholders,
    )
    return _put(call, secret)


def put_variable(call: Call, name: str, body: VariableBody) -> Response:
    """replaceVariable: 200; the type of a variable that exists may be left out."""
    known = call.mock.store.cloud.esvs.get((VARIABLE, name))
    kind = body.expression_type or (known.type if known else None)
    if kind is None:
        raise bad_request("expressionType is needed to create a variable")
    value = decode_base64(body.value_base64)
    return _put(call, Esv(name, VARIABLE, value, type=kind, description=body.description))


def read(call: Call, esv: Esv) -> Response:
    """readOneSecret, readOneVariable: 200; the value of a secret is never shown."""
    return JsonResponse(_represent(call, esv))


def delete(call: Call, esv: Esv) -> Response:
    """deleteSecret, deleteVariable: 200 with what it was."""
    del call.mock.store.cloud.esvs[esv.kind, esv.name]
    return JsonResponse(_represent(call, esv))


def name_of(call: Call) -> str:
    """Return the name in the path; raises a refusal for one that no secret and no variable can have."""
    name = call.params["name"]
    if not _NAME.fullmatch(name):
        raise bad_request(
            "A name begins with esv- and has lower-case letters, digits, hyphens and underscores"
        )
    return name


def find_secret(call: Call) -> Esv:
    """Return the secret of the path."""
    return _find(call, SECRET)


def find_variable(call: Call) -> Esv:
    """Return the variable of the path."""
    return _find(call, VARIABLE)


def _find(call: Call, kind: str) -> Esv:
    found = call.mock.store.cloud.esvs.get((kind, name_of(call)))
    if found is None:
        raise not_found(f"The {kind} does not exist")
    return found


def _put(call: Call, esv: Esv) -> Response:
    esvs = call.mock.store.cloud.esvs
    known = esvs.get((esv.kind, esv.name))
    version = 1 if known is None else known.version + 1
    changed = replace(esv, version=version, changed_at=call.now)
    keep(esvs, (esv.kind, esv.name), changed, MAX_ESVS)
    return JsonResponse(_represent(call, changed))


def _represent(call: Call, esv: Esv) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "_id": esv.name,
        "description": esv.description,
        "lastChangeDate": timestamp(esv.changed_at),
        "lastChangedBy": call.mock.ready_made.service_account_id,
        "loaded": True,
    }
    if esv.kind == VARIABLE:
        value = base64.b64encode(esv.value).decode()
        return {**shown, "expressionType": esv.type, "valueBase64": value}
    version = str(esv.version)
    return {
        **shown,
        "activeVersion": version,
        "encoding": esv.encoding,
        "loadedVersion": version,
        "useInPlaceholders": esv.use_in_placeholders,
    }
