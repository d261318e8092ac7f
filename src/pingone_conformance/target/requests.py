"""One acceptable request for each operation: a refusal of one that differs in one place has one cause.

Whatever a path names is created for it, so that a 404 never hides what a test is about. Bodies are those of
the documents, as far as names need not be new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.spec import load_description
from pingone_conformance.target.cloud_given import CloudGiven
from pingone_conformance.target.cloud_requests import cloud_request
from pingone_conformance.target.given import REQUIRED, Given

Arguments = dict[str, Any]

# Sent a second time, these find the name taken, or nothing left to act on.
_USES_UP = frozenset(
    {
        "confirmAccountInformation",
        "createManagedUser",
        "createScript",
        "createUser",
        "createVerifyPolicy",
        "deleteJourney",
        "deleteManagedUser",
        "deleteNode",
        "deleteScript",
        "deleteSecret",
        "deleteUser",
        "deleteVariable",
        "deleteVerifyPolicy",
        "deleteVerifyTransaction",
        "updateVerifyTransaction",
    }
)

# On a tenant, what these make has to be deleted again, and may be billed.
_CREATES = frozenset({"createUser", "createVerifyPolicy", "createVerifyTransaction"})

# Update Verified Data Portrait Background, Body.
PORTRAIT_BODY = {
    "backgroundColor": {"red": 179, "green": 40, "blue": 45},
    "aspectRatio": {"aspectHeight": 4, "aspectWidth": 3},
}

# Update Verify Transaction, Request Model.
APPROVAL_BODY = {"transactionStatus": {"status": "APPROVED_MANUALLY"}}


def acceptable_path(operation_id: str, given: Given) -> dict[str, str]:
    """The path parameters of an operation without `envID`: ids of things, made anew, that it can act on.

    Raises `ConformanceError` for an unknown operation, `Untested` when the target cannot be brought that far.
    """
    if operation_id not in _PATHS:
        raise ConformanceError(
            f"no acceptable request is known for {operation_id}", hint="add one to target/requests.py"
        )
    return _PATHS[operation_id](given)


def acceptable_request(operation_id: str, given: Given | CloudGiven) -> Arguments:
    """The arguments of `Session.call` with which an operation has to succeed: path, body, credentials.

    A request that creates takes a name that is new; one that deletes or confirms can be sent once.
    Raises `ConformanceError` for an unknown operation, `Untested` when the target cannot be brought that far.
    """
    if isinstance(given, CloudGiven):
        given.needs(operation_id)
        return cloud_request(operation_id, given)
    if operation_id in _PATHS:
        given.needs(operation_id)
    path = acceptable_path(operation_id, given)
    return {**path, **acceptable_body(operation_id, given)}


def acceptable_body(operation_id: str, given: Given) -> Arguments:
    """The same without the path: the body, and credentials where an operation takes them in a header of its own."""
    return _BODIES.get(operation_id, _no_body)(given)


def sent_back(read: dict[str, Any]) -> dict[str, Any]:
    """What was read, as a body to write: without times, which are the server's and differ from run to run."""
    return {name: value for name, value in read.items() if name not in ("createdAt", "updatedAt")}


def bearer_operations() -> list[str]:
    """The operationIds that take a bearer token, in the order of the description."""
    return [operation.id for operation in load_description().operations.values() if operation.secured]


class Attempt:
    """Sends an acceptable request of an operation, as it is or with parts replaced: `attempt(params=None)`.

    What an accepted request used up is made anew, so that each attempt differs from an acceptable one only in
    what was replaced.
    """

    def __init__(self, operation_id: str, given: Given | CloudGiven) -> None:
        self.operation_id = operation_id
        self._given = given
        self._request: Arguments | None = acceptable_request(operation_id, given)

    @property
    def request(self) -> Arguments:
        """The acceptable request of the next attempt; about things made anew when the last one used them up."""
        if self._request is None:
            self._request = acceptable_request(self.operation_id, self._given)
        return self._request

    @request.setter
    def request(self, request: Arguments) -> None:
        self._request = request

    @property
    def path(self) -> dict[str, str]:
        """The path parameters of the request, without those that the connection knows."""
        names = self._given.api.description.operation(self.operation_id).path_parameters
        return {name: self.request[name] for name in names if name in self.request}

    def __call__(self, **replaced: Any) -> httpx.Response:
        """Send the request, whatever is replaced of it; raises like `Session.call`.

        With nothing replaced, a creation that was accepted before stands for this one where such answers are kept.
        """
        kept = self._given.created if self.operation_id in _CREATES and not replaced else None
        if kept and self.operation_id in kept:
            return kept[self.operation_id]
        request = {**self.request, **replaced}
        if "content" in replaced:
            request.pop("json", None)
        answer = self._given.api.call(self.operation_id, **request)
        if answer.is_success:
            self.renew_what_is_used_up()
            if kept is not None:
                kept[self.operation_id] = answer
        return answer

    def accepted(self) -> httpx.Response:
        """The answer to the request as it is: what a refusal is compared with. `Untested` when it is none."""
        answer = self()
        if not answer.is_success:
            raise Untested(f"blocked by AUTH-001: {self.operation_id} answered {answer.status_code}")
        return answer

    def renew(self) -> None:
        """Go on with an acceptable request about things made anew."""
        self._request = None

    def renew_what_is_used_up(self) -> None:
        """The same, where the last request may have left nothing to act on."""
        if self.operation_id in _USES_UP:
            self.renew()


