"""Users to read, change and delete."""

import json
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from pingone_conformance.checks.members import MISSING, body_of
from pingone_conformance.checks.users import GIVEN_BY_THE_SERVICE
from pingone_conformance.findings import Untested
from pingone_conformance.rooms import room
from pingone_conformance.target.given import Given
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.session import Session


@dataclass(frozen=True)
class Person:
    """A user, what was sent to create it, and the requests about it."""

    api: Session
    id: str
    sent: dict[str, Any]

    def read(self) -> httpx.Response:
        return self.api.call("readOneUser", userID=self.id)

    def update(self, **changes) -> httpx.Response:
        """A partial update (PATCH)."""
        return self.api.call("updateUser", userID=self.id, json=changes)

    def replace(self, **attributes) -> httpx.Response:
        """A replacement (PUT) with the attributes that every user has, and these."""
        return self.api.call("replaceUser", userID=self.id, json=self.core | attributes)

    def delete(self) -> httpx.Response:
        return self.api.call("deleteUser", userID=self.id)

    def now(self) -> dict[str, Any]:
        """The user as a read gives it."""
        return body_of(accepted(self.read()))

    def updated(self, **changes) -> httpx.Response:
        """A partial update that has to be accepted for the test to make sense."""
        return accepted(self.update(**changes))

    def replaced(self, **attributes) -> httpx.Response:
        """A replacement that has to be accepted for the test to make sense."""
        return accepted(self.replace(**attributes))

    @property
    def names(self) -> set[str]:
        """Attributes that a write leaves alone unless it names them."""
        return {*self.sent, *GIVEN_BY_THE_SERVICE}

    @property
    def core(self) -> dict[str, Any]:
        """What pages ask of every replacement: a username, an address, and the population as it is."""
        return {name: self.sent[name] for name in ("username", "email", "population") if name in self.sent}


def accepted(answer: httpx.Response) -> httpx.Response:
    """That answer, or `Untested` when the request was refused or the answer is not JSON."""
    if not answer.is_success or body_of(answer) is MISSING:
        operation = answer.request.extensions.get("operation")
        raise Untested(f"blocked: {operation} was answered {answer.status_code} where it should succeed")
    return answer


@pytest.fixture
def profile() -> dict[str, Any]:
    """The attributes that the pages on users call by one name, mostly as in the documented example."""
    example = documented_profile()
    kept = ("nickname", "title", "primaryPhone", "mobilePhone", "address", "type", "photo", "accountId")
    attributes = {name: example[name] for name in (*kept, "preferredLanguage", "timezone")}
    return {"name": {"given": "Joe", "family": "Smith"}, "externalId": "joe-1", **attributes}


@pytest.fixture
def example() -> dict[str, Any]:
    """The example body of Script bindings, updateUser, without the two attributes that have to be new."""
    attributes = documented_profile()
    return {name: value for name, value in attributes.items() if name not in ("username", "email")}


@pytest.fixture
def person(given: Given, profile: dict[str, Any]) -> Person:
    """A new user with a profile."""
    return create(given, profile)


@pytest.fixture
def known(given: Given, profile: dict[str, Any], once) -> Person:
    """A user with a profile that no test changes."""
    return once("user", lambda: create(given, profile))


@pytest.fixture
def another(given: Given, person: Person, profile: dict[str, Any]) -> Person:
    """A second user of the same environment, created after the first and like it but for the nickname."""
    return create(given, {**profile, "nickname": "Patty"})


@pytest.fixture
def nobody(person: Person) -> Person:
    """The id of no user; the same requests are accepted for the user of the test."""
    return replace(person, id=UNKNOWN_ID)


@pytest.fixture
def known_nobody(known: Person) -> Person:
    """The same beside the user that no test changes."""
    return replace(known, id=UNKNOWN_ID)


def create(given: Given, attributes: dict[str, Any]) -> Person:
    """A new user with these attributes, under a name of its own."""
    sent = given.user_body(**attributes)
    created = given.user(**sent)
    population = {"population": created["population"]} if "population" in created else {}
    return Person(given.api, created["id"], {**sent, **population})


def documented_profile() -> dict[str, Any]:
    path = room("contracts") / "examples" / "script-bindings" / "update-user.json"
    return json.loads(path.read_text("utf-8"))
