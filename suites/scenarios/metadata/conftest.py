"""The metadata of a transaction that was decided: why the providers decided as they did."""

from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.checks.collections import entries_of, identified, previous_attempts
from pingone_conformance.checks.members import body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session


@dataclass(frozen=True)
class Metadata:
    """The metadata of one transaction."""

    api: Session
    path: dict[str, str]

    def read_all(self) -> httpx.Response:
        return self.api.call("readAllVerificationMetadata", **self.path)

    def read_one(self, entry_id: str) -> httpx.Response:
        return self.api.call("readOneVerificationMetadata", **self.path, metaDataID=entry_id)

    @staticmethod
    def latest(answer: httpx.Response) -> list:
        """The entries of the latest attempt."""
        return entries_of(body_of(answer), "metaData")

    @staticmethod
    def previous(answer: httpx.Response) -> list:
        """The entries of the attempts before it."""
        return previous_attempts(body_of(answer))

    def of(self, answer: httpx.Response, kind: str, provider: str) -> list[dict]:
        """The latest entries of a type and provider; `Untested` when there are none."""
        entries = [entry for entry in self.latest(answer) if isinstance(entry, dict)]
        found = [entry for entry in entries if (entry.get("type"), entry.get("provider")) == (kind, provider)]
        if not found:
            raise Untested(f"the verification left no metadata of the type {kind} by {provider}")
        return found

    def listed(self) -> httpx.Response:
        """The list of the metadata, with at least one entry."""
        answer = self.read_all()
        if answer.status_code != httpx.codes.OK:
            raise Untested(f"blocked by META-001: the list was answered {answer.status_code}")
        if not identified(self.latest(answer)):
            raise Untested("the verification left no metadata")
        return answer


def of_transaction(api: Session, transaction: dict) -> Metadata:
    return Metadata(api, {"userID": transaction["userID"], "transactionID": transaction["id"]})


@pytest.fixture
def metadata(api: Session, given: Given, second_attempt) -> Metadata:
    """What a verification left: on a mock the second attempt of a user with claims to compare, else any."""
    return of_transaction(api, given.transaction_in("SUCCESS") if given.is_on_a_tenant else second_attempt())


@pytest.fixture
def metadata_of_two(api: Session, second_attempt) -> Metadata:
    """What the second attempt of a user left."""
    return of_transaction(api, second_attempt())


@pytest.fixture
def metadata_of_claims(api: Session, given: Given, second_attempt, claims: dict) -> Metadata:
    """What a verification with claims to compare left."""
    if not given.is_on_a_tenant:
        return of_transaction(api, second_attempt())
    given.needs_state("SUCCESS")
    policy = {"id": given.policy()["id"]}
    return of_transaction(api, given.transaction_in("SUCCESS", verifyPolicy=policy, requirements=claims))


@pytest.fixture
def listed(metadata: Metadata) -> httpx.Response:
    """The list of the metadata, with at least one entry."""
    return metadata.listed()
