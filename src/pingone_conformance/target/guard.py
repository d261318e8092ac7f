"""What a run may send to a tenant: nothing that the person who started it did not allow, and only about its own things.

Whatever is refused here is not sent; its rules are `untested` with the reason.
"""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.config import TenantSettings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Untested
from pingone_conformance.spec import Description, Operation
from pingone_conformance.target.ledger import Ledger
from pingone_conformance.target.limits import Refusals
from pingone_conformance.target.permits import Permits

UNKNOWN_ID = "6f1d4c1e-9d3b-4a6e-8f57-2b1c0e9a7d54"
"""Has the form of an id and belongs to nothing."""

NO_PARAMETERS = httpx.QueryParams()
_MAKES_DEFAULT = frozenset({"createVerifyPolicy", "updateVerifyPolicy"})
_SENDS_MESSAGES = frozenset({"createVerifyTransaction", "updateVerifyTransaction"})
_MAILS_ITS_USER = frozenset({"createUser", "updateUser", "replaceUser"})
_NAMES = {"createUser": "username", "createVerifyPolicy": "name", "confirmAccountInformation": "username"}
"""The member of a body by which a thing is found again when the answer with its id was lost."""

_IDS = {"confirmAccountInformation": "_embedded.user.id"}
"""Where an answer has the id of what was made, if not in `id`."""

_FOUND_NAMES = {**_NAMES, "confirmAccountInformation": "_embedded.user.username"}
"""Where it has the name."""

_THINGS = ("userID", "verifyPolicyID", "transactionID", "flowID")
# Changes nothing that its owner would miss.
_OF_LENT_THINGS = frozenset({"updatePortraitBackground", "confirmAccountInformation"})
TIMED_OUT = httpx.codes.REQUEST_TIMEOUT
# A dot or a slash, however it is escaped, could lead to another resource: in the worst case to the environment.
PLAIN = re.compile(r"[A-Za-z0-9_-]{1,100}")


