"""Verify policies, and what can be asked of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.session import Session

ONE_TIME_PASSWORD = {
    "attempts": {"count": 5},
    "lifeTime": {"duration": 10, "timeUnit": "MINUTES"},
    "deliveries": {"count": 3, "cooldown": {"duration": 30, "timeUnit": "SECONDS"}},
    "notification": {"templateName": "email_phone_verification"},
}

# The values are those of Create Verify Policy, Body and Example Response: every server knows them. The longest
# transaction is left to the tests of limits, so that a server with another limit fails nowhere else.
SETTINGS = {
    "description": "All types required",
    "default": False,
    "governmentId": {"verify": "REQUIRED", "inspectionType": "AUTOMATIC", "retry": {"attempts": 1}},
    "facialComparison": {"verify": "REQUIRED", "threshold": "HIGH"},
    "liveness": {"verify": "REQUIRED", "threshold": "HIGH", "retry": {"attempts": 1}},
    "email": {"verify": "REQUIRED", "createMfaDevice": True, "otp": ONE_TIME_PASSWORD},
    "phone": {"verify": "DISABLED", "createMfaDevice": False, "otp": ONE_TIME_PASSWORD},
    "transaction": {
        "timeout": {"duration": 20, "timeUnit": "MINUTES"},
        "dataCollection": {"timeout": {"duration": 15, "timeUnit": "MINUTES"}},
        "dataCollectionOnly": False,
    },
}


@dataclass(frozen=True)
class Stored:
    """A policy that was created: what was sent, and the answer."""

    sent: dict
    answer: httpx.Response

    def __getitem__(self, path: str):
        """What was sent there."""
        return member(self.sent, path)

    @property
    def id(self) -> str:
        return member(body_of(self.answer), "id")

    def but(self, changes: Mapping) -> dict:
        """What was sent with some members other."""
        return _with(self.sent, changes)


@dataclass(frozen=True)
class Policies:
    """The policies of an environment.

    Bodies are told by what is other than in a complete one: `{"liveness.threshold": "HIGH", "email": None}`
    sets a member and leaves another one out.
    """

    api: Session
    given: Given

    def body(self, changes: Mapping = {}) -> dict:
        """A complete policy with a new name and some members other."""
        return _with({"name": self.given.name(), **SETTINGS}, changes)

    def create(self, changes: Mapping = {}) -> httpx.Response:
        return self.send(self.body(changes))

    def stored(self, changes: Mapping = {}) -> Stored:
        """A policy that a test takes as given; requests like that of its creation are acceptable."""
        sent = self.body(changes)
        answer = self.send(sent)
        if not answer.is_success or not isinstance(member(body_of(answer), "id"), str):
            raise Untested(f"blocked by POLICY-001: a complete policy was answered {answer.status_code}")
        return Stored(sent, answer)

    def send(self, body) -> httpx.Response:
        return self.api.call("createVerifyPolicy", json=body)

    def update(self, policy_id: str, body) -> httpx.Response:
        return self.api.call("updateVerifyPolicy", verifyPolicyID=policy_id, json=body)

    def read(self, policy_id: str) -> httpx.Response:
        return self.api.call("readOneVerifyPolicy", verifyPolicyID=policy_id)

    def delete(self, policy_id: str) -> httpx.Response:
        return self.api.call("deleteVerifyPolicy", verifyPolicyID=policy_id)

    def read_all(self, **params: str) -> httpx.Response:
        return self.api.call("readAllVerifyPolicies", params=params)

    def listed(self, first_page: httpx.Response | None = None) -> list:
        """The policies of all pages."""
        answer = first_page if first_page is not None else self.read_all()
        return entries_of_all_pages(self.api, answer, "verifyPolicies")


def _with(body: Mapping, changes: Mapping) -> dict:
    for path, value in changes.items():
        body = _changed(body, path, value)
    return dict(body)


def _changed(node: Mapping, path: str, value) -> dict:
    name, _, rest = path.partition(".")
    if rest:
        return {**node, name: _changed(node.get(name, {}), rest, value)}
    kept = {key: kept for key, kept in node.items() if key != name}
    return kept if value is None else {**kept, name: value}


@pytest.fixture
def policies(api: Session, given: Given) -> Policies:
    """The policies of the target's environment."""
    return Policies(api, given)


@pytest.fixture
def stored(policies: Policies) -> Stored:
    """A complete policy; requests like that of its creation are acceptable."""
    return policies.stored()


@pytest.fixture
def known(policies: Policies, once) -> Stored:
    """A complete policy that no test changes."""
    return once("policy", policies.stored)


@pytest.fixture
def complete_is_accepted(policies: Policies, once) -> Callable[[], None]:
    """Shows that a complete policy is accepted, from which a refused one differs in one thing."""
    return lambda: once("accepted policy", lambda: partner(policies.create()))
