"""Verify policies: understood, listed in short pages, one of them the default."""

from __future__ import annotations

import re
from typing import Any

from .pages import page
from .reading import Call, boolean, choice, integer, mapping, text
from .wire import Refusal, Reply, invalid
from .world import Environment, Policy, nanoseconds

_VERIFY = ("REQUIRED", "OPTIONAL", "DISABLED")
_THRESHOLD = ("LOW", "MEDIUM", "HIGH")
_STEPS = ("governmentId", "facialComparison", "liveness", "email", "phone")
_FILTER = re.compile(r'\s*name\s+(?:(pr)|(eq|ne|co|sw|ew)\s+"(.*)")\s*', re.IGNORECASE)
_PAGE = 4


def create(call: Call) -> Reply:
    """A new policy."""
    place, now = _place(call), call.world.now()
    body = call.json_object()
    settings = _understood(body)
    _refuse_taken(place, settings["name"])
    policy = Policy(call.world.new_id(), settings, now, now)
    place.policies[policy.id] = policy
    if boolean(body.get("default", False), "default"):
        place.default_policy_id = policy.id
    return Reply(201, shown(call, policy), {"location": _path(place, policy)})


def read_all(call: Call) -> Reply:
    """Some policies, and the way to more."""
    place = _place(call)
    listed = list(place.policies.values())
    if "filter" in call.parameters:
        listed = [policy for policy in listed if _fits(policy.settings["name"], call.parameters["filter"])]
    url = f"{call.links}/environments/{place.id}/verifyPolicies"
    entries = [shown(call, policy) for policy in listed]
    return Reply(200, page(call, url, "verifyPolicies", entries, _PAGE))


def read(call: Call) -> Reply:
    """One policy."""
    return Reply(200, shown(call, _policy(call)))


def update(call: Call) -> Reply:
    """The policy as the body has it; what it leaves out is gone."""
    place, policy = _place(call), _policy(call)
    body = call.json_object()
    settings = _understood(body)
    _refuse_taken(place, settings["name"], but=policy)
    # The default policy stays it until another one says that it is.
    if boolean(body.get("default") or False, "default"):
        place.default_policy_id = policy.id
    policy.settings, policy.updated = settings, call.world.now()
    return Reply(200, shown(call, policy))


def delete(call: Call) -> Reply:
    """The policy is gone, unless it is the default one."""
    place, policy = _place(call), _policy(call)
    if place.default_policy_id == policy.id:
        raise Refusal(403, "ACCESS_FAILED", "An environment does not go without a default policy.")
    del place.policies[policy.id]
    return Reply(204)


def _refuse_taken(place: Environment, name: str, but: Policy | None = None) -> None:
    # No page says whether two policies may have one name.
    if any(policy is not but and policy.settings["name"] == name for policy in place.policies.values()):
        raise Refusal(409, "REQUEST_FAILED", "There is a policy of this name.")


def seconds(timeout: dict[str, Any]) -> int:
    """How long a timeout of a policy is."""
    return int(timeout["duration"]) * (60 if timeout["timeUnit"] == "MINUTES" else 1)


def verifies(settings: dict[str, Any], step: str) -> bool:
    """Whether a policy asks for a step at all."""
    return bool(settings.get(step, {}).get("verify", "DISABLED") != "DISABLED")


