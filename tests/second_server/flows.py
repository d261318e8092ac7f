"""Authentication flows that wait until the data of an external account are confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .reading import Call, text
from .users import added, understood
from .wire import Refusal, Reply, not_found
from .world import Environment, Flow, with_offset

_IDLE = timedelta(minutes=15)
_CONFIRMATION = "application/vnd.pingidentity.user.confirm+json"
_WAITING = "ACCOUNT_CONFIRMATION_REQUIRED"


def read(call: Call) -> Reply:
    """Where the flow stands, until it is at its end."""
    place, flow = _found(call)
    if flow.status == "COMPLETED":
        raise not_found("flow any more")
    return _answer(call, place, flow)


def confirm(call: Call) -> Reply:
    """Link or create the user (Confirm Account Information; Identity provider account confirmation)."""
    place, flow = _found(call)
    body = call.json_object(_CONFIRMATION)
    username = text(body.get("username"), "username", 128)
    if flow.status != _WAITING:
        raise Refusal(409, "REQUEST_FAILED", "This was confirmed before.")
    offered = {name: body.get(name, value) for name, value in flow.offered.items()}
    attributes = understood(offered) | {"username": username}
    known = [u for u in place.users.values() if u.attributes["username"].casefold() == username.casefold()]
    flow.status = "ACCOUNT_LINKING_REQUIRED" if known else "COMPLETED"
    user = known[0] if known else added(call, place, attributes)
    flow.user = {"username": username, "id": user.id}
    return _answer(call, place, flow)


def _found(call: Call) -> tuple[Environment, Flow]:
    place = call.world.environments.get(call.named["env"])
    flow = place.flows.get(call.named["flow"]) if place else None
    if place is None or flow is None or call.world.now() > flow.touched + _IDLE:
        raise not_found("flow")
    flow.touched = call.world.now()
    return place, flow


def _answer(call: Call, place: Environment, flow: Flow) -> Reply:
    here = f"{call.auth}/{place.id}/flows/{flow.id}"
    names = ["user.confirm", "session.reset"] if flow.status == _WAITING else []
    if flow.status == "ACCOUNT_LINKING_REQUIRED":
        names = ["usernamePassword.check", "password.forgot"]
    embedded: dict[str, Any] = {"application": {"name": "Second", "id": place.client_id}}
    if flow.user:
        embedded["user"] = flow.user
    body = {
        "_links": {"self": {"href": here}, "forms": [{"href": f"{here}/form"}]}
        | {name: {"href": here} for name in names},
        "_embedded": embedded,
        "id": flow.id,
        "session": {"id": flow.session_id},
        "resumeUrl": f"{call.auth}/{place.id}/as/resume?flowId={flow.id}",
        "status": flow.status,
        "environment": {"id": place.id},
        "createdAt": with_offset(flow.created),
        "expiresAt": with_offset(flow.touched + _IDLE),
    }
    cookie = f"ST={flow.session_id}; Path=/{place.id}; Max-Age=2592000; Secure; HttpOnly; SameSite=None"
    return Reply(200, body, {"set-cookie": cookie})
