"""What scenarios take as given: users, policies, transactions and flows that already exist."""

from __future__ import annotations

import itertools
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.flows import Flows
from pingone_conformance.target.permits import EMAIL, PHONE, Permits
from pingone_conformance.target.pool import Pool
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import FINAL, States, Wish

REQUIRED = {"verify": "REQUIRED"}
_IS_FIRST_GROUP = re.compile("[0-9a-f]{8}")
DISABLED = {"verify": "DISABLED"}


@dataclass(frozen=True, slots=True)
class Verification:
    """A transaction that was verified, and the id of the selfie that its user took."""

    user_id: str
    transaction_id: str
    selfie_id: str

    @property
    def path(self) -> dict[str, str]:
        """The path parameters of the transaction."""
        return {"userID": self.user_id, "transactionID": self.transaction_id}


class Given:
    """Creates what a test needs through the API itself.

    A precondition that fails is not the test's own finding: it raises `Untested`, naming the answer that blocked it.
    With a pool, users, policies and transactions that tests only read are shared between them.
    """

    def __init__(
        self, api: Session, states: States, flows: Flows, run_id: str, pool: Pool | None = None
    ) -> None:
        self.api = api
        self._states = states
        self._flows = flows
        self._run_id = run_id
        self._pool = pool
        self._numbers = itertools.count(1)
        self.permits = Permits()
        """What the settings allow: a mock's everything, unless the suites say otherwise."""
        self.created: dict[str, httpx.Response] | None = None
        """Where answers to acceptable creations are kept for other tests; None where each test creates anew."""

    @property
    def is_on_a_tenant(self) -> bool:
        """Whether what is created belongs to a real environment."""
        return self.permits.tenant is not None

    def needs(self, *operation_ids: str) -> None:
        """Raise `Untested` when one of the operations is not allowed: before anything is created for it in vain."""
        self.permits.require(*operation_ids)

    def needs_state(self, *statuses: str, special: bool = True, attempts: int = 1) -> None:
        """Raise `Untested` when nobody brings transactions to these states, before anything is created for them.

        `special` says that they are to have a user or a request of the test's own.
        """
        for status in statuses:
            wish = Wish(status, attempts=attempts, special=special)
            try:
                self._states.bring(self.api, wish, _stop)
            except _MayBeCreated:
                self.needs("createVerifyTransaction")

    def receiver_email(self) -> str:
        """The address that may be notified; raises `Untested` when nobody's is known."""
        return self.permits.receiver(EMAIL)

    def receiver_phone(self) -> str:
        """The number that may be notified; raises `Untested` when nobody's is known."""
        return self.permits.receiver(PHONE)

    def name(self) -> str:
        """A name that no other thing of this run or of another run has."""
        return f"p1c-{self._run_id}-{next(self._numbers)}"

    def uuid(self) -> str:
        """An id that no other thing of this run or of another run has; it begins with the run, as names do.

        For things whose ids are chosen by who makes them, such as the nodes of a journey.
        """
        name = self.name()
        drawn = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
        run = name.split("-")[1]
        return f"{run if _IS_FIRST_GROUP.fullmatch(run) else drawn[:8]}{drawn[8:]}"

    def user(self, **members: Any) -> dict[str, Any]:
        """A new user; `members` replace or add to what every new user says."""
        return self._shared("createUser", members, lambda: self._new_user(members))

    def owner(self) -> str:
        """The id of a user for transactions; on a tenant, one that may have some of other tests.

        Who deletes users or changes them takes one from `user`.
        """
        if self._pool is None:
            return str(self.user()["id"])
        # By another name than its id, for a new transaction of it is no reason to make another one.
        kept = self._pool.take(
            "owner", {}, lambda: {"id": f"owner {self.name()}", "user": self._new_user({})}
        )
        return str(kept["user"]["id"])

    def user_body(self, **members: Any) -> dict[str, Any]:
        """What a new user says, under a new name: `members`, and all that any page on users requires.

        "Create User" has username, email and population in its request models; the service's own description does
        without a population, so it is left out where none is known.
        """
        name = self.name()
        population = self.api.connection.population_id
        known = {"population": {"id": population}} if population else {}
        return {"username": name, "email": f"{name}@example.com", **known, **members}

    def policy(self, **members: Any) -> dict[str, Any]:
        """A new verify policy, by default one that requires government id, liveness and facial comparison."""
        face = {**REQUIRED, "threshold": "MEDIUM"}
        body = {"governmentId": REQUIRED, "facialComparison": face, "liveness": face, **members}
        return self._shared(
            "createVerifyPolicy",
            members,
            lambda: self._created(
                self.api.call("createVerifyPolicy", json={"name": self.name(), **body}), 201
            ),
        )

    def transaction(self, user_id: str | None = None, **body: Any) -> dict[str, Any]:
        """A new transaction of that user, or of a new one, with that request body."""
        if user_id is None:
            return self._shared("createVerifyTransaction", body, lambda: self._transaction(None, body))
        return self._transaction(user_id, body)

    def transaction_in(
        self,
        status: str,
        user_id: str | None = None,
        *,
        own: bool = False,
        attempts: int = 1,
        selfie: bytes | None = None,
        **body: Any,
    ) -> dict[str, Any]:
        """A transaction in one of the nine states, after so many attempts and with that selfie of its user.

        A mock gets there at will, a tenant needs a person or a hook. Who changes the transaction, or deletes it, asks
        for one of its `own`.
        """
        special = own or user_id is not None or bool(body)
        wish = Wish(status, attempts=attempts, selfie=selfie, special=special)

        def bring() -> dict[str, Any]:
            return self._states.bring(self.api, wish, lambda: self._transaction(user_id, body))

        # One that is verified is shared by who brought it there, as long as its data last.
        lasts = not special and not wish.is_common and status in FINAL
        return self._still_in(status, bring) if lasts and self._pool else bring()

    def verification(
        self, user_id: str | None = None, *, own: bool = False, selfie: bytes | None = None, **body: Any
    ) -> Verification:
        """A verified transaction with its selfie, that picture or one of the target's own."""
        transaction = self.transaction_in("SUCCESS", user_id, own=own, selfie=selfie, **body)
        path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
        # By another name than its id, for the selfie keeps it when its background is replaced.
        kept = self._shared(
            "selfie", path, lambda: {"id": f"selfie of {transaction['id']}", "selfie": self._selfie(path)}
        )
        return Verification(path["userID"], path["transactionID"], kept["selfie"])

    def beside(self, path: dict[str, str]) -> dict[str, str]:
        """The path of another transaction of the user of a verified one: on a mock it is verified, too.

        On a tenant it is a new one, for which nobody has to be verified again.
        """
        user_id = path["userID"]
        bring = self.transaction if self.is_on_a_tenant else partial(self.transaction_in, "SUCCESS")
        return {**path, "transactionID": str(bring(user_id)["id"])}

    def flow(self, **attributes: Any) -> str:
        """The id of a flow that waits for account confirmation; `attributes` came from the identity provider.

        A mock opens one at will, a tenant needs an identity provider.
        """
        flow = self._flows.open(self.api, attributes or {"username": self.name()})
        self.api.flow_headers[flow.id] = flow.headers
        if self.api.guard:
            self.api.guard.lent.add(flow.id)
        return flow.id

    def _still_in(self, status: str, bring: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """A transaction of the pool that no test took out of its state, or a new one."""
        while True:
            made = False

            def make() -> dict[str, Any]:
                nonlocal made
                made, transaction = True, bring()
                # By another name than its id, for most of what is sent about it is refused.
                return {"id": f"{status} {transaction['id']}", "transaction": transaction}

            kept = self._shared(f"transaction in {status}", {}, make)
            transaction: dict[str, Any] = kept["transaction"]
            if made or self._status(transaction) == status:
                return transaction
            if self.api.guard:
                self.api.guard.touched.add(kept["id"])

    def _status(self, transaction: dict[str, Any]) -> Any:
        path: dict[str, Any] = {"userID": transaction["userID"], "transactionID": transaction["id"]}
        answer = self.api.call("readOneVerifyTransaction", **path)
        return member(body_of(answer), "transactionStatus.status")

    def _selfie(self, path: dict[str, Any]) -> str:
        # No filter by type: a target that has none, or a wrong one, still has its selfies.
        listed = self._created(self.api.call("readAllVerifiedData", **path), 200)
        try:
            entries = {entry["type"]: entry["id"] for entry in reversed(listed["_embedded"]["verifiedData"])}
            return str(entries["SELFIE"])
        except (KeyError, TypeError):
            raise Untested("blocked: the verified data of a verified transaction has no selfie") from None

    def _new_user(self, members: dict[str, Any]) -> dict[str, Any]:
        return self._created(self.api.call("createUser", json=self.user_body(**members)), 201)

    def _transaction(self, user_id: str | None, body: dict[str, Any]) -> dict[str, Any]:
        self.needs("createVerifyTransaction")
        user_id = user_id or self.user()["id"]
        if self.api.guard and not self.api.guard.owns(user_id):
            raise Untested("needs a verified transaction of this run: --verification-hook")
        answer = self.api.call("createVerifyTransaction", userID=str(user_id), json=body)
        return {**self._created(answer, 201), "userID": user_id}

    def _shared(self, kind: str, wish: dict[str, Any], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return self._pool.take(kind, wish, make) if self._pool else make()

    def _created(self, answer: httpx.Response, status: int) -> dict[str, Any]:
        operation = answer.request.extensions.get("operation")
        if self.api.guard:
            self.api.guard.refusals.precondition(answer)
        try:
            body = answer.json() if answer.status_code == status else None
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Untested(f"blocked: {operation} answered {answer.status_code} instead of {status}")
        if status == httpx.codes.CREATED and not isinstance(body.get("id"), str):
            raise Untested(f"blocked: {operation} created something without an id")
        return body


class _MayBeCreated(Exception):  # noqa: N818 - no error, but an answer
    """A wish needs a new transaction, and is not refused."""


def _stop() -> dict[str, Any]:
    raise _MayBeCreated
