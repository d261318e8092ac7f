"""What scripts are told about a PingOne user, and the interface of PingOne about the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from pingone_conformance.checks.maps import value_in
from pingone_conformance.checks.members import MISSING, body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given

CLAIMS = {"given_name": {"value": "Barbara"}, "family_name": {"value": "Jensen"}}
PROBE = "verify_transactions_helper"
LONG = re.compile(r"[\w+/=-]{201,}", re.ASCII)


@dataclass(frozen=True)
class Helper:
    """Asks `verifyTransactionsHelper` and the interface of PingOne for the same things of one user."""

    probe: Callable[..., Any]
    given: Given
    user_id: str

    def asked(self, **calls: list) -> Any:
        """The report of a script that calls these methods: `asked(user=["getUser"])`.

        Raises `Untested` where nobody told a tenant how to reach PingOne: then the helper knows not even a user.
        """
        self._require_worker()
        return self.probe(PROBE, user=self.user_id, calls=calls)

    def ids(self, transaction_id: str) -> Any:
        """The report of a script that takes ids from what it is given."""
        self._require_worker()
        return self.probe(f"{PROBE}_ids", user=self.user_id, transaction=transaction_id)

    def read(self, operation: str, **path: str) -> Any:
        """What the interface answers about the same user, pictures as probes tell them."""
        answer = self.given.api.call(operation, userID=self.user_id, **path)
        if not answer.is_success:
            raise Untested(f"blocked: {operation} answered {answer.status_code}")
        return shortened(body_of(answer))

    def status(self, operation: str, **path: str) -> httpx.Response:
        """The answer of the interface, whatever it is."""
        return self.given.api.call(operation, userID=self.user_id, **path)

    def _require_worker(self) -> None:
        if self.given.is_on_a_tenant:
            calls = {"user": ["getUser"], "transactions": ["getAllVerifyTransactions"]}
            known = self.probe(PROBE, user=self.user_id, calls=calls)
            if all(value_in(known.trials, name) in (MISSING, {}) for name in calls):
                raise Untested(
                    "blocked: verifyTransactionsHelper knows nothing of a user that exists; is a PingOne worker "
                    "application configured for it?"
                )


def shortened(node: Any) -> Any:
    """JSON with its pictures as probes tell them: the length and both ends."""
    if isinstance(node, dict):
        return {name: shortened(value) for name, value in node.items()}
    if isinstance(node, list):
        return [shortened(value) for value in node]
    if isinstance(node, str) and LONG.fullmatch(node):
        return f"{len(node)}:{node[:24]}:{node[-24:]}"
    return node


@pytest.fixture
def helper(probe, given) -> Callable[[str], Helper]:
    """Asks about a user: `helper(user_id).asked(user=["getUser"])`."""
    return lambda user_id: Helper(probe, given, user_id)


@pytest.fixture
def verified(given) -> dict:
    """A verified transaction: on a mock of a user with claims to compare, at the second attempt; else any."""
    if given.is_on_a_tenant:
        return given.transaction_in("SUCCESS")
    policy = {"id": given.policy()["id"]}
    return given.transaction_in("SUCCESS", attempts=2, verifyPolicy=policy, requirements=CLAIMS)


@pytest.fixture
def own_user(given) -> dict:
    """A user that no other test is given: what scripts do to it is not seen by those who share users."""
    return given.user(nickname=given.name(), title="Engineer")


@pytest.fixture
def gone(given) -> Callable[[dict], None]:
    """Deletes a transaction."""

    def delete(transaction: dict) -> None:
        path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
        answer = given.api.call("deleteVerifyTransaction", **path)
        if not answer.is_success:
            raise Untested(f"blocked: deleteVerifyTransaction answered {answer.status_code}")

    return delete
