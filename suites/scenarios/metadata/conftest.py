"""The metadata of a transaction that was decided: why the providers decided as they did."""

from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.checks.collections import entries_of, identified, previous_attempts
from pingone_conformance.checks.members import body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session

CLAIMS = {"given_name": {"value": "Barbara"}, "family_name": {"value": "Jensen"}}


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


@pytest.fixture
def metadata(api: Session, given: Given) -> Metadata:
    """What the second attempt of a user left, with a government id, a selfie and claims to compare."""
    policy = {"id": given.policy()["id"]}
    transaction = given.transaction_in("SUCCESS", attempts=2, verifyPolicy=policy, requirements=CLAIMS)
    return Metadata(api, {"userID": transaction["userID"], "transactionID": transaction["id"]})


@pytest.fixture
def listed(metadata: Metadata) -> httpx.Response:
    """The list of the metadata, with at least one entry."""
    answer = metadata.read_all()
    if answer.status_code != httpx.codes.OK:
        raise Untested(f"blocked by META-001: the list was answered {answer.status_code}")
    if not identified(metadata.latest(answer)):
        raise Untested("the verification left no metadata")
    return answer
