"""Verify transactions: created under a policy, read in few words, approved, deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from . import wishes
from .pages import page
from .policies import seconds, shown, verifies
from .reading import Call, mapping, text
from .wire import Refusal, Reply, invalid
from .world import Policy, Transaction, User, World, whole_seconds

_PAGE = 3
_WAITING = ("REQUESTED", "INITIATED", "PARTIAL")
_APPROVED = ("APPROVED_MANUALLY", "APPROVED_NO_REQUEST")
_DEFAULT_SECONDS = 1800


def create(call: Call) -> Reply:
    """A new transaction; raises `Refusal`."""
    user, body = _user(call), call.json_object(empty_is={})
    policy = _policy(call, body)
    requirements = wishes.requirements(
        mapping(body.get("requirements") or {}, "requirements"), policy.settings
    )
    echoed = wishes.callback(body) | wishes.notifications(body)
    if body.get("redirect") is not None:
        wishes.check_redirect(mapping(body["redirect"], "redirect"))
    now = call.world.now()
    transaction = Transaction(
        id=call.world.new_id(),
        user_id=user.id,
        environment_id=_environment_id(call),
        policy_id=policy.id,
        policy=policy.settings,
        steps=_steps(policy.settings),
        created=now,
        updated=now,
        expires=now + lifetime(policy.settings),
        code=call.world.new_code(),
        echoed=echoed,
        requirements=requirements,
    )
    user.transactions[transaction.id] = transaction
    _notify(call.world, transaction)
    return Reply(201, _created(call, transaction), {"location": _path(transaction)})


def read_all(call: Call) -> Reply:
    """The newest transactions of a user, and the way to older ones."""
    newest = [look(call.world, one) for one in reversed(_user(call).transactions.values())]
    entries = [_short(call, one, {"status": one.status}) for one in newest]
    here = f"{call.links}/environments/{_environment_id(call)}/users/{_user(call).id}/verifyTransactions"
    return Reply(200, page(call, here, "verifyTransactions", entries, _PAGE))


def read(call: Call) -> Reply:
    """One transaction, without the links for its user and without what was required."""
    one = _transaction(call)
    body = _short(call, one, {"status": one.status, "verificationStatus": one.steps})
    if one.status == "SUCCESS":
        body["verifiedDocuments"] = "[driver_license, liveness, selfie]"
    assert call.environment is not None
    policy = call.environment.policies.get(one.policy_id)
    if call.parameters.get("expand") == "verifyPolicy" and policy:
        body["_embedded"] = {"verifyPolicy": shown(call, policy)}
    return Reply(200, body)


def update(call: Call) -> Reply:
    """Approval by an administrator, from FAIL or IN_PROGRESS only; moves the expiry, as one example does."""
    one, body = _transaction(call), call.json_object()
    wanted = mapping(body.get("transactionStatus"), "transactionStatus").get("status")
    if wanted not in _APPROVED:
        raise invalid("An administrator approves, and nothing else.")
    if one.status not in {"FAIL", "IN_PROGRESS"}:
        raise Refusal(409, "REQUEST_FAILED", "There is nothing to approve.")
    one.status, one.updated = wanted, call.world.now()
    one.expires = one.updated + lifetime(one.policy)
    one.decided = one.decided or one.updated
    return Reply(200, _short(call, one, {"status": one.status}))


def delete(call: Call) -> Reply:
    """The transaction is gone with all that belongs to it."""
    del _user(call).transactions[_transaction(call).id]
    return Reply(204)


def look(world: World, one: Transaction) -> Transaction:
    """A transaction as it is by now: it fails when it was not completed in time."""
    if one.status in _WAITING and world.now() >= one.expires:
        one.status, one.decided = "FAIL", one.expires
        one.steps = dict.fromkeys(one.steps, "EXPIRED")
    return one


def lifetime(settings: dict[str, Any]) -> timedelta:
    """How long a transaction under a policy lives."""
    timeout = settings.get("transaction", {}).get("timeout")
    return timedelta(seconds=seconds(timeout) if timeout else _DEFAULT_SECONDS)


def links(call: Call, one: Transaction, *, in_short: bool = False) -> dict[str, Any]:
    """The links of a transaction; read again, its user's link has no environment, as in some examples."""
    home = f"{call.links}/environments/{one.environment_id}"
    user = f"{call.links}/users/{one.user_id}" if in_short else f"{home}/users/{one.user_id}"
    own = f"{home}/users/{one.user_id}/verifyTransactions/{one.id}"
    return {"self": {"href": own}, "environment": {"href": home}, "user": {"href": user}}


