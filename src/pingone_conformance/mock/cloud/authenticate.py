"""Running a journey over REST: callbacks out, callbacks in, and a session at the end ("Authenticate over REST")."""

from __future__ import annotations

import copy
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response
from starlette.types import Receive

from pingone_conformance.mock.bodies import JSON, media_type, parse_json, read_body, validate
from pingone_conformance.mock.cloud.account import cookie_name
from pingone_conformance.mock.cloud.answers import realm_of
from pingone_conformance.mock.cloud.errors import CloudError, bad_request
from pingone_conformance.mock.cloud.records import Journey, Pause
from pingone_conformance.mock.cloud.store import keep
from pingone_conformance.mock.cloud.walk import JourneyFailedError, Walk, go_on, log_failure
from pingone_conformance.mock.errors import unsupported_media_type
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import AnsweredCallback, Authentication

LIFETIME_SECONDS = 900
"""How long a journey waits for its callbacks, as on tenants."""

MAX_PAUSES = 500
"""Journeys that wait at the same time; the oldest is forgotten when there would be more."""

MAX_STATE_BYTES = 256 * 1024
"""Node state and callbacks of a journey that is to wait, as JSON."""

_SUCCESS_URL = "/enduser/?realm=/{realm}"


class Authenticate:
    """authenticate."""

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Begin a journey, or go on with one."""
        realm = realm_of(call)
        content = await read_body(call.scope, receive)
        if content and media_type(call.scope) not in ("", JSON):
            raise unsupported_media_type(JSON)
        body = validate(Authentication, parse_json(content) if content.strip() else {})
        if body.auth_id is None:
            return _answer(call, _begun(call, realm), None)
        pause = _pause(call, realm, body.auth_id)
        answers = _answers(pause.callbacks, body.callbacks or [])
        return _answer(call, _resumed(call, pause), answers)


def _begun(call: Call, realm: str) -> Walk:
    query = call.query
    if query.get("authIndexType") != "service" or not query.get("authIndexValue"):
        raise bad_request("authIndexType has to be service, and authIndexValue the name of a journey")
    journey = _journey(call, realm, query["authIndexValue"])
    state = {"realm": f"/{realm}", "authLevel": 0}
    return Walk(journey, journey.config["entryNodeId"], state, {})


def _resumed(call: Call, pause: Pause) -> Walk:
    journey = _journey(call, pause.realm, pause.journey)
    return Walk(journey, pause.node, dict(pause.shared), dict(pause.transient))


def _journey(call: Call, realm: str, name: str) -> Journey:
    found = call.mock.store.cloud.journeys.get((realm, name))
    if found is None or not found.config["enabled"] or found.config["innerTreeOnly"]:
        raise bad_request("No Configuration found")
    return found


def _pause(call: Call, realm: str, auth_id: str) -> Pause:
    """Take what an `authId` stands for: each is good once, in the realm that it was issued in."""
    key = call.mock.auth_ids.environment_of(auth_id.encode(), call.now)
    pauses = call.mock.store.cloud.pauses
    pause = None if key is None else pauses.get(key)
    if key is None or pause is None or pause.realm != realm:
        raise CloudError(401, "Session has timed out", detail={"errorCode": "110"})
    del pauses[key]
    return pause


def _answers(wanted: Sequence[Mapping[str, Any]], given: list[AnsweredCallback]) -> list[dict[str, Any]]:
    if [one["type"] for one in wanted] != [one.type for one in given]:
        raise bad_request("The callbacks are not those that were asked for")
    return [{**asked, "input": _inputs(asked, one)} for asked, one in zip(wanted, given, strict=True)]


def _inputs(asked: Mapping[str, Any], given: AnsweredCallback) -> list[dict[str, Any]]:
    """The inputs that were asked for, with the values that came back under their names."""
    values = {entered.name: entered.value for entered in given.input}
    return [{**one, "value": values.get(one["name"], one["value"])} for one in asked.get("input", ())]


def _answer(call: Call, walk: Walk, answers: Sequence[Mapping[str, Any]] | None) -> Response:
    try:
        go_on(call, walk, answers)
        if walk.wanted:
            _require_room(walk)
    except JourneyFailedError as problem:
        log_failure(call, walk, str(problem))
        raise _login_failure(walk) from problem
    if walk.wanted:
        return _asking(call, walk)
    if not walk.succeeded:
        raise _login_failure(walk)
    return _session(call, walk.journey.realm)


def _require_room(walk: Walk) -> None:
    if len(orjson.dumps([walk.shared, walk.transient, walk.wanted])) > MAX_STATE_BYTES:
        raise JourneyFailedError(f"the node state and the callbacks have more than {MAX_STATE_BYTES} bytes")


def _asking(call: Call, walk: Walk) -> Response:
    key = call.mock.ids.trace()
    realm, name = walk.journey.realm, walk.journey.id
    auth_id = call.mock.auth_ids.issue(key, name, call.mock.ids.trace(), call.now, LIFETIME_SECONDS)
    shared, transient = copy.deepcopy((walk.shared, walk.transient))
    pause = Pause(realm, name, walk.node, walk.wanted, shared, transient)
    keep(call.mock.store.cloud.pauses, key, pause, MAX_PAUSES)
    shown = {
        "authId": auth_id,
        "callbacks": [{**one, "_id": number} for number, one in enumerate(walk.wanted)],
        "header": walk.header,
        "description": walk.description,
    }
    return JsonResponse({member: value for member, value in shown.items() if value is not None})


def _session(call: Call, realm: str) -> Response:
    parts = [urlsafe_b64encode(UUID(call.mock.ids.trace()).bytes).decode().rstrip("=") for _ in range(2)]
    token = f"{parts[0]}.*{parts[1]}.*"
    answer = JsonResponse(
        {"tokenId": token, "successUrl": _SUCCESS_URL.format(realm=realm), "realm": f"/{realm}"}
    )
    name = cookie_name(call.mock)
    answer.headers["set-cookie"] = f"{name}={token}; Path=/; Secure; HttpOnly; SameSite=none"
    return answer


def _login_failure(walk: Walk) -> CloudError:
    message = walk.error_message or "Login failure"
    return CloudError(401, message, detail={"failureUrl": ""})
