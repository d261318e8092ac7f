"""Users: created, read, patched, replaced, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from .reading import Call, address, mapping, text, url
from .wire import Refusal, Reply, invalid
from .world import Environment, User, whole_seconds

_TEXTS = ("nickname", "title", "type", "accountId", "preferredLanguage", "locale", "timezone")
_NAME = ("formatted", "given", "middle", "family", "honorificPrefix", "honorificSuffix")
_ADDRESS = ("streetAddress", "locality", "region", "postalCode", "countryCode")
_LINKS = ("devices", "roleAssignments", "linkedAccounts", "password", "sessions")


def create(call: Call) -> Reply:
    """A new user; most pages want a username, an email and a population."""
    place = _place(call)
    body = call.json_object()
    attributes = understood(body)
    for name in ("username", "email"):
        if name not in attributes:
            raise invalid(f"No user without {name}.", "REQUIRED_VALUE")
    population = text(mapping(body.get("population"), "population").get("id"), "population.id")
    if population != place.population_id:
        raise invalid("This population is not one of the environment.")
    refuse_taken(place, attributes["username"])
    user = added(call, place, attributes)
    return Reply(201, shown(call, user), {"location": _path(call, user)})


def added(call: Call, place: Environment, attributes: dict[str, Any]) -> User:
    """A user of these attributes in the population that every environment has."""
    now = call.world.now()
    user = User(call.world.new_id(), place.population_id, attributes, now, now)
    place.users[user.id] = user
    return user


def read(call: Call) -> Reply:
    """One user."""
    return Reply(200, shown(call, _user(call)))


def patch(call: Call) -> Reply:
    """What is named is changed, null clears, the rest stays."""
    user, body = _user(call), call.json_object()
    if not body:
        raise invalid("Nothing to change.", "EMPTY_VALUE")
    changes = understood(body)
    kept = {name: value for name, value in user.attributes.items() if body.get(name, "") is not None}
    return _changed(call, user, kept | changes)


def replace(call: Call) -> Reply:
    """What is not named is cleared."""
    user, body = _user(call), call.json_object()
    return _changed(call, user, understood(body))


def delete(call: Call) -> Reply:
    """The user is gone, and all transactions with it."""
    del _place(call).users[_user(call).id]
    return Reply(204)


def _changed(call: Call, user: User, attributes: dict[str, Any]) -> Reply:
    for name in ("username", "email"):
        if name not in attributes and (name == "username" or name in user.attributes):
            raise invalid(f"No user without {name}.", "REQUIRED_VALUE")
    refuse_taken(_place(call), attributes["username"], but=user)
    user.attributes, user.updated = attributes, call.world.now()
    return Reply(200, shown(call, user))


def refuse_taken(place: Environment, username: str, but: User | None = None) -> None:
    """Raise a 409: "Retry best practices" names it for a conflict, and no page shows its body."""
    for user in place.users.values():
        if user is not but and user.attributes["username"].casefold() == username.casefold():
            detail = {"code": "UNIQUENESS_VIOLATION", "message": "Somebody has this name already."}
            raise Refusal(409, "REQUEST_FAILED", "That would be one too many.", [detail])


def understood(body: dict[str, Any]) -> dict[str, Any]:
    """The attributes that can be written; anything else is passed over, names in another case as well."""
    readers: dict[str, Callable[[Any], Any]] = {
        "username": lambda value: text(value, "username", 128),
        "email": lambda value: address(value, "email"),
        "externalId": lambda value: text(value, "externalId", 1024),
        "primaryPhone": lambda value: _telephone(value, "primaryPhone"),
        "mobilePhone": lambda value: _telephone(value, "mobilePhone"),
        "name": lambda value: _parts(value, "name", _NAME),
        "address": lambda value: _parts(value, "address", _ADDRESS),
        "photo": lambda value: {"href": url(mapping(value, "photo").get("href"), "photo.href")},
    }
    readers |= {name: partial(text, name=name, longest=256) for name in _TEXTS}
    return {name: read(body[name]) for name, read in readers.items() if body.get(name) is not None}


def _telephone(value: Any, name: str) -> str:
    if not any(char.isdigit() for char in text(value, name, 32)):
        raise invalid(f"{name} has no digit.")
    return str(value)


def _parts(value: Any, name: str, parts: tuple[str, ...]) -> dict[str, str]:
    given = mapping(value, name)
    return {part: text(given[part], f"{name}.{part}", 256) for part in parts if given.get(part) is not None}


def shown(call: Call, user: User) -> dict[str, Any]:
    """A user as it is answered: more links and members than any page lists."""
    here = f"{call.links}{_path(call, user).removeprefix('/v1')}"
    place = _place(call)
    home = f"{call.links}/environments/{place.id}"
    population = f"{home}/populations/{user.population_id}"
    links = {name: {"href": f"{here}/{name}"} for name in _LINKS}
    own = {"self": {"href": here}, "environment": {"href": home}, "population": {"href": population}}
    return {
        "_links": own | links | {"account.lock": {"href": here, "title": "lock"}},
        "_embedded": {"population": {"_links": {"self": {"href": population}}, "id": user.population_id}},
        "id": user.id,
        "environment": {"id": place.id},
        "population": {"id": user.population_id, "type": "STANDARD"},
        **user.attributes,
        **_derived(user.attributes),
        "createdAt": whole_seconds(user.created),
        "updatedAt": whole_seconds(user.updated),
        "enabled": True,
        "mfaEnabled": False,
        "emailVerified": False,
        "account": {"canAuthenticate": True, "status": "OK"},
        "identityProvider": {"type": "PING_ONE"},
        "lifecycle": {"status": "ACCOUNT_OK"},
        "verifyStatus": "PENDING_REVIEW",
    }


def _derived(attributes: dict[str, Any]) -> dict[str, Any]:
    """Members inside of what was sent that nobody sent."""
    more: dict[str, dict[str, Any]] = {}
    for name, value in (("address", "POSTAL"), ("photo", "PROFILE")):
        if name in attributes:
            more[name] = {**attributes[name], "use": value}
    if "name" in attributes:
        parts = attributes["name"]
        whole = " ".join(parts[part] for part in ("given", "middle", "family") if part in parts)
        more["name"] = {"formatted": whole, "initials": whole[:1], **parts}
    return more


def _path(call: Call, user: User) -> str:
    return f"/v1/environments/{_place(call).id}/users/{user.id}"


def _place(call: Call) -> Environment:
    assert call.environment is not None
    return call.environment


def _user(call: Call) -> User:
    assert call.user is not None
    return call.user
