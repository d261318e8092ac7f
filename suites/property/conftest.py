"""Sends generated cases to things that exist."""

import httpx
import pytest

from pingone_conformance.generation.corpus import GeneratedCase
from pingone_conformance.target.given import Given
from pingone_conformance.target.requests import acceptable_path, acceptable_request
from pingone_conformance.target.session import Session

# Operations after which the thing they acted on does not take the same request again.
CONSUMING = {
    "confirmAccountInformation",
    "deleteUser",
    "deleteVerifyPolicy",
    "deleteVerifyTransaction",
    "updateVerifyTransaction",
}


class Sender:
    """Sends cases of one operation, with ids of things that exist wherever a case is not about the id."""

    def __init__(self, operation: str, api: Session, given: Given) -> None:
        self._operation = operation
        self._api = api
        self._given = given
        self._path: dict[str, str] = {}

    def send_acceptable(self) -> httpx.Response:
        answer = self._api.call(self._operation, **acceptable_request(self._operation, self._given))
        self._path = acceptable_path(self._operation, self._given)
        return answer

    def send(self, case: GeneratedCase) -> httpx.Response:
        body = None if case.body is None else self._filled(case.body).encode("latin-1")
        arguments = {"authorization": self._credentials} if self._operation == "createToken" else {}
        answer = self._api.call(
            self._operation,
            content=body,
            content_type=case.content_type,
            headers=case.headers,
            params=case.query or None,
            **arguments,
            **{**self._path, **case.path},
        )
        if answer.is_success and self._operation in CONSUMING:
            self._path = acceptable_path(self._operation, self._given)
        return answer

    @property
    def _credentials(self) -> str:
        return acceptable_request("createToken", self._given)["authorization"]

    def _filled(self, body: str) -> str:
        if "{verifyPolicyID}" in body:
            body = body.replace("{verifyPolicyID}", self._given.policy()["id"])
        if "{populationID}" in body:
            body = body.replace("{populationID}", self._given.user()["population"]["id"])
        return body


@pytest.fixture
def sender(operation: str, api: Session, given: Given) -> Sender:
    return Sender(operation, api, given)
