"""What only a test can do: look into the server, move its clock, end verifications, begin again."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from .evidence import collect
from .policies import verifies
from .reading import Call, parsed
from .transactions import look
from .wire import Reply, not_found
from .world import Environment, Flow, Transaction, nanoseconds

_DECIDED = ("SUCCESS", "FAIL", "NOT_REQUIRED", "APPROVED_MANUALLY", "APPROVED_NO_REQUEST")


def environment(call: Call) -> Reply:
    """The ready-made environments and how to reach them."""
    home, elsewhere = call.world.home, call.world.elsewhere
    body = {"apiPath": call.api, "authPath": call.auth, "otherEnvironment": _facts(elsewhere)}
    return Reply(200, body | _facts(home))


def reset(call: Call) -> Reply:
    """Begin again with ids of another seed."""
    call.world.reset(str(parsed(call.content)["seed"]))
    return Reply(204)


def clock(call: Call) -> Reply:
    """The time, after it was moved."""
    if call.method == "POST":
        call.world.offset += timedelta(seconds=float(parsed(call.content)["advanceSeconds"]))
    return Reply(200, {"now": nanoseconds(call.world.now())})


def finish(call: Call) -> Reply:
    """Bring a transaction to a state, with what belongs to it."""
    one, body = _transaction(call), parsed(call.content)
    one.status, one.updated = str(body["status"]), call.world.now()
    one.decided, one.metadata, one.data = None, [], []
    sure = {"SUCCESS": "SUCCESS", "FAIL": "FAIL"}
    one.steps = dict.fromkeys(one.steps, sure.get(one.status, "REQUESTED"))
    if one.status in _DECIDED:
        picture = base64.b64decode(body["selfie"]) if body.get("selfie") else None
        collect(call.world, one, int(body.get("attempts", 1)), picture)
    return Reply(200, {"id": one.id, "transactionStatus": {"status": one.status}})


def view(call: Call) -> Reply:
    """What the end user is shown: addresses to choose from are masked at their end."""
    one = _transaction(call)
    options = one.requirements.get("email", {}).get("options", [])
    email: dict[str, Any] = {"mode": "free"}
    if len(options) == 1:
        email = {"mode": "fixed", "address": options[0]}
    elif options:
        email = {"mode": "choice", "choices": [_masked(option) for option in options]}
    number = one.requirements.get("phone", {}).get("value")
    phone = {"number": number} if number and verifies(one.policy, "phone") else None
    return Reply(200, {"email": email, "phone": phone})


def outbox(call: Call) -> Reply:
    """The messages that went out."""
    wanted = call.parameters.get("transaction")
    messages = [one for one in call.world.outbox if wanted in (None, one["transactionId"])]
    return Reply(200, {"messages": messages})


def open_flow(call: Call) -> Reply:
    """A flow whose external account is to be confirmed."""
    body, now = parsed(call.content), call.world.now()
    place = call.world.environments[body.get("environmentId", call.world.home.id)]
    offered = dict(body["identityProviderAttributes"])
    flow = Flow(call.world.new_id(), call.world.new_id(), offered, now, now)
    place.flows[flow.id] = flow
    return Reply(201, {"flowId": flow.id, "status": flow.status, "identityProviderAttributes": offered})


def stats(call: Call) -> Reply:
    """How often the server was asked."""
    return Reply(200, {"requests": call.world.requests})


def _facts(place: Environment) -> dict[str, str]:
    return {
        "environmentId": place.id,
        "clientId": place.client_id,
        "clientSecret": place.client_secret,
        "populationId": place.population_id,
        "userId": next(iter(place.users), ""),
        "verifyPolicyId": place.default_policy_id,
    }


def _transaction(call: Call) -> Transaction:
    for place in call.world.environments.values():
        for user in place.users.values():
            if call.named["transaction"] in user.transactions:
                return look(call.world, user.transactions[call.named["transaction"]])
    raise not_found("transaction")


def _masked(option: str) -> str:
    name, _, domain = option.rpartition("@")
    return f"{name}@{domain[0]}{'*' * (len(domain) - 1)}"
