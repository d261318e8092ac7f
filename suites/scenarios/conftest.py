"""What scenarios of several resources lean on."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.plugin.target import Target
from pingone_conformance.target.given import Given
from pingone_conformance.target.requests import Attempt
from pingone_conformance.target.session import Session

CLAIMS = {"given_name": {"value": "Barbara"}, "family_name": {"value": "Jensen"}}


@dataclass(frozen=True)
class Creation:
    """Creates transactions of one user under one policy: `create_transaction(callback={"url": …})`.

    A policy of its own keeps a test apart from the default policy, which others may change on a shared mock.
    """

    given: Given
    user_id: str
    policy_id: str
    plain_policy_id: str
    answers: dict[str, httpx.Response] | None = None
    """Where answers to the same request are kept for the next test: on a tenant each transaction is billed."""

    def __call__(self, **body) -> httpx.Response:
        """The answer, whatever it is; a member that is None is left out."""
        body = {"verifyPolicy": {"id": self.policy_id}, **body}
        body = {name: value for name, value in body.items() if value is not None}
        return self.given.api.call("createVerifyTransaction", userID=self.user_id, json=body)

    def accepted(self, **body) -> httpx.Response:
        """What a refused request is compared with, or an answer to look into; else `Untested`."""
        answers = self.answers if self.answers is not None and self.policy_id == self.plain_policy_id else {}
        key = json.dumps([self.user_id, self.policy_id, body], sort_keys=True)
        answer = answers[key] if key in answers else self(**body)
        if not answer.is_success:
            raise Untested(f"blocked: createVerifyTransaction answered {answer.status_code} instead of 201")
        answers[key] = answer
        return answer

    def tried(self, **body) -> httpx.Response:
        """The answer where it shows something of what the body adds; else `Untested`.

        A service that refuses a transaction with nothing but a policy, too, has another reason to refuse.
        """
        answer = self(**body)
        if answer.is_client_error:
            plain = replace(self, policy_id=self.plain_policy_id)()
            if not plain.is_success:
                raise Untested(
                    f"blocked: a transaction with nothing but a policy was answered {plain.status_code}"
                )
        return answer

    def of_new_user(self) -> "Creation":
        """The same for a user that has no transactions yet."""
        if not self.given.is_on_a_tenant:
            return self
        return replace(self, user_id=self.given.user()["id"], answers=None)

    def under(self, **members) -> "Creation":
        """The same for a new policy with these members."""
        return replace(self, policy_id=self.given.policy(**members)["id"])


@pytest.fixture
def once(given: Given, handed_on: dict) -> Callable[[str, Callable], Any]:
    """What tests read and do not change: made by each test on a mock, and once for all of them on a tenant."""

    def make_once(name: str, make: Callable) -> Any:
        if not given.is_on_a_tenant:
            return make()
        if name not in handed_on:
            handed_on[name] = make()
        return handed_on[name]

    return make_once


@pytest.fixture
def create_transaction(given: Given, handed_on: dict) -> Creation:
    """Creates transactions of a new user under a policy that requires government id, liveness and face."""
    given.needs("createVerifyTransaction")
    policy_id = given.policy()["id"]
    answers = handed_on.setdefault("transactions", {}) if given.is_on_a_tenant else None
    return Creation(given, given.owner(), policy_id, policy_id, answers)


@pytest.fixture(scope="session")
def claims() -> dict:
    """Claims of a user, to be compared with the government id."""
    return CLAIMS


@pytest.fixture
def second_attempt(given: Given) -> Callable[[], dict]:
    """Verifies a user with a government id, a selfie and claims to compare, at the second attempt."""

    def verify() -> dict:
        given.needs_state("SUCCESS", attempts=2)
        policy = {"id": given.policy()["id"]}
        return given.transaction_in("SUCCESS", attempts=2, verifyPolicy=policy, requirements=CLAIMS)

    return verify


@pytest.fixture
def elsewhere(stranger: Session, target: Target) -> Given:
    """Creates what a test takes as given in another environment."""
    return target.given(stranger)


@pytest.fixture(scope="session")
def by_one_time_password() -> dict:
    """The member of a policy that has an address or a number verified ("Create Verify Policy", Body)."""
    return {
        "verify": "REQUIRED",
        "createMfaDevice": False,
        "otp": {
            "attempts": {"count": 5},
            "lifeTime": {"duration": 10, "timeUnit": "MINUTES"},
            "deliveries": {"count": 3, "cooldown": {"duration": 30, "timeUnit": "SECONDS"}},
            "notification": {"templateName": "email_phone_verification"},
        },
    }


@pytest.fixture
def attempt(given: Given, operation: str) -> Attempt:
    """Sends an acceptable request of the operation of the test, whole or with parts replaced."""
    return Attempt(operation, given)
