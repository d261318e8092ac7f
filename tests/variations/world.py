"""A mock with one of everything that scripts ask about, and what an expression is in a script on it."""

from __future__ import annotations

import json
from typing import Any

import httpx

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.cloud.records import Esv
from pingone_conformance.target.transports import InProcessTransport

from .variation import Variation

LEGACY = {"evaluatorVersion": "1.0", "context": "AUTHENTICATION_TREE_DECISION_NODE"}
TOLD = "told: "
# What an expression throws is part of what it shows.
TRIED = """
function tried(run) {
  try { return JSON.stringify(run()); } catch (error) { return "thrown: " + error; }
}
"""


class World:
    """Each is a mock of its own, which may vary."""

    def __init__(self, *variations: Variation) -> None:
        app = create_app(seed="variations")
        self._mock = app.state.mock
        self._http = httpx.Client(transport=InProcessTransport(app), base_url="https://pingone.mock")
        known = self._http.get("/_mock/environment").json()
        self._user, self._transaction = self._verified(known)
        self._fill()
        self._mock.faults = list(variations)

    def shown(self, expression: str, *, legacy: bool = False) -> Any:
        """The value of an expression of JavaScript, as JSON, or that it failed."""
        body = {
            "script": f"{TRIED}throw new Error({TOLD!r} + JSON.stringify([{self._given(expression)}]));",
            "userId": self._user,
            **(LEGACY if legacy else {}),
        }
        left = self._http.post("/_mock/scripts", json=body).json()
        _, found, told = left["failure"]["message"].partition(TOLD)
        if not found:
            raise AssertionError(left["failure"])
        return json.JSONDecoder().raw_decode(told)[0], self._logged()

    def _logged(self) -> list[tuple[str, str]]:
        entries = self._http.get("/_mock/log").json()["messages"]
        return [(entry["level"], entry["message"]) for entry in entries]

    def _given(self, expression: str) -> str:
        return expression.replace("given.transaction", json.dumps(self._transaction))

    def _verified(self, known: dict[str, Any]) -> tuple[str, str]:
        """A user with three transactions: one ended well, and then another than the last one changed."""
        secret = known["clientId"], known["clientSecret"]
        token = self._http.post(
            f"/{known['environmentId']}/as/token", data={"grant_type": "client_credentials"}, auth=secret
        ).json()["access_token"]
        users = f"/v1/environments/{known['environmentId']}/users"
        headers = {"Authorization": f"Bearer {token}"}

        def made(path: str, body: dict[str, Any]) -> str:
            answer = self._http.post(path, json=body, headers=headers)
            return str(answer.raise_for_status().json()["id"])

        person = {"username": "one", "email": "one@example.com", "name": {"given": "One"}}
        user = made(users, {**person, "population": {"id": known["populationId"]}})
        policy = {"verifyPolicy": {"id": known["verifyPolicyId"]}}
        ids = []
        for _ in range(3):
            ids.append(made(f"{users}/{user}/verifyTransactions", policy))
            self._http.post("/_mock/clock", json={"advanceSeconds": 2})
        self._http.post(f"/_mock/transactions/{ids[0]}", json={"status": "SUCCESS"}).raise_for_status()
        return user, ids[0]

    def _fill(self) -> None:
        cloud = self._mock.store.cloud
        cloud.esvs["secret", "esv-one"] = Esv("esv-one", "secret", b"\xffone")
        cloud.esvs["variable", "esv-one"] = Esv("esv-one", "variable", b"true")
        cloud.secret_labels[""] = {"scripted.node.one": "esv-one"}
        for host, answer in {
            "echo.example": {"echo": True, "reason": "Fine", "headers": {"X-One": "1"}},
            "form.example": {"body": "a=1", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        }.items():
            self._http.put(f"/_mock/hosts/{host}", json={"answers": [answer]}).raise_for_status()