class Guard:
    """Admits requests to a tenant, and writes the ledger before each one that creates.

    `lent` are ids of things that somebody handed to the run: they are read, and used where that changes nothing.
    """

    def __init__(
        self, description: Description, tenant: TenantSettings, environment_id: str, ledger: Ledger
    ) -> None:
        self._description = description
        self._tenant = tenant
        self._environment_id = environment_id
        self.ledger = ledger
        self.permits = Permits(tenant)
        self.refusals = Refusals()
        self.lent: set[str] = set()
        self.touched: set[str] = set()
        self.created: Counter[str] = Counter()
        self._named: dict[int, str | None] = {}

    @property
    def prefix(self) -> str:
        """What the name of everything begins with that the run creates."""
        return self.ledger.prefix

    def owns(self, id_: str) -> bool:
        """Whether the run created that thing."""
        return self.ledger.has(id_)

    def knows(self, id_: str) -> bool:
        """Whether the run created that thing, or was handed it."""
        return id_ in self.lent or self.owns(id_)

    def admit(
        self,
        operation_id: str,
        method: str,
        path: Mapping[str, str],
        content: bytes | None,
        params: httpx.QueryParams = NO_PARAMETERS,  # noqa: ARG002 - here none decides anything
    ) -> int | None:
        """Write a create into the ledger and return its number there; None for every other request.

        Raises `Untested` with the reason when the request may not be sent.
        """
        operation = self.permitted(self._description, operation_id, method)
        self._admit_path(operation, path)
        body = object_of(content)
        # A lenient server may take any other value for true.
        if operation_id in _MAKES_DEFAULT and body.get("default") not in (None, False):
            raise Untested("needs a mock: the policy would take the place of the environment's default")
        if operation_id in _MAILS_ITS_USER and "VERIFICATION_REQUIRED" in json.dumps(body.get("lifecycle")):
            raise Untested("needs a mock: the new user would be sent a mail")
        if operation_id in _SENDS_MESSAGES:
            self._admit_receivers(body)
        if operation.method != "GET":
            self.touched.update(path.values())
        if not contracts().creates(operation_id):
            return None
        name = self._admit_name(operation_id, body)
        number = self.ledger.intend(operation_id, path, name)
        self._named[number] = name
        return number

    def permitted(self, description: Description, operation_id: str, method: str) -> Operation:
        """The operation; raises `Untested` where the settings forbid it, and for a method that is not its own."""
        operation = description.operation(operation_id)
        if method != operation.method:
            raise Untested(f"needs a mock: {method} is not documented for the path of {operation_id}")
        self.permits.require(operation_id)
        return operation

    def settle(
        self, operation_id: str, path: Mapping[str, str], number: int | None, answer: httpx.Response
    ) -> None:
        """Write down what came of a request: a thing, nothing, or one thing less.

        A create without a clear answer stays open, and is looked for at the end. Raises `RunStopped` when the target
        refuses what it should not.
        """
        if number is not None and answer.is_success and (made := self._made(operation_id, number, answer)):
            self.ledger.made(number, made)
            self.created[operation_id] += 1
        elif number is not None and answer.is_client_error and answer.status_code != TIMED_OUT:
            self.ledger.refused(number)
        elif operation_id.startswith("delete") and answer.is_success:
            self.ledger.deleted(operation_id, path)
        self.refusals.answered(answer)

    def nothing_came_of(self, number: int) -> None:
        """Write down that a create was not carried out."""
        self.ledger.refused(number)

    def _made(self, operation_id: str, number: int, answer: httpx.Response) -> str | None:
        """The id of what a create made, if it can be nothing but ours.

        A flow that finds an account of its user's name answers with that account, which is then to be linked.
        """
        found = member(body_of(answer), _FOUND_NAMES.get(operation_id, ""))
        ours = isinstance(found, str) and found.startswith(self.prefix)
        if operation_id in _IDS:
            doubtful = not ours
        else:
            doubtful = self._named.get(number) is not None and isinstance(found, str) and not ours
        return None if doubtful else _id_of(operation_id, answer)

    def _admit_path(self, operation: Operation, path: Mapping[str, str]) -> None:
        if path["envID"] != self._environment_id:
            raise Untested("needs a mock: a run on a tenant stays in its own environment")
        for name in operation.path_parameters:
            value = path[name]
            if not PLAIN.fullmatch(value):
                raise Untested(f"needs a mock: {name} holds what could lead elsewhere on a tenant")
            if operation.method != "GET" and name in _THINGS:
                self._admit_thing(operation, value)

    def _admit_thing(self, operation: Operation, id_: str) -> None:
        lent = id_ in self.lent and operation.id in _OF_LENT_THINGS
        if not (lent or self.owns(id_) or id_ == UNKNOWN_ID or not _is_uuid(id_)):
            raise Untested(
                f"not allowed here: {operation.id} is about something that this run did not create"
            )

    def _admit_name(self, operation_id: str, body: Mapping[str, Any]) -> str | None:
        name = body.get(_NAMES.get(operation_id, ""))
        if not isinstance(name, str):
            return None
        if not name.startswith(self.prefix):
            raise Untested("needs a mock: on a tenant names begin with the mark of the run")
        return name

    def _admit_receivers(self, body: Mapping[str, Any]) -> None:
        receivers = body.get("sendNotification") or {}
        named = receivers if isinstance(receivers, dict) else {"": receivers}
        for kind, value in named.items():
            allowed = {"email": self._tenant.notify_email, "phone": self._tenant.notify_phone}.get(kind)
            if value and value != allowed:
                raise Untested(
                    f"not allowed here: notifications go to --notify-{kind} alone"
                    if kind in ("email", "phone")
                    else "not allowed here: the notification has a receiver of an unknown kind"
                )


def object_of(content: bytes | None) -> Mapping[str, Any]:
    """A body that is an object, else an empty one; raises `Untested` where it depends on its reader what it says."""
    try:
        body = json.loads(content or b"", object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(members)) < len(members):
        raise Untested("needs a mock: the body says something twice")
    return dict(members)


def _id_of(operation_id: str, answer: httpx.Response) -> str | None:
    found = member(body_of(answer), _IDS.get(operation_id, "id"))
    if not isinstance(found, str) or not found:
        found = answer.headers.get("Location", "").rstrip("/").rpartition("/")[2]
    return found if PLAIN.fullmatch(found) else None


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