def _short(call: Call, one: Transaction, status: dict[str, Any]) -> dict[str, Any]:
    own = f"{call.links}{_path(one).removeprefix('/v1')}"
    # A relation with several links, as HAL allows.
    more = {"appEvents": {"href": f"{own}/appEvents"}, "parts": [{"href": f"{own}/metaData"}, {"href": own}]}
    return {
        "_links": links(call, one, in_short=True) | more,
        "id": one.id,
        "transactionStatus": status,
        "createdAt": whole_seconds(one.created),
        "updatedAt": whole_seconds(one.updated),
        "expiresAt": whole_seconds(one.expires),
    }


def _created(call: Call, one: Transaction) -> dict[str, Any]:
    base = f"{call.api}/idValidations/webVerifications"
    query = {"envId": one.environment_id, "code": one.code, "url": base, "txnid": one.id, "lang": "en"}
    page = f"{call.apps}/{one.environment_id}/verify/verify-webapp/v2/index.html?{urlencode(query)}"
    body = _short(call, one, {"status": one.status, "verificationStatus": one.steps, "reason": None})
    required = {name: {"source": "REQUEST", **value} for name, value in one.requirements.items()}
    requirements = {"requirements": required} if required else {}
    policy = f"{call.links}/environments/{one.environment_id}/verifyPolicies/{one.policy_id}"
    return body | {
        "_links": links(call, one) | {"verifyPolicy": {"href": policy}},
        "verifyPolicy": {"id": one.policy_id},
        "qrUrl": f"{base}/{one.id}/qr",
        "webVerificationUrl": page,
        "webVerificationCode": one.code,
        **requirements,
        **one.echoed,
    }


def _steps(settings: dict[str, Any]) -> dict[str, str]:
    asked = {"GOVERNMENT_ID": "governmentId", "LIVENESS": "liveness", "EMAIL": "email", "PHONE": "phone"}
    steps = [name for name, step in asked.items() if verifies(settings, step)]
    if verifies(settings, "facialComparison"):
        document = verifies(settings, "governmentId")
        steps.append("FACIAL_COMPARISON_DOCUMENT" if document else "FACIAL_COMPARISON_REFERENCE_SELFIE")
    return dict.fromkeys([*steps, "DEVICE_INTEGRITY"], "REQUESTED")


def _policy(call: Call, body: dict[str, Any]) -> Policy:
    assert call.environment is not None
    place = call.environment
    wanted = place.default_policy_id
    if body.get("verifyPolicy") is not None:
        wanted = text(mapping(body["verifyPolicy"], "verifyPolicy").get("id"), "verifyPolicy.id")
    if wanted not in place.policies:
        raise invalid("The environment has no such policy.")
    return place.policies[wanted]


def _notify(world: World, one: Transaction) -> None:
    told = one.echoed.get("sendNotification", {})
    results = []
    for member, method in (("email", "EMAIL"), ("phone", "SMS")):
        if member in told:
            sent = _sent(world, one, "id_verification", method, told[member])
            results.append({"notification": {"id": sent}, "sent": True, "method": method, "queue": "web"})
    if results:
        told["results"] = results
    addresses = one.requirements.get("email", {}).get("options", [])
    if verifies(one.policy, "email") and len(addresses) == 1:
        _sent(world, one, "email_phone_verification", "EMAIL", addresses[0])
    if verifies(one.policy, "phone") and "phone" in one.requirements:
        _sent(world, one, "email_phone_verification", "SMS", one.requirements["phone"]["value"])


def _sent(world: World, one: Transaction, template: str, method: str, to: str) -> str:
    if method == "SMS":
        to = "+" + "".join(char for char in to if char.isdigit())
    message = {
        "id": world.new_id(),
        "transactionId": one.id,
        "template": template,
        "method": method,
        "to": to,
    }
    world.outbox.append(message | {"sentAt": whole_seconds(world.now())})
    return str(message["id"])


def _path(one: Transaction) -> str:
    return f"/v1/environments/{one.environment_id}/users/{one.user_id}/verifyTransactions/{one.id}"


def _environment_id(call: Call) -> str:
    assert call.environment is not None
    return call.environment.id


def _user(call: Call) -> User:
    assert call.user is not None
    return call.user


def _transaction(call: Call) -> Transaction:
    assert call.transaction is not None
    return look(call.world, call.transaction)
