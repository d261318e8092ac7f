"""Runs pieces of script on the mock and brings back what they come to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from pingone_conformance.mock.cloud.contexts import LEGACY_DECISION_NODE
from pingone_conformance.mock.cloud.records import LEGACY, Esv
from pingone_conformance.scripting import rhino_engine
from pingone_conformance.scripting.program import EngineUnavailableError

_SCRIPT = """
function attempt() {{ {code} }}
var found;
try {{ found = {{ value: attempt() }}; }}
catch (e) {{
  if (!e.javaException) throw e;
  found = {{ thrown: String(e.javaException.getClass().getName()), message: String(e.javaException.getMessage()) }};
}}
"""
_ENDS = {
    False: "nodeState.putShared('found', JSON.stringify(found)); action.goTo('true');",
    True: "sharedState.put('found', JSON.stringify(found)); outcome = 'true';",
}


@dataclass
class Scripts:
    """Runs code on one engine; `user` is the PingOne user of the journey."""

    api: Any
    engine: str
    user: str | None = None

    def run(self, code: str, *, legacy: bool = False, **more: Any) -> dict[str, Any]:
        """Return what the run of a function's body leaves, which may throw a Java exception."""
        body = {"script": _SCRIPT.format(code=code) + _ENDS[legacy], "engine": self.engine, **more}
        body["userId"] = self.user
        if legacy:
            body |= {"evaluatorVersion": LEGACY, "context": LEGACY_DECISION_NODE}
        answer = self.api.http.post("/_mock/scripts", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def _found(self, code: str, **more: Any) -> dict[str, Any]:
        left = self.run(code, **more)
        assert left["failure"] is None, left["failure"]
        return dict(json.loads(left["stateAfter"]["shared"]["found"]))

    def value(self, code: str, **more: Any) -> Any:
        """Return what the body of a function returns; None stands for undefined, too."""
        found = self._found(code, **more)
        assert "thrown" not in found, found
        return found.get("value")

    def thrown(self, code: str, **more: Any) -> str:
        """Return the class of the Java exception that the body of a function throws."""
        return str(self._found(code, **more)["thrown"])

    def fails(self, code: str, **more: Any) -> str:
        """Return why a script fails."""
        failure = self.run(code, **more)["failure"]
        assert failure is not None
        return str(failure["message"])

    def put_esv(self, kind: str, name: str, value: bytes | str) -> None:
        """Let the environment have a secret or a variable."""
        content = value.encode() if isinstance(value, str) else value
        self.api.mock.store.cloud.esvs[kind, name] = Esv(name, kind, content)

    def map_label(self, label: str, secret: str | None, realm: str | None = "alpha") -> None:
        """Map a secret label, as an administrator does."""
        body = {"label": label, "realm": realm, "secret": secret}
        assert self.api.http.put("/_mock/secretLabels", json=body).status_code == 204


@pytest.fixture(params=["quickjs", "rhino"])
def scripts(api: Any, request: pytest.FixtureRequest) -> Scripts:
    if request.param == "rhino":
        try:
            rhino_engine.java()
            rhino_engine.jar()
        except EngineUnavailableError as missing:
            pytest.skip(str(missing))
    return Scripts(api, request.param)
