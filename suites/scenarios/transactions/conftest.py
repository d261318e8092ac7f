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
from pingone_conformance.target.pairs import partner
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
    given.needs("createVerifyTransaction")
    return {"id": given.policy()["id"]}


@pytest.fixture
def transaction_in(given: Given, request: pytest.FixtureRequest) -> Callable[[str], Transaction]:
    """Brings new transactions of one user to a state: `transaction_in("FAIL")`."""
    owner: list[str] = []

    def bring(status: str) -> Transaction:
        given.needs_state(status)
        policy = request.getfixturevalue("policy")
        owner.extend([] if owner else [given.owner()])
        return Transaction(given.api, given.transaction_in(status, owner[0], verifyPolicy=policy))

    return bring


@pytest.fixture
def found_in(given: Given, transaction_in: Callable[[str], Transaction]) -> Callable[[str], Transaction]:
    """Transactions in a state, to be read and not changed: on a tenant any that is there."""
    if not given.is_on_a_tenant:
        return transaction_in
    return lambda status: Transaction(given.api, given.transaction_in(status))


@pytest.fixture
def approvable(given: Given, transaction_in: Callable[[str], Transaction], handed_on: dict) -> Transaction:
    """A transaction that an administrator may approve; what a test does to it is to be refused."""
    if not given.is_on_a_tenant:
        return transaction_in("IN_PROGRESS")
    known = handed_on.get("approvable")
    if known is None or known.status() != "FAIL":
        known = handed_on["approvable"] = transaction_in("FAIL")
    return known


@pytest.fixture
def approves(
    given: Given, transaction_in: Callable[[str], Transaction], handed_on: dict
) -> Callable[[str], None]:
    """Shows that an administrator's update is accepted where it should be: on a tenant once for all tests."""
    given.needs_state("FAIL" if given.is_on_a_tenant else "IN_PROGRESS")

    def show(status: str, transaction: Transaction | None = None) -> None:
        if not given.is_on_a_tenant:
            partner((transaction or transaction_in("IN_PROGRESS")).update(status))
        elif "approved" not in handed_on:
            handed_on["approved"] = partner(transaction_in("FAIL").update(status))

    return show


@pytest.fixture
def transaction(given: Given, policy: dict[str, str]) -> Transaction:
    """A transaction that was just created."""
    return Transaction(given.api, given.transaction(verifyPolicy=policy))


@pytest.fixture
def another(given: Given, policy: dict[str, str]) -> Transaction:
    """A transaction of another user."""
    return Transaction(given.api, given.transaction(verifyPolicy=policy))


@pytest.fixture
def documented_request(given: Given) -> dict:
    """The request of the document Create Verify Transaction, Request Body; the policy is the test's own.

    There the numbers are placeholders: a format that the Description calls acceptable stands for them. On a tenant
    nobody is named who might get a message.
    """
    request = documented()
    if given.is_on_a_tenant:
        del request["sendNotification"], request["requirements"]["phone"], request["requirements"]["email"]
    return request


@pytest.fixture
def full_request(given: Given) -> dict:
    """The whole of that request; on a tenant it names whom the settings name."""
    request = documented()
    if given.is_on_a_tenant:
        email, phone = given.receiver_email(), given.receiver_phone()
        request["sendNotification"] = {"email": email, "phone": phone}
        request["requirements"] |= {"email": {"options": [email]}, "phone": {"value": phone}}
    return request


def documented() -> dict:
    example = room("contracts") / "examples" / "create-verify-transaction" / "request.json"
    request = json.loads(example.read_text("utf-8"))
    del request["verifyPolicy"]
    request["sendNotification"]["phone"] = request["requirements"]["phone"]["value"] = "+15125551234"
    return request


@pytest.fixture(scope="session")
def reference_selfie() -> dict:
    """The reference selfie of that request: a JPEG in base64."""
    return documented()["requirements"]["referenceSelfie"]
