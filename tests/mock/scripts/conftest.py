"""Runs scripts on an in-process mock, the way the control plane does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from pingone_conformance.mock.state import Mock

LEGACY = {"evaluatorVersion": "1.0", "context": "AUTHENTICATION_TREE_DECISION_NODE"}


@dataclass
class Scripts:
    """A script in, everything that it left out."""

    api: Any
    engine: str

    @property
    def mock(self) -> Mock:
        found: Mock = self.api.mock
        return found

    def run(self, script: str, **members: Any) -> dict[str, Any]:
        body = {"script": script, "engine": self.engine, **members}
        answer = self.api.http.post("/_mock/scripts", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def good(self, script: str, **members: Any) -> dict[str, Any]:
        left = self.run(script, **members)
        assert left["failure"] is None, left["failure"]
        return left

    def legacy(self, script: str, **members: Any) -> dict[str, Any]:
        return self.good(script, **{**LEGACY, **members})

    def value(self, expression: str, **members: Any) -> Any:
        """What an expression of a next-generation script is."""
        script = f'nodeState.putShared("value", {expression}); action.goTo("end");'
        return self.good(script, **members)["stateAfter"]["shared"]["value"]

    def messages(self, script: str, **members: Any) -> list[tuple[str, str]]:
        return [(entry["level"], entry["message"]) for entry in self.run(script, **members)["log"]]


@pytest.fixture(params=["quickjs", "rhino"])
def scripts(request: pytest.FixtureRequest, api: Any) -> Scripts:
    """Each test runs on both engines, where both are there."""
    found = Scripts(api, request.param)
    answer = api.http.post("/_mock/scripts", json={"script": "", "engine": found.engine})
    if answer.status_code != 200:
        pytest.skip(answer.json()["details"][0]["message"])
    return found
