"""What tests about transactions lean on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from pingone_conformance.checks.members import MISSING, body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.rooms import room
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session

APPROVAL = "APPROVED_MANUALLY"


@dataclass(frozen=True)
class Transaction:
    """A transaction as it was created, and the requests about it; `path` replaces parts of the address."""

    api: Session
    created: dict[str, Any]

    @property
    def path(self) -> dict[str, str]:
        return {"userID": self.created["userID"], "transactionID": self.created["id"]}

    def read(self, **path) -> httpx.Response:
        return self.api.call("readOneVerifyTransaction", **{**self.path, **path})

    def seen(self) -> httpx.Response:
        """The answer to a read, be it a refusal; a test is blocked when it shows another transaction."""
        answer = self.read()
        if answer.is_success and member(body_of(answer), "id") not in (MISSING, self.created["id"]):
            raise Untested("blocked by READ-002: another transaction was read")
        return answer

    def list(self) -> httpx.Response:
        """All transactions of its user."""
        return self.api.call("readAllVerifyTransactions", userID=self.path["userID"])

    def update(self, status=APPROVAL, **path) -> httpx.Response:
        """An administrator's update to that status."""
        body = {"transactionStatus": {"status": status}}
        return self.api.call("updateVerifyTransaction", **{**self.path, **path}, json=body)

    def delete(self, **path) -> httpx.Response:
        return self.api.call("deleteVerifyTransaction", **{**self.path, **path})

    def status(self) -> Any:
        """The status that a read shows."""
        return member(body_of(self.read()), "transactionStatus.status")


@pytest.fixture
def policy(given: Given) -> dict[str, str]:
    """The policy of a test's transactions: it requires government id, liveness and facial comparison."""
    return {"id": given.policy()["id"]}


@pytest.fixture
def transaction_in(given: Given, policy: dict[str, str]) -> Callable[[str], Transaction]:
    """Brings new transactions of one user to a state: `transaction_in("FAIL")`."""
    user_id = given.user()["id"]
    return lambda status: Transaction(given.api, given.transaction_in(status, user_id, verifyPolicy=policy))


@pytest.fixture
def transaction(given: Given, policy: dict[str, str]) -> Transaction:
    """A transaction that was just created."""
    return Transaction(given.api, given.transaction(verifyPolicy=policy))


@pytest.fixture
def another(given: Given, policy: dict[str, str]) -> Transaction:
    """A transaction of another user."""
    return Transaction(given.api, given.transaction(verifyPolicy=policy))


@pytest.fixture(scope="session")
def documented_request() -> dict:
    """The request of the document Create Verify Transaction, Request Body; the policy is the test's own.

    There the numbers are placeholders: a format that the Description calls acceptable stands for them.
    """
    example = room("contracts") / "examples" / "create-verify-transaction" / "request.json"
    request = json.loads(example.read_text("utf-8"))
    del request["verifyPolicy"]
    request["sendNotification"]["phone"] = request["requirements"]["phone"]["value"] = "+15125551234"
    return request


@pytest.fixture(scope="session")
def reference_selfie(documented_request) -> dict:
    """The reference selfie of that request: a JPEG in base64."""
    return documented_request["requirements"]["referenceSelfie"]
