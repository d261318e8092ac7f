"""The mock's control plane: what a test can do there and nowhere else."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from pingone_conformance.findings import ConformanceError, TargetUnreachable, Untested
from pingone_conformance.target.cloud import CloudConnection
from pingone_conformance.target.cloud_control import CloudControl
from pingone_conformance.target.session import Connection

_NEW = "REQUESTED"
VERIFIED = "a transaction becomes SUCCESS"
FLOW_WAITS = "a flow waits for account confirmation"
"""What a tenant's users bring about, too: how `ControlPlane.brought_about` says it."""


class ControlPlane:
    """Ends verifications, moves the clock, reads the outbox, opens flows. Its requests are not counted."""

    def __init__(self, base_url: str, transport: httpx.BaseTransport) -> None:
        self.transport = transport
        self._client = httpx.Client(base_url=f"{base_url}/_mock", transport=transport, timeout=30)
        self.on_clock_moved: list[Callable[[], object]] = []
        """Called when time has passed there at once."""
        self.brought_about: list[str] = []
        """What happened in this test that no request to the API brings about, in words."""
        self._ahead = 0.0

    def environment(self) -> dict[str, Any]:
        """The ready-made environment, its worker application, user and policy, and the other environment."""
        return self._send("GET", "/environment")

    def connection(self, *, other: bool = False) -> Connection:
        """How to speak to the ready-made environment, or to the other one."""
        facts = self.environment()
        try:
            chosen = facts["otherEnvironment"] if other else facts
            return Connection(
                api_path=facts["apiPath"],
                auth_path=facts["authPath"],
                environment_id=chosen["environmentId"],
                client_id=chosen["clientId"],
                client_secret=chosen["clientSecret"],
                population_id=chosen.get("populationId", ""),
            )
        except (KeyError, TypeError):
            raise self._no_mock("does not say what its environment is") from None

    def cloud_connection(self) -> CloudConnection:
        """How to speak to the Advanced Identity Cloud side. Raises `Untested` for a mock that has none."""
        try:
            facts = self.environment()["cloud"]
            return CloudConnection(
                base_url=facts["baseUrl"],
                realm=facts["realm"],
                service_account_id=facts["serviceAccountId"],
                key=json.dumps(self._send("GET", "/serviceAccountKey")),
                now=self.now,
            )
        except (KeyError, TypeError) as error:
            if error.args == ("cloud",):
                raise Untested("needs Advanced Identity Cloud: this mock has no such side") from None
            raise self._no_mock("does not say where its cloud side is") from None

    def reset(self, seed: str) -> None:
        """Back to the ready-made environment; new ids are drawn from the seed."""
        self._send("POST", "/reset", {"seed": seed})
        self._ahead = 0.0

    def advance(self, seconds: float) -> None:
        """Move the mock's clock forward."""
        self._send("POST", "/clock", {"advanceSeconds": seconds})
        self._ahead += seconds
        self.brought_about.append(f"{seconds:g} seconds pass")
        for told in self.on_clock_moved:
            told()

    def now(self) -> float:
        """The time there as far as this control plane moved it, in seconds since 1970."""
        return time.time() + self._ahead

    def finish(
        self, transaction_id: str, status: str, selfie: bytes | None = None, *, attempts: int = 1
    ) -> dict[str, Any]:
        """Bring a transaction to one of the nine states, as if the end user or the provider had acted.

        A decision was reached at the last of `attempts` tries, 1 to 4.
        """
        body: dict[str, Any] = {"status": status, "attempts": attempts}
        if selfie is not None:
            body["selfie"] = base64.b64encode(selfie).decode()
        tries = f" at attempt {attempts}" if attempts > 1 else ""
        if status != _NEW or tries:
            self.brought_about.append(f"a transaction becomes {status}{tries}")
        return self._send("POST", f"/transactions/{transaction_id}", body)

    def end_user_view(self, transaction_id: str) -> dict[str, Any]:
        """What the end user's browser is told about a transaction."""
        return self._send("GET", f"/transactions/{transaction_id}/view")

    def outbox(self, transaction_id: str) -> list[dict[str, Any]]:
        """The notifications sent for a transaction, oldest first."""
        messages: list[dict[str, Any]] = self._send("GET", f"/outbox?transaction={transaction_id}")[
            "messages"
        ]
        return messages

    def open_flow(self, attributes: dict[str, Any]) -> str:
        """A flow that waits for account confirmation: its id. `attributes` came from the identity provider."""
        self.brought_about.append(FLOW_WAITS)
        return str(self._send("POST", "/flows", {"identityProviderAttributes": attributes})["flowId"])

    @property
    def cloud(self) -> CloudControl:
        """The side of Advanced Identity Cloud."""
        return CloudControl(self._send)

    def switch_faults(self, names: Sequence[str]) -> None:
        """Have the mock do exactly these things wrong, also after a reset."""
        self._send("PUT", "/faults", {"on": list(names)})

    def _send(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.TransportError as error:
            raise TargetUnreachable(
                f"no mock answers at {self._client.base_url}: {error}",
                hint="start one with `pingone-conformance mock`, or leave --mock-url out",
            ) from error
        if answer.status_code >= 400:
            raise self._no_mock(f"answered {answer.status_code} to {method} {path}: {answer.text[:200]}")
        try:
            return dict(answer.json()) if answer.content else {}
        except (ValueError, TypeError):
            raise self._no_mock(f"answered {method} {path} with something else than an object") from None

    def _no_mock(self, what: str) -> ConformanceError:
        return ConformanceError(
            f"{self._client.base_url} {what}", hint="is this the address of a mock whose control plane is on?"
        )
