"""Flows: read, and confirm account information ("Confirm Account Information", "PingOne flows")."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.clock import MINUTE, timestamp
from pingone_conformance.mock.errors import request_failed
from pingone_conformance.mock.hal import Json
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Flow, User
from pingone_conformance.mock.resources.users import merged
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.users import AccountConfirmation

USER_CONFIRM = "application/vnd.pingidentity.user.confirm+json"

INACTIVITY = 15 * MINUTE
"""A flow that nobody touches for this long (milliseconds) is gone."""

CONFIRMATION_REQUIRED = "ACCOUNT_CONFIRMATION_REQUIRED"
_LINKING_REQUIRED = "ACCOUNT_LINKING_REQUIRED"
_COMPLETED = "COMPLETED"

_SHOWN = ("username", "name")
_COOKIE_SECONDS = 2_592_000
_ACTIONS = {CONFIRMATION_REQUIRED: "user.confirm", _LINKING_REQUIRED: "usernamePassword.check"}


def read(call: Call, flow: Flow) -> Response:
    """readFlow: 200 with the state of the flow."""
    return _answer(call, flow)


def confirm(call: Call, flow: Flow, body: AccountConfirmation) -> Response:
    """confirmAccountInformation: 200; the account is written, or has to be linked when the name is taken.

    Attributes that the identity provider did not return are ignored.
    """
    if flow.status != CONFIRMATION_REQUIRED:
        _touch(call, flow)
        raise request_failed("The flow does not wait for account confirmation.", "INVALID_VALUE")
    holder = call.mock.store.user_named(flow.environment_id, body.username)
    if holder is not None:
        return _answer(call, replace(flow, status=_LINKING_REQUIRED, user={"username": body.username}))
    changes = known_only(body.changes(), flow.provider_attributes)
    changes["username"] = body.username
    user = _write(call, flow, changes)
    return _answer(call, replace(flow, status=_COMPLETED, user=_shown(user)))


def known_only(given: dict[str, Any], provided: dict[str, Any]) -> dict[str, Any]:
    """Return the members of ``given`` that the identity provider returned too, inside objects as well."""
    kept: dict[str, Any] = {}
    for name, value in given.items():
        if name not in provided:
            continue
        inner = provided[name]
        kept[name] = (
            known_only(value, inner) if isinstance(value, dict) and isinstance(inner, dict) else value
        )
    return kept


def _write(call: Call, flow: Flow, changes: dict[str, Any]) -> User:
    environment = call.mock.store.environments[flow.environment_id]
    attributes = merged(flow.provider_attributes, changes)
    user = User(
        call.mock.ids.uuid(), environment.id, environment.population_id, call.now, call.now, attributes
    )
    call.mock.store.put_user(user)
    return user


def _shown(user: User) -> dict[str, Any]:
    kept: dict[str, Any] = {name: user.attributes[name] for name in _SHOWN if name in user.attributes}
    return {"id": user.id, **kept}


def _touch(call: Call, flow: Flow) -> Flow:
    touched = replace(flow, expires_at=call.now + INACTIVITY)
    call.mock.store.put_flow(touched)
    return touched


def _answer(call: Call, flow: Flow) -> Response:
    flow = _touch(call, flow)
    response = JsonResponse(_represent(call.base, flow))
    response.raw_headers.append((b"set-cookie", _cookie(call, flow)))
    return response


def _represent(base: str, flow: Flow) -> Json:
    own = {"href": f"{base}/{flow.environment_id}/flows/{flow.id}"}
    relations = {"self": own}
    if flow.status in _ACTIONS:
        relations[_ACTIONS[flow.status]] = own
    return {
        "_links": relations,
        "_embedded": {"user": flow.user, "application": {"name": "Mock application"}},
        "id": flow.id,
        "session": {"id": flow.session_id},
        "resumeUrl": f"{base}/{flow.environment_id}/as/resume?flowId={flow.id}",
        "status": flow.status,
        "createdAt": timestamp(flow.created_at),
        "expiresAt": timestamp(flow.expires_at),
    }


def _cookie(call: Call, flow: Flow) -> bytes:
    expires = formatdate(call.now // 1000 + _COOKIE_SECONDS, usegmt=True)
    return (
        f"ST={flow.session_id}; Path=/{flow.environment_id}; Max-Age={_COOKIE_SECONDS}; Expires={expires}; "
        "Secure; HttpOnly; SameSite=None"
    ).encode("ascii")
