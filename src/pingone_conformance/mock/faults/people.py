"""The users that a request or an answer is about, for faults that change what the mock remembers of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.errors import ApiError, invalid_value
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.records import User
from pingone_conformance.mock.schemas.users import NewUser

ATTRIBUTES = frozenset(str(field.alias) for field in NewUser.model_fields.values())
READ_ONLY = frozenset(
    [
        "_links",
        "_embedded",
        "id",
        "environment",
        "createdAt",
        "updatedAt",
        "enabled",
        "lifecycle",
        "mfaEnabled",
        "verifyStatus",
    ]
)


def sent(request: Request) -> dict[str, Any]:
    """Return the body of a request, an empty object where it is none."""
    return request.json if isinstance(request.json, dict) else {}


def admitted(request: Request) -> bool:
    """Tell whether the mock would look at the body of a request: its method and its token are right."""
    token = request.headers.get("authorization", "").partition(" ")[2].strip().encode()
    place = request.mock.tokens.environment_of(token, request.mock.clock.now())
    return request.method == request.route.method and place == request.path.get("environment_id")


def unknown_attributes(request: Request) -> set[str]:
    """Return the members of a body that no user has."""
    return sent(request).keys() - ATTRIBUTES - READ_ONLY


def refuse(name: str) -> ApiError:
    """Return the refusal of an attribute."""
    return invalid_value(name, "The value is not acceptable.")


def addressed(request: Request) -> User | None:
    """Return the user of the path as the mock has it now, None where it has none."""
    found = request.mock.store.users.get(request.path.get("user_id", ""))
    return found if found and found.environment_id == request.path.get("environment_id") else None


def made(request: Request, answer: Answer) -> User | None:
    """Return the user that an accepted creation made."""
    found = answer.member("id") if answer.ok else None
    return request.mock.store.users.get(found) if isinstance(found, str) else None


def rewrite(request: Request, user: User | None, **attributes: Any) -> None:
    """Have the mock remember other attributes of a user; None takes one away."""
    if user is None:
        return
    kept = {name: value for name, value in {**user.attributes, **attributes}.items() if value is not None}
    request.mock.store.put_user(replace(user, attributes=kept))


def forget(request: Request, user: User | None, *names: str) -> None:
    """Have the mock forget attributes of a user."""
    rewrite(request, user, **dict.fromkeys(names))