def _understood(body: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = {"name": text(body.get("name"), "name", 256)}
    if body.get("description") is not None:
        settings["description"] = text(body["description"], "description", 1024)
    if not any(body.get(step) is not None for step in _STEPS):
        raise invalid("A policy has to verify something.", "REQUIRED_VALUE")
    for step in _STEPS:
        if body.get(step) is not None:
            settings[step] = _step(step, mapping(body[step], step))
    if body.get("transaction") is not None:
        settings["transaction"] = _transaction(mapping(body["transaction"], "transaction"))
    for name in ("identityRecordMatching", "dataBasedIdentityVerification"):
        if body.get(name) is not None:
            settings[name] = mapping(body[name], name)
    return settings


def _step(name: str, given: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = {"verify": choice(given.get("verify"), f"{name}.verify", _VERIFY)}
    if name in {"facialComparison", "liveness"}:
        step["threshold"] = choice(given.get("threshold") or "MEDIUM", f"{name}.threshold", _THRESHOLD)
    if given.get("retry") is not None:
        attempts = mapping(given["retry"], f"{name}.retry").get("attempts")
        step["retry"] = {"attempts": integer(attempts, f"{name}.retry.attempts", 0, 3)}
    for flag in ("failExpiredId", "verifyAamva", "createMfaDevice"):
        if given.get(flag) is not None:
            step[flag] = boolean(given[flag], f"{name}.{flag}")
    if name == "governmentId":
        kept = ("inspectionType", "provider", "documentImages", "aadhaar")
        step |= {member: given[member] for member in kept if given.get(member) is not None}
    if given.get("otp") is not None:
        step["otp"] = _one_time_password(mapping(given["otp"], f"{name}.otp"))
    return step


def _one_time_password(given: dict[str, Any]) -> dict[str, Any]:
    deliveries = mapping(given.get("deliveries"), "otp.deliveries")
    notification = mapping(given.get("notification"), "otp.notification")
    attempts = mapping(given.get("attempts"), "otp.attempts")
    sent: dict[str, Any] = {"count": integer(deliveries.get("count"), "otp.deliveries.count", 1, 1000)}
    if deliveries.get("cooldown") is not None:
        sent["cooldown"] = _timeout(deliveries["cooldown"], "otp.deliveries.cooldown", 0)
    return {
        "attempts": {"count": integer(attempts.get("count"), "otp.attempts.count", 1, 1000)},
        "lifeTime": _timeout(given.get("lifeTime"), "otp.lifeTime", 60),
        "deliveries": sent,
        "notification": {
            member: text(notification[member], f"otp.notification.{member}")
            for member in ("templateName", "variantName")
            if notification.get(member) is not None
        },
    }


def _transaction(given: dict[str, Any]) -> dict[str, Any]:
    timeout = _timeout(
        given.get("timeout", {"duration": 30, "timeUnit": "MINUTES"}), "transaction.timeout", 0
    )
    collection = mapping(given.get("dataCollection", {}), "transaction.dataCollection")
    if collection.get("timeout") is None:
        collecting = min(900, seconds(timeout))
        kept = {"duration": collecting, "timeUnit": "SECONDS"}
    else:
        kept = _timeout(collection["timeout"], "transaction.dataCollection.timeout", 0)
    if seconds(kept) > seconds(timeout):
        raise invalid("Collecting may not take longer than the whole.", "CONSTRAINT_VIOLATION")
    only = {"dataCollectionOnly": boolean(given.get("dataCollectionOnly", False), "dataCollectionOnly")}
    more = {"ida": given["ida"]} if isinstance(given.get("ida"), dict) else {}
    return {"timeout": timeout, "dataCollection": {"timeout": kept}, **only, **more}


def _timeout(value: Any, name: str, shortest: int) -> dict[str, Any]:
    given = mapping(value, name)
    unit = choice(given.get("timeUnit"), f"{name}.timeUnit", ("SECONDS", "MINUTES"))
    low, high = (shortest, 1800) if unit == "SECONDS" else (shortest // 60, 30)
    return {"duration": integer(given.get("duration"), f"{name}.duration", low, high), "timeUnit": unit}


def _with_more(name: str, setting: Any) -> Any:
    """A setting with members that no page has, at several depths."""
    if name not in _STEPS:
        return setting
    more: dict[str, Any] = {"profile": "STANDARD"}
    if "otp" in setting:
        more |= {"otp": {**setting["otp"], "alphabet": "DIGITS"}}
    return more | {member: value for member, value in setting.items() if member not in more}


def _fits(name: str, wanted: str) -> bool:
    found = _FILTER.fullmatch(wanted)
    if not found:
        detail = {"code": "INVALID_FILTER", "message": "Only names can be looked for."}
        raise Refusal(400, "INVALID_REQUEST", "This filter is not understood.", [detail])
    present, operator, value = found.groups()
    if present:
        return True
    have, want = name.casefold(), value.casefold()
    return {
        "eq": have == want,
        "ne": have != want,
        "co": want in have,
        "sw": have.startswith(want),
        "ew": have.endswith(want),
    }[operator.lower()]


def shown(call: Call, policy: Policy) -> dict[str, Any]:
    """A policy as it is answered: with what it leaves to the service, and members that no page has."""
    place = _place(call)
    here = f"{call.links}{_path(place, policy).removeprefix('/v1')}"
    home = f"{call.links}/environments/{place.id}"
    unused = {step: {"verify": "DISABLED"} for step in _STEPS if step not in policy.settings}
    transaction = {"authenticationMode": "NONE", **_transaction({}), **policy.settings.get("transaction", {})}
    transaction["timeout"] = {**transaction["timeout"], "extendable": False}
    return {
        "_links": {
            "self": {"href": here, "type": "application/hal+json"},
            "environment": {"href": home},
            "notificationTemplates": {"href": f"{home}/templates/email_phone_verification"},
        },
        "id": policy.id,
        "environment": {"id": place.id},
        **unused,
        **{name: _with_more(name, value) for name, value in policy.settings.items()},
        "transaction": transaction,
        "default": place.default_policy_id == policy.id,
        "systemProvided": False,
        "voice": {"verify": "WITHDRAWN"},
        "verifiableCredential": {"verify": "DISABLED", "protocol": "NATIVE"},
        "createdAt": nanoseconds(policy.created),
        "updatedAt": nanoseconds(policy.updated),
    }


def _path(place: Environment, policy: Policy) -> str:
    return f"/v1/environments/{place.id}/verifyPolicies/{policy.id}"


def _place(call: Call) -> Environment:
    assert call.environment is not None
    return call.environment


def _policy(call: Call) -> Policy:
    assert call.policy is not None
    return call.policy
