"""The verified data of a transaction that was decided."""

from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.checks.collections import entries_of, identified, previous_attempts
from pingone_conformance.checks.members import body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session


@dataclass(frozen=True)
class VerifiedData:
    """The verified data of one transaction."""

    api: Session
    path: dict[str, str]

    def read_all(self, **query: str) -> httpx.Response:
        return self.api.call("readAllVerifiedData", **self.path, params=query)

    def read_one(self, entry_id: str) -> httpx.Response:
        return self.api.call("readOneVerifiedData", **self.path, verifiedDataID=entry_id)

    def one(self, kind: str) -> httpx.Response:
        """The first entry of a type; `Untested` when there is none, or when it cannot be read."""
        ids = self.ids(self.read_all(), kind)
        if not ids:
            raise Untested(f"the verification left no verified data of the type {kind}")
        answer = self.read_one(ids[0])
        if answer.status_code != httpx.codes.OK:
            raise Untested(f"blocked by DATA-027: a read of {kind} was answered {answer.status_code}")
        return answer

    @staticmethod
    def entries(answer: httpx.Response) -> list:
        """The entries of an answer, those of previous attempts last."""
        body = body_of(answer)
        return entries_of(body, "verifiedData") + previous_attempts(body)

    @staticmethod
    def ids(answer: httpx.Response, kind: str) -> list[str]:
        """The ids of the latest attempt's entries of a type."""
        latest = identified(entries_of(body_of(answer), "verifiedData"))
        return [entry["id"] for entry in latest if entry.get("type") == kind]


@pytest.fixture
def data(api: Session, given: Given, second_attempt) -> VerifiedData:
    """What a verification left: on a mock the second attempt of a user with claims to compare, else any."""
    transaction = given.transaction_in("SUCCESS") if given.is_on_a_tenant else second_attempt()
    return VerifiedData(api, {"userID": transaction["userID"], "transactionID": transaction["id"]})


@pytest.fixture
def data_of_two(api: Session, second_attempt) -> VerifiedData:
    """What the second attempt of a user left."""
    transaction = second_attempt()
    return VerifiedData(api, {"userID": transaction["userID"], "transactionID": transaction["id"]})


@pytest.fixture
def listed(data: VerifiedData) -> httpx.Response:
    """The list of verified data, with at least one entry."""
    answer = data.read_all()
    if answer.status_code != httpx.codes.OK:
        raise Untested(f"blocked by DATA-001: the list was answered {answer.status_code}")
    if not identified(data.entries(answer)):
        raise Untested("blocked by DATA-009: the verification left no verified data")
    return answer
