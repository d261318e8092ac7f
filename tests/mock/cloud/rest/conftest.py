"""A client of the cloud side of an in-process mock, with a token of the service account."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

TOKEN = "/am/oauth2/access_token"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = "fr:am:* fr:idm:* fr:idc:esv:*"
REALM = "/am/json/realms/root/realms/alpha"
TREES = f"{REALM}/realm-config/authentication/authenticationtrees"
SUCCESS = "70e691a5-1e33-4ac3-a356-e7b6d60d92e0"
FAILURE = "e301438c-0bd0-429c-ab0c-66126501069a"

ASK = """
if (callbacks.isEmpty()) {
  callbacksBuilder.nameCallback("Name");
  callbacksBuilder.textOutputCallback(0, "hello");
  action.withHeader("Title").withDescription("Text");
} else {
  nodeState.putShared("name", callbacks.getNameCallbacks().get(0));
  action.goTo(nodeState.get("name") === "demo" ? "true" : "false");
}
"""


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def filled(step: dict[str, Any], value: str) -> dict[str, Any]:
    """What a client sends back: the callbacks with a value in the first input."""
    first, *others = step["callbacks"]
    answered = {**first, "input": [{**first["input"][0], "value": value}]}
    return {"authId": step["authId"], "callbacks": [answered, *others]}


@dataclass
class Cloud:
    """Speaks to the cloud side; the token goes along unless a header says otherwise."""

    api: Any
    token: str = ""
    scripts: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.api.names["cloud"])

    @property
    def key(self) -> dict[str, Any]:
        return dict(self.api.http.get("/_mock/serviceAccountKey").json())

    def assertion(self, **claims: Any) -> str:
        account = self.facts["serviceAccountId"]
        usual = {
            "iss": account,
            "sub": account,
            "aud": f"{self.facts['baseUrl']}{TOKEN}",
            "exp": self.api.mock.clock.now() // 1000 + 600,
        }
        key = RSAKey.import_key(self.key)
        given = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode({"alg": "RS256"}, given, key)

    def grant(self, **form: Any) -> httpx.Response:
        usual = {
            "grant_type": GRANT_TYPE,
            "client_id": "service-account",
            "assertion": self.assertion(),
            "scope": SCOPES,
        }
        given = {name: value for name, value in {**usual, **form}.items() if value is not None}
        return self.api.http.post(TOKEN, data=given)

    def send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}", **arguments.pop("headers", {})}
        return self.api.http.request(method, path, headers=headers, **arguments)

    def script(self, text: str = 'action.goTo("true");', name: str = "decision", **members: Any) -> str:
        """Create a script, return its id."""
        body = script_body(text, name, **members)
        answer = self.send("POST", f"{REALM}/scripts?_action=create", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["_id"])

    def node(self, node_id: str, script: str, *outcomes: str, **config: Any) -> str:
        """Create a scripted decision node, return its id."""
        body = {"script": script, "outcomes": list(outcomes or ("true", "false")), **config}
        answer = self.send("PUT", f"{TREES}/nodes/ScriptedDecisionNode/{node_id}", json=body)
        assert answer.status_code == 201, answer.text
        return node_id

    def journey(self, name: str, **connections: dict[str, str]) -> None:
        """Create a journey of scripted decision nodes; it begins with the first one."""
        nodes = {
            node: {"displayName": node, "nodeType": "ScriptedDecisionNode", "connections": following}
            for node, following in connections.items()
        }
        body = {"entryNodeId": next(iter(connections)), "nodes": nodes, "staticNodes": {}}
        answer = self.send("PUT", f"{TREES}/trees/{name}", json=body)
        assert answer.status_code == 201, answer.text

    def decision(self, text: str, name: str = "journey", **members: Any) -> None:
        """Create a journey of one node with this script; true leads to success, false to failure."""
        self.node(f"{name}-node", self.script(text, f"{name}-script", **members))
        self.journey(name, **{f"{name}-node": {"true": SUCCESS, "false": FAILURE}})

    def authenticate(self, journey: str = "journey", body: Any = None, **arguments: Any) -> httpx.Response:
        query = {"authIndexType": "service", "authIndexValue": journey, **arguments.pop("params", {})}
        path = arguments.pop("path", f"{REALM}/authenticate")
        return self.api.http.post(path, params=query, json=body, **arguments)

    @property
    def log(self) -> list[dict[str, Any]]:
        return list(self.api.http.get("/_mock/log").json()["messages"])


def script_body(text: str, name: str = "decision", **members: Any) -> dict[str, Any]:
    return {
        "name": name,
        "script": encoded(text),
        "language": "JAVASCRIPT",
        "context": "SCRIPTED_DECISION_NODE",
        "evaluatorVersion": "2.0",
        **members,
    }


@pytest.fixture
def cloud(api: Any) -> Cloud:
    client = Cloud(api)
    client.token = client.grant().json()["access_token"]
    return client
