"""What a run may send to an Advanced Identity Cloud tenant: nothing but what is about its own things.

Journeys, variables and secrets are known by their names, nodes by their ids, scripts and users by the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from pingone_conformance.checks.members import body_of
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Untested
from pingone_conformance.spec import Description, Operation
from pingone_conformance.target.budget import Budget
from pingone_conformance.target.guard import NO_PARAMETERS, PLAIN, TIMED_OUT, UNKNOWN_ID, Guard, object_of
from pingone_conformance.target.journeys import SCRIPTED_DECISION, STATIC_NODES
from pingone_conformance.target.limits import Refusals

ACTION = "_action"

_NAMES = {"createScript": "name", "createManagedUser": "userName"}
"""The member of a body by which a thing is found again when the answer with its id was lost."""

VALIDATE = "validate"
_ACTIONS = {"createScript": ("create", VALIDATE), "createManagedUser": ("create",)}
"""What may be done to a collection: some actions change all that is in it."""

_OWN = ("scriptID", "managedID", "nodeID", "journeyID", "secretName", "variableName")
_NOBODYS = "@example.com"
_ACCOUNT = "does the service account have the scopes fr:am:*, fr:idm:* and fr:idc:esv:*?"


class CloudGuard:
    """Admits requests to the tenant, beside the guard of PingOne: settings, ledger and counts are the same."""

    def __init__(
        self, description: Description, guard: Guard, realm: str, budget: Budget | None = None
    ) -> None:
        self._description = description
        self._guard = guard
        self._ledger = guard.ledger
        self._realm = realm
        self.budget = budget
        self._run = guard.prefix.split("-")[1]
        self.refusals = Refusals(_ACCOUNT)

    def admit(
        self,
        operation_id: str,
        method: str,
        path: Mapping[str, str],
        content: bytes | None,
        params: httpx.QueryParams = NO_PARAMETERS,
    ) -> int | None:
        """Write a create into the ledger and return its number there; None for every other request.

        Raises `Untested` with the reason when the request may not be sent.
        """
        operation = self._guard.permitted(self._description, operation_id, method)
        self._admit_path(operation, path)
        body = object_of(content)
        self._admit_body(operation_id, path, body, params)
        if params.get_list(ACTION) == [VALIDATE]:
            return None
        if not contracts().creates(operation_id):
            if operation_id == "updateScript":
                self._admit_name("createScript", body)
            return None
        return self._intend(operation, path, body)

    def settle(
        self, operation_id: str, path: Mapping[str, str], number: int | None, answer: httpx.Response
    ) -> None:
        """Write down what came of a request: a thing, nothing, or one thing less.

        A create without a clear answer stays open, and is looked for at the end. Raises `RunStopped` when the tenant
        refuses what it should not.
        """
        if number is not None and answer.is_success and (made := self._made(operation_id, path, answer)):
            self._ledger.made(number, made)
            self._guard.created[operation_id] += 1
        elif number is not None and answer.is_client_error and answer.status_code != TIMED_OUT:
            self._ledger.refused(number)
        elif operation_id.startswith("delete") and answer.is_success:
            self._ledger.deleted(operation_id, path)
        self.refusals.answered(answer)

    def foresee(self, operation_id: str, path: Mapping[str, str], name: str) -> None:
        """Write down what a script of the run is to make: no request of the run's own tells of it.

        It stays open, and is looked for at the end, by its name. Raises `Untested` where this operation could not make
        such a thing, either, and `NotCarriedOut` where the budget has no create left.
        """
        operation = self._description.operation(operation_id)
        self._guard.permits.require(operation_id)
        self._admit_path(operation, path)
        if self.budget:
            self.budget.take_create()
        self._ledger.intend(operation_id, path, self._admit_name(operation_id, {_NAMES[operation_id]: name}))
        self._guard.created[operation_id] += 1

    def nothing_came_of(self, number: int) -> None:
        """Write down that a create was not carried out."""
        self._ledger.refused(number)

    def _intend(self, operation: Operation, path: Mapping[str, str], body: Mapping[str, Any]) -> int | None:
        if operation.method != "PUT":
            return self._ledger.intend(operation.id, path, self._admit_name(operation.id, body))
        own = path[operation.path_parameters[-1]]
        if self._ledger.exists(operation.id, own):
            return None
        return self._ledger.intend(operation.id, path, own, own)

    def _made(self, operation_id: str, path: Mapping[str, str], answer: httpx.Response) -> str | None:
        """The id of what a create made, if it is one."""
        operation = self._description.operation(operation_id)
        if operation.method == "PUT":
            return path[operation.path_parameters[-1]]
        body = body_of(answer)
        found = body.get("_id") if isinstance(body, dict) else None
        return found if isinstance(found, str) and PLAIN.fullmatch(found) else None

    def _admit_path(self, operation: Operation, path: Mapping[str, str]) -> None:
        for name in operation.path_parameters:
            value = path[name]
            if not PLAIN.fullmatch(value):
                raise Untested(f"needs a mock: {name} holds what could lead elsewhere on a tenant")
            if name in _OWN and operation.method != "GET" and not self._is_own(name, value, operation):
                raise Untested(
                    f"not allowed here: {operation.id} is about something that this run did not create"
                )
        realm = path.get("realm", self._realm)
        if realm != self._realm or path.get("objectType", f"{self._realm}_user") != f"{self._realm}_user":
            raise Untested("needs a mock: a run on a tenant stays in its own realm")

    def _is_own(self, name: str, value: str, operation: Operation) -> bool:
        # What nobody has may be asked to be deleted; to write it would make it.
        if value == UNKNOWN_ID and operation.method == "DELETE":
            return True
        match name:
            case "journeyID":
                return value.startswith(self._guard.prefix)
            case "secretName" | "variableName":
                return value.startswith(f"esv-{self._guard.prefix}")
            case "nodeID":
                return self._is_own_node(value)
        return self._ledger.has(value)

    def _is_own_node(self, id_: str) -> bool:
        """Nodes have no names: those of a run have ids that begin with its own."""
        return id_.startswith(f"{self._run}-")

    def _admit_journey(self, params: httpx.QueryParams) -> None:
        named = params.get_list("authIndexValue")
        journey = len(named) == 1 and named[0].startswith(self._guard.prefix)
        if not journey or params.get_list("authIndexType") != ["service"]:
            raise Untested("not allowed here: a run goes through journeys of its own alone")

    def _admit_node(self, path: Mapping[str, str], body: Mapping[str, Any]) -> None:
        script = body.get("script")
        if path["nodeType"] != SCRIPTED_DECISION:
            raise Untested("needs a mock: on a tenant only scripted decision nodes are made")
        if isinstance(script, str) and script != UNKNOWN_ID and not self._ledger.has(script):
            raise Untested("not allowed here: the node would run a script that this run did not create")

    def _admit_nodes(self, path: Mapping[str, str], body: Mapping[str, Any]) -> None:
        if body.get("_id", path["journeyID"]) != path["journeyID"]:
            raise Untested("needs a mock: the body names another journey than the path")
        for node in _nodes_of(body):
            if isinstance(node, str) and node not in STATIC_NODES and not self._is_own_node(node):
                raise Untested(
                    "not allowed here: the journey would lead to a node that this run did not create"
                )

    def _admit_body(
        self, operation_id: str, path: Mapping[str, str], body: Mapping[str, Any], params: httpx.QueryParams
    ) -> None:
        match operation_id:
            case "createScript" | "createManagedUser":
                self._admit_action(operation_id, params)
                self._admit_mail(body)
            case "authenticate":
                self._admit_journey(params)
            case "replaceNode":
                self._admit_node(path, body)
            case "replaceJourney":
                self._admit_nodes(path, body)

    def _admit_action(self, operation_id: str, params: httpx.QueryParams) -> None:
        action = params.get_list(ACTION)
        if len(action) != 1 or action[0] not in _ACTIONS[operation_id]:
            raise Untested("needs a mock: on a tenant nothing but what is documented is done to a collection")

    def _admit_mail(self, body: Mapping[str, Any]) -> None:
        mail = body.get("mail")
        if mail is not None and not str(mail).endswith(_NOBODYS):
            raise Untested(f"needs a mock: on a tenant the mail addresses of users end in {_NOBODYS}")

    def _admit_name(self, operation_id: str, body: Mapping[str, Any]) -> str | None:
        name = body.get(_NAMES[operation_id])
        if not isinstance(name, str):
            return None
        if not name.startswith(self._guard.prefix):
            raise Untested("needs a mock: on a tenant names begin with the mark of the run")
        return name


def _nodes_of(journey: Mapping[str, Any]) -> list[Any]:
    """All nodes that a journey names: the first one, its places, and where their outcomes lead."""
    nodes = journey.get("nodes")
    places = nodes if isinstance(nodes, dict) else {}
    found = [journey.get("entryNodeId"), *places]
    for place in places.values():
        connections = place.get("connections") if isinstance(place, dict) else None
        found += connections.values() if isinstance(connections, dict) else ()
    return found
