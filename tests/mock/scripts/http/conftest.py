"""Scripts that send requests, on each engine that is installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

HOST = "service.example"


@dataclass
class Client:
    """Runs scripts that answer by their log; `echo` shows what a request became."""

    http: httpx.Client
    mock: Any
    engine: str

    def post(self, script: str, **members: Any) -> httpx.Response:
        return self.http.post("/_mock/scripts", json={"script": script, "engine": self.engine, **members})

    def run(self, script: str, **members: Any) -> dict[str, Any]:
        answer = self.post(script, **members)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def legacy(self, script: str, **members: Any) -> dict[str, Any]:
        return self.run(
            f'{script}\noutcome = "true";',
            context="AUTHENTICATION_TREE_DECISION_NODE",
            evaluatorVersion="1.0",
            **members,
        )

    def value(self, expression: str) -> Any:
        """Return what an expression of a next-generation script is, as JSON."""
        ended = self.run(f'logger.error(JSON.stringify({expression})); action.goTo("true");')
        assert ended["failure"] is None, ended["failure"]
        return json.loads(ended["log"][-1]["message"])

    def legacy_value(self, statements: str, expression: str) -> Any:
        """Return what an expression of a legacy script is after some statements, as JSON."""
        ended = self.legacy(f"{statements}\nlogger.error(JSON.stringify({expression}));")
        assert ended["failure"] is None, ended["failure"]
        return json.loads(ended["log"][-1]["message"])

    def refusal(self, expression: str) -> str:
        """Return the Java class and the message of the exception that an expression throws."""
        ended = self.run(
            f'try {{ {expression}; }} catch (e) {{ logger.error("" + e.javaException); }} action.goTo("true");'
        )
        assert ended["failure"] is None, ended["failure"]
        return str(ended["log"][-1]["message"])

    def register(self, *answers: dict[str, Any], host: str = HOST) -> None:
        answer = self.http.put(f"/_mock/hosts/{host}", json={"answers": list(answers)})
        assert answer.status_code == 200, answer.text

    def outbound(self) -> list[dict[str, Any]]:
        return list(self.http.get("/_mock/outbound").json()["requests"])

    def sent(self) -> dict[str, Any]:
        (only,) = self.outbound()
        return only


@pytest.fixture(params=["quickjs", "rhino"])
def client(request: pytest.FixtureRequest, api: Any) -> Client:
    found = Client(api.http, api.mock, request.param)
    first = found.post('action.goTo("true");')
    if first.status_code == 400:
        pytest.skip(f"this engine is not installed: {first.json()['details'][0]['message']}")
    found.register({"echo": True})
    return found
