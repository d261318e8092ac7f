"""Verify policies: create, read, read all, update, delete ("Verify policies")."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.responses import Response

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import ApiError, Detail, invalid_data, invalid_value, request_failed
from pingone_conformance.mock.hal import Json, collection, environment_url, links
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment, Policy
from pingone_conformance.mock.responses import JsonResponse, created, no_content
from pingone_conformance.mock.schemas.policies import PolicyBody

_FILTER = re.compile(
    r'\s*name\s+(?:(?P<op>eq|ne|co|sw|ew)\s+"(?P<value>(?:[^"\\]|\\.)*)"|pr)\s*', re.IGNORECASE
)
_OPERATORS = ["eq", "ne", "co", "sw", "ew", "pr"]


def create(call: Call, environment: Environment, body: PolicyBody) -> Response:
    """createVerifyPolicy: 201; a default one takes over from the previous default."""
    policy = Policy(
        call.mock.ids.uuid(), environment.id, bool(body.default), call.now, call.now, body.settings()
    )
    call.mock.store.put_policy(policy)
    return created(represent(call.base, policy))


def read(call: Call, policy: Policy) -> Response:
    """readOneVerifyPolicy: 200."""
    return JsonResponse(represent(call.base, policy))


def read_all(call: Call, environment: Environment) -> Response:
    """readAllVerifyPolicies: 200; ``filter`` takes one SCIM comparison of ``name``."""
    own = links(self=f"{environment_url(call.base, environment.id)}/verifyPolicies")
    wanted = _matcher(call.query.get("filter"))
    policies = [
        represent(call.base, policy)
        for policy in call.mock.store.policies.values()
        if policy.environment_id == environment.id and wanted(policy)
    ]
    return JsonResponse(collection(own, "verifyPolicies", policies))


def update(call: Call, policy: Policy, body: PolicyBody) -> Response:
    """updateVerifyPolicy: 200; what the body omits returns to its default. A default policy stays one."""
    if policy.default and body.default is False:
        raise invalid_value(
            "default", "Another policy has to be made the default instead.", "CONSTRAINT_VIOLATION"
        )
    default = policy.default or bool(body.default)
    changed = replace(policy, settings=body.settings(), default=default, updated_at=call.now)
    call.mock.store.put_policy(changed)
    return JsonResponse(represent(call.base, changed))


def delete(call: Call, policy: Policy) -> Response:
    """deleteVerifyPolicy: 204; the default policy cannot be deleted."""
    if policy.default:
        raise request_failed("The default verify policy cannot be deleted.")
    call.mock.store.remove_policy(policy)
    return no_content()


def represent(base: str, policy: Policy) -> Json:
    """Return a policy as the API shows it."""
    environment = environment_url(base, policy.environment_id)
    return {
        "_links": links(self=f"{environment}/verifyPolicies/{policy.id}", environment=environment),
        "id": policy.id,
        "environment": {"id": policy.environment_id},
        "default": policy.default,
        **policy.settings,
        "createdAt": timestamp(policy.created_at),
        "updatedAt": timestamp(policy.updated_at),
    }


class _Matcher:
    def __init__(self, operator: str, value: str) -> None:
        self._operator = operator
        self._value = value

    def __call__(self, policy: Policy) -> bool:
        name, value = str(policy.settings["name"]).casefold(), self._value
        match self._operator:
            case "eq":
                return name == value
            case "ne":
                return name != value
            case "co":
                return value in name
            case "sw":
                return name.startswith(value)
            case "ew":
                return name.endswith(value)
            case _:
                return True


def _matcher(text: str | None) -> _Matcher:
    if text is None:
        return _Matcher("pr", "")
    found = _FILTER.fullmatch(text)
    if found is None:
        raise _invalid_filter()
    value = re.sub(r"\\(.)", r"\1", found["value"] or "")
    return _Matcher((found["op"] or "pr").lower(), value.casefold())


def _invalid_filter() -> ApiError:
    inner = {"supportedAttributes": ["name"], "supportedOperators": _OPERATORS}
    return invalid_data([Detail("INVALID_FILTER", "The filter is not supported.", "filter", inner)])
