"""What tests of Advanced Identity Cloud take as given: scripts, journeys, secrets, variables and users.

Whatever a path names is made for it, under names and ids of the run.
"""

from __future__ import annotations

import base64
from typing import Any

import httpx

from pingone_conformance.findings import Untested
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.given import Given
from pingone_conformance.target.journeys import FAILURE, SCRIPTED_DECISION, SUCCESS
from pingone_conformance.target.permits import Permits

Arguments = dict[str, Any]

ONE_WAY = 'action.goTo("true");'
"""A script of the next-generation engine that decides at once."""


def base64_of(text: str) -> str:
    """A text as the interfaces take it: UTF-8 in base64."""
    return base64.b64encode(text.encode()).decode()


class CloudGiven:
    """Creates what a test needs through the API itself.

    A precondition that fails is not the test's own finding: it raises `Untested`, naming the answer that blocked it.
    """

    def __init__(self, given: Given, api: CloudSession) -> None:
        self.api = api
        self._given = given
        self.created: dict[str, httpx.Response] | None = None

    @property
    def permits(self) -> Permits:
        """What the settings allow."""
        return self._given.permits

    @property
    def is_on_a_tenant(self) -> bool:
        """Whether what is created belongs to a real environment."""
        return self._given.is_on_a_tenant

    def needs(self, *operation_ids: str) -> None:
        """Raise `Untested` when one of the operations is not allowed."""
        self._given.needs(*operation_ids)

    def name(self) -> str:
        """A name that nothing else has, with the mark of the run."""
        return self._given.name()

    def esv_name(self) -> str:
        """The same as the name of a secret or a variable."""
        return f"esv-{self.name()}"

    def node_id(self) -> str:
        """A UUID for a node, which who creates it has to choose."""
        return self._given.uuid()

    @property
    def users(self) -> str:
        """The type of the users of the realm."""
        return f"{self.api.connection.realm}_user"

    def script_body(self, text: str = ONE_WAY, **members: Any) -> dict[str, Any]:
        """A script of the next-generation engine, as it is sent."""
        return {
            "name": self.name(),
            "description": "",
            "script": base64_of(text),
            "language": "JAVASCRIPT",
            "context": "SCRIPTED_DECISION_NODE",
            "evaluatorVersion": "2.0",
            **members,
        }

    def script(self, text: str = ONE_WAY, **members: Any) -> dict[str, Any]:
        """A new script as the API answers it."""
        body = self.script_body(text, **members)
        return self._made(self.api.call("createScript", params={"_action": "create"}, json=body), "_id")

    def node_body(self, **members: Any) -> dict[str, Any]:
        """The settings of a node that runs a new script."""
        script = members.pop("script", None) or self.script()["_id"]
        inputs = {"outcomes": ["true", "false"], "inputs": ["*"], "outputs": ["*"]}
        return {"script": script, **inputs, **members}

    def node(self, **members: Any) -> Arguments:
        """The path of a new node."""
        path: Arguments = {"nodeType": SCRIPTED_DECISION, "nodeID": self.node_id()}
        self._made(self.api.call("replaceNode", **path, json=self.node_body(**members)))
        return path

    def journey_body(self, node_id: str) -> dict[str, Any]:
        """A journey of that node: `true` leads to success, `false` to failure."""
        place = {
            "displayName": "Decision",
            "nodeType": SCRIPTED_DECISION,
            "connections": {"true": SUCCESS, "false": FAILURE},
        }
        ends = {SUCCESS: {"x": 400, "y": 100}, FAILURE: {"x": 400, "y": 200}}
        return {"entryNodeId": node_id, "nodes": {node_id: place}, "staticNodes": ends}

    def journey(self, text: str = ONE_WAY, **members: Any) -> str:
        """The name of a new journey that runs that script; `members` are those of the script."""
        return self.journey_of(self.script(text, **members)["_id"])

    def journey_of(self, script_id: str) -> str:
        """The name of a new journey that runs that script."""
        name = self.name()
        node = self.node(script=script_id)
        self._made(self.api.call("replaceJourney", journeyID=name, json=self.journey_body(node["nodeID"])))
        return name

    def rewrite(self, script_id: str, text: str, **members: Any) -> None:
        """Give a script another text."""
        body = {"_id": script_id, **self.script_body(text, **members)}
        self._made(self.api.call("updateScript", scriptID=script_id, json=body))

    def run(self, journey: str, step: dict[str, Any] | None = None) -> httpx.Response:
        """Begin a journey, or go on with what it asked for."""
        content = {"content": b""} if step is None else {"json": step}
        return self.api.call("authenticate", **start_of(journey), **content)

    def secret(self, **members: Any) -> str:
        """The name of a new secret."""
        name = self.esv_name()
        self._made(self.api.call("replaceSecret", secretName=name, json=secret_body(**members)))
        return name

    def variable(self, **members: Any) -> str:
        """The name of a new variable."""
        name = self.esv_name()
        self._made(self.api.call("replaceVariable", variableName=name, json=variable_body(**members)))
        return name

    def user_body(self, **members: Any) -> dict[str, Any]:
        """What a user of a tenant has to have, as delivered."""
        name = self.name()
        person = {"givenName": "Barbara", "sn": "Jensen", "mail": f"{name}@example.com"}
        return {"userName": name, **person, **members}

    def user(self, **members: Any) -> dict[str, Any]:
        """A new user as the API answers it."""
        answer = self.api.call(
            "createManagedUser",
            objectType=self.users,
            params={"_action": "create"},
            json=self.user_body(**members),
        )
        return self._made(answer, "_id")

    def name_for_script(self) -> str:
        """The name of a user that a script is to create: written down before, for the script deletes it or nobody."""
        self.needs("createManagedUser")
        name = self.name()
        if self.api.guard:
            self.api.guard.foresee("createManagedUser", {"objectType": self.users}, name)
        return name

    def _made(self, answer: httpx.Response, member: str | None = None) -> dict[str, Any]:
        operation = answer.request.extensions.get("operation")
        try:
            body = answer.json() if answer.is_success else None
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Untested(f"blocked: {operation} answered {answer.status_code}")
        if member and not isinstance(body.get(member), str):
            raise Untested(f"blocked: {operation} created something without {member}")
        return body


def start_of(journey: str) -> Arguments:
    """The arguments of `Caller.call` that name a journey to be run."""
    return {"params": {"authIndexType": "service", "authIndexValue": journey}}


def secret_body(**members: Any) -> dict[str, Any]:
    """A secret as it is sent."""
    value = base64_of("a secret of a test")
    return {"encoding": "generic", "useInPlaceholders": False, "valueBase64": value, **members}


def variable_body(**members: Any) -> dict[str, Any]:
    """A variable as it is sent."""
    return {"valueBase64": base64_of("a value of a test"), "expressionType": "string", **members}
