"""The mock as a server process of its own, as a user starts it, and a client of its ready-made environment."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Iterator
from typing import Any

import httpx

from benchmarks.processes import served
from benchmarks.workspace import Workspace, installed_command

_ALL_PRINTED = r"PINGONE_VERIFY_POLICY_ID=\S+\n"


class ServedMock:
    """What a measurement needs of a served mock. Calls raise `httpx.HTTPError` when they are refused."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.url = variables["PINGONE_AUTH_PATH"]
        self.environment_id = variables["PINGONE_ENVIRONMENT_ID"]
        self.user_id = variables["PINGONE_USER_ID"]
        self.policy_id = variables["PINGONE_VERIFY_POLICY_ID"]
        client = f"{variables['PINGONE_CLIENT_ID']}:{variables['PINGONE_CLIENT_SECRET']}"
        self.basic_authorization = "Basic " + base64.b64encode(client.encode()).decode()
        # trust_env: a proxy of the machine must not get between two processes on it.
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=30)
        granted = self._client.post(
            f"/{self.environment_id}/as/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": self.basic_authorization},
        )
        self.token = str(granted.raise_for_status().json()["access_token"])
        self._client.headers["Authorization"] = f"Bearer {self.token}"
        self._environment = f"/v1/environments/{self.environment_id}"
        self.transactions_path = f"{self._environment}/users/{self.user_id}/verifyTransactions"

    def get(self, path: str) -> Any:
        """The body of an answer, by the path below the server's address."""
        return self._client.get(path).raise_for_status().json()

    def post(self, path: str, body: Any) -> Any:
        """The body of the answer to a JSON body."""
        return self._client.post(path, json=body).raise_for_status().json()

    def requests(self) -> int:
        """How many requests the API and the auth host have had."""
        return int(self.get("/_mock/stats")["requests"])

    def population_id(self) -> str:
        """The population of the ready-made user."""
        return str(self.get(f"{self._environment}/users/{self.user_id}")["population"]["id"])

    def new_user(self, name: str) -> str:
        """The id of a new user."""
        body = {"username": name, "email": f"{name}@example.com"}
        return str(self.post(f"{self._environment}/users", body)["id"])

    def new_policy(self, name: str) -> str:
        """The id of a new verify policy that is not the default."""
        body = {"name": name, "governmentId": {"verify": "REQUIRED"}}
        return str(self.post(f"{self._environment}/verifyPolicies", body)["id"])

    def new_transaction(self) -> str:
        """The id of a new transaction of the ready-made user."""
        return str(self.post(self.transactions_path, {})["id"])

    def new_flow(self) -> str:
        """The id of a flow that waits for account confirmation."""
        return str(self.post("/_mock/flows", {})["flowId"])

    def reset(self, seed: str) -> None:
        """Go back to the ready-made environment."""
        self._client.post("/_mock/reset", json={"seed": seed}).raise_for_status()

    def switch_faults(self, names: list[str]) -> None:
        """Have the mock do exactly these things wrong."""
        self._client.put("/_mock/faults", json={"on": names}).raise_for_status()

    def verify(self, transaction_id: str) -> None:
        """End a verification well, so that it has metadata and verified data."""
        self.post(f"/_mock/transactions/{transaction_id}", {"status": "SUCCESS"})

    def first_metadata(self, transaction_id: str) -> str:
        """The id of the first metadata of a transaction."""
        answer = self.get(f"{self.transactions_path}/{transaction_id}/metaData")
        return str(next(iter(answer["_embedded"].values()))[0]["id"])

    def selfie(self, transaction_id: str) -> str:
        """The id of the selfie of a verified transaction."""
        answer = self.get(f"{self.transactions_path}/{transaction_id}/verifiedData?type=SELFIE")
        return str(answer["_embedded"]["verifiedData"][0]["id"])


@contextlib.contextmanager
def served_mock(workspace: Workspace, name: str) -> Iterator[ServedMock]:
    """Serve the mock with uvicorn (uvloop and httptools where they are) on a free port of the loopback interface."""
    command = [installed_command("pingone-conformance"), "mock", "--port", "0", "--print-env"]
    with served([*command, "--seed", "benchmarks"], _ALL_PRINTED, folder=workspace.subfolder(name)) as output:
        lines = (line.partition("=") for line in output.splitlines() if line.startswith("PINGONE_"))
        yield ServedMock({name: value for name, _, value in lines})