def _nothing(given: Given) -> dict[str, str]:  # noqa: ARG001
    return {}


def _no_body(given: Given) -> Arguments:  # noqa: ARG001
    return {}


def _flow(given: Given) -> dict[str, str]:
    return {"flowID": given.flow()}


def _user(given: Given) -> dict[str, str]:
    return {"userID": given.user()["id"]}


def _policy(given: Given) -> dict[str, str]:
    return {"verifyPolicyID": given.policy()["id"]}


def _transaction(given: Given) -> dict[str, str]:
    return _path_of(given.transaction())


def _readable_transaction(given: Given) -> dict[str, str]:
    # Where none may be opened, one that was verified before can be read as well.
    if given.permits.allows("createVerifyTransaction"):
        return _transaction(given)
    return _verified(given)


def _failed_transaction(given: Given) -> dict[str, str]:
    return _path_of(given.transaction_in("FAIL"))


def _verified(given: Given) -> dict[str, str]:
    return _path_of(given.transaction_in("SUCCESS"))


def _path_of(transaction: dict[str, Any]) -> dict[str, str]:
    return {"userID": transaction["userID"], "transactionID": transaction["id"]}


def _owner(given: Given) -> dict[str, str]:
    return {"userID": given.owner()}


def _user_with_transaction(given: Given) -> dict[str, str]:
    return {"userID": _readable_transaction(given)["userID"]}


def _metadata(given: Given) -> dict[str, str]:
    path: Arguments = _verified(given)
    listed = given.api.call("readAllVerificationMetadata", **path)
    try:
        return {**path, "metaDataID": str(listed.json()["_embedded"]["metaData"][0]["id"])}
    except (KeyError, IndexError, TypeError, ValueError):
        raise Untested("blocked: a verified transaction has no metadata") from None


def _selfie(given: Given) -> dict[str, str]:
    verification = given.verification()
    return {**verification.path, "verifiedDataID": verification.selfie_id}


def _client_credentials(given: Given) -> Arguments:
    return given.api.token_arguments()


def _user_body(given: Given) -> Arguments:
    return {"json": given.user_body(name={"given": "Linda", "family": "Jones"})}


def _policy_body(given: Given) -> Arguments:
    # "Create Verify Policy" calls all three required.
    face = {**REQUIRED, "threshold": "MEDIUM"}
    checks = {"governmentId": REQUIRED, "facialComparison": face, "liveness": face}
    return {"json": {"name": given.name(), **checks}}


_PATHS: dict[str, Callable[[Given], dict[str, str]]] = {
    "createToken": _nothing,
    "readFlow": _flow,
    "confirmAccountInformation": _flow,
    "createUser": _nothing,
    "readOneUser": _user,
    "updateUser": _user,
    "replaceUser": _user,
    "deleteUser": _user,
    "createVerifyPolicy": _nothing,
    "readAllVerifyPolicies": _nothing,
    "readOneVerifyPolicy": _policy,
    "updateVerifyPolicy": _policy,
    "deleteVerifyPolicy": _policy,
    "createVerifyTransaction": _owner,
    "readAllVerifyTransactions": _user_with_transaction,
    "readOneVerifyTransaction": _readable_transaction,
    "updateVerifyTransaction": _failed_transaction,
    "deleteVerifyTransaction": _transaction,
    "readAllVerificationMetadata": _verified,
    "readOneVerificationMetadata": _metadata,
    "readAllVerifiedData": _verified,
    "readOneVerifiedData": _selfie,
    "updatePortraitBackground": _selfie,
}

_BODIES: dict[str, Callable[[Given], Arguments]] = {
    "createToken": _client_credentials,
    "confirmAccountInformation": lambda given: {"json": {"username": given.name()}},
    "createUser": _user_body,
    "updateUser": lambda given: {"json": {"nickname": "Putty"}},  # noqa: ARG005
    "replaceUser": _user_body,
    "createVerifyPolicy": _policy_body,
    "updateVerifyPolicy": _policy_body,
    "createVerifyTransaction": lambda given: {"json": {"verifyPolicy": {"id": given.policy()["id"]}}},
    "updateVerifyTransaction": lambda given: {"json": APPROVAL_BODY},  # noqa: ARG005
    "updatePortraitBackground": lambda given: {"json": PORTRAIT_BODY},  # noqa: ARG005
}
