"""Users: create, read, update by PATCH and PUT, delete ("Users")."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.hal import Json, environment_url, links, user_url
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment, User
from pingone_conformance.mock.responses import JsonResponse, created, no_content
from pingone_conformance.mock.schemas.users import NewUser, UserPatch, UserReplacement

_PASSWORD_LINKS = ("password", "password.reset", "password.set", "password.check", "password.recover")


def create(call: Call, environment: Environment, body: NewUser) -> Response:
    """createUser: 201 with the user; its name has to be new in the environment."""
    _require_free(call, environment.id, body.username, None)
    population = body.population.id if body.population else environment.population_id
    user = User(call.mock.ids.uuid(), environment.id, population, call.now, call.now, body.attributes())
    call.mock.store.put_user(user)
    return created(represent(call.base, user))


def read(call: Call, user: User) -> Response:
    """readOneUser: 200 with the user."""
    return JsonResponse(represent(call.base, user))


def patch(call: Call, user: User, body: UserPatch) -> Response:
    """updateUser: 200 with the whole user; what the body omits stays, null clears ("Update User (Patch)")."""
    return _store(call, user, merged(user.attributes, body.changes()))


def put(call: Call, user: User, body: UserReplacement) -> Response:
    """replaceUser: 200 with the whole user; what the body omits is cleared ("Update User (Put)")."""
    return _store(call, user, body.written())


def delete(call: Call, user: User) -> Response:
    """deleteUser: 204; the user's transactions go too."""
    call.mock.store.remove_user(user)
    return no_content()


def merged(current: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return ``current`` after a JSON merge patch (RFC 7396); objects left empty are dropped."""
    result = dict(current)
    for key, value in changes.items():
        new = merged(current.get(key) or {}, value) or None if isinstance(value, dict) else value
        if new is None:
            result.pop(key, None)
        else:
            result[key] = new
    return result


def represent(base: str, user: User) -> Json:
    """Return a user as the API shows it ("Script bindings", getUser)."""
    environment = environment_url(base, user.environment_id)
    own = user_url(base, user.environment_id, user.id)
    population = f"{environment}/populations/{user.population_id}"
    relations = links(
        self=own,
        environment=environment,
        population=population,
        devices=f"{own}/devices",
        roleAssignments=f"{own}/roleAssignments",
        linkedAccounts=f"{own}/linkedAccounts",
    )
    password = {"href": f"{own}/password"}
    relations.update(dict.fromkeys(_PASSWORD_LINKS, password))
    relations["account.sendVerificationCode"] = {"href": own}
    embedded = {"_links": links(self=population, environment=environment), "id": user.population_id}
    return {
        "_links": relations,
        "_embedded": {"population": embedded},
        "id": user.id,
        "environment": {"id": user.environment_id},
        "population": {"id": user.population_id},
        "createdAt": timestamp(user.created_at),
        "enabled": True,
        "lifecycle": {"status": "ACCOUNT_OK"},
        "mfaEnabled": False,
        "verifyStatus": "NOT_INITIATED",
        "updatedAt": timestamp(user.updated_at),
        **user.attributes,
    }


def _store(call: Call, user: User, attributes: dict[str, Any]) -> Response:
    _require_free(call, user.environment_id, attributes["username"], user.id)
    changed = replace(user, attributes=attributes, updated_at=call.now)
    call.mock.store.put_user(changed)
    return JsonResponse(represent(call.base, changed))


def _require_free(call: Call, environment_id: str, username: str, user_id: str | None) -> None:
    holder = call.mock.store.user_named(environment_id, username)
    if holder is not None and holder.id != user_id:
        raise invalid_value("username", "Another user has this name.", "UNIQUENESS_VIOLATION")
