"""Environments that are not as a run would like them: what the control plane changes about one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment, License, Policy
from pingone_conformance.mock.resources.platform import represent_license
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.control import EnvironmentChange


def change(call: Call, environment: Environment, body: EnvironmentChange) -> Response:
    """Apply a change: 200 with what the environment is now."""
    given = body.model_fields_set
    changes: dict[str, Any] = {}
    if "type" in given:
        changes["type"] = body.type
    if body.roles is not None:
        changes["roles"] = frozenset(body.roles)
    if body.products is not None:
        changes["products"] = tuple(body.products)
    if "public_key" in given:
        changes["public_key"] = _checked(body.public_key)
    changed = replace(environment, license=_license(environment, body), **changes)
    call.mock.store.environments[environment.id] = changed
    if body.default_verify_policy is not None:
        _set_default_policy(call, changed, wanted=body.default_verify_policy)
    return JsonResponse(_body(call, changed))


def _license(environment: Environment, body: EnvironmentChange) -> License:
    bought = environment.license
    return replace(
        bought,
        status=body.license_status or bought.status,
        verify={**bought.verify, **(body.license_verify or {})},
    )


def _checked(jwk: dict[str, Any] | None) -> dict[str, Any] | None:
    # The library of cryptography takes longer to load than the whole mock.
    from pingone_conformance.mock.assertions import public_key

    if jwk is not None:
        try:
            public_key(jwk)
        except ValueError:
            message = "The value has to be the JWK of a public key, RSA or of an elliptic curve."
            raise invalid_value("publicKey", message) from None
    return jwk


def _set_default_policy(call: Call, environment: Environment, *, wanted: bool) -> None:
    store = call.mock.store
    if not wanted:
        store.remove_default_policy(environment.id)
    elif _default_policy(call, environment) is None:
        ready_made = call.mock.ready_made
        own = ready_made.main if environment.id == ready_made.main.environment.id else ready_made.other
        store.put_policy(own.policy)


def _default_policy(call: Call, environment: Environment) -> Policy | None:
    try:
        return call.mock.store.default_policy(environment.id)
    except KeyError:
        return None


def _body(call: Call, environment: Environment) -> dict[str, Any]:
    return {
        "environmentId": environment.id,
        "type": environment.type,
        "roles": sorted(environment.roles),
        "products": list(environment.products),
        "license": represent_license(call.base, environment.license),
        "defaultVerifyPolicy": _default_policy(call, environment) is not None,
        "publicKey": environment.public_key,
    }
