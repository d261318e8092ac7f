"""Runs probes: scripts that try a binding in a journey of one node, and say in a callback what they found."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.checks.members import body_of
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.selection import rules_of
from pingone_conformance.target.cloud_control import CloudControl
from pingone_conformance.target.cloud_given import CloudGiven

PROBES = Path(__file__).parent / "probes"
NAME = "probe"
LEGACY = {"context": "AUTHENTICATION_TREE_DECISION_NODE", "evaluatorVersion": "1.0"}


@dataclass(frozen=True)
class Report:
    """What a probe said of its trials (see `checks/trials.py`), and the answer that brought it.

    `script` is the name of the script; `bindings` says of each common binding whether it had it.
    """

    trials: dict[str, dict[str, Any]]
    answer: httpx.Response
    bindings: dict[str, bool]
    script: str


class Probes:
    """Uploads a probe, runs it, and reads what it says. On a tenant the same probe runs once."""

    def __init__(self, given: CloudGiven, kept: dict[str, Any], rules: tuple[str, ...]) -> None:
        self._given = given
        self._kept = kept
        self._rules = rules

    def __call__(self, probe: str, *, legacy: bool = False, **given: Any) -> Report:
        """Run `probes/<probe>.js`, which finds `given` in a variable of that name.

        Raises `Untested` when the journey does not come to where the probe says what it found, and when the script
        did not have the binding that the test's rules are about: that breaks the rule of its availability alone.
        """
        report = self.even_without(probe, legacy=legacy, **given)
        self._require(report.bindings, legacy)
        return report

    def even_without(self, probe: str, *, legacy: bool = False, **given: Any) -> Report:
        """The same for tests that are about which bindings there are."""
        key = json.dumps([probe, legacy, given], sort_keys=True)
        if not self._given.is_on_a_tenant:
            return self._run(probe, legacy, given)
        if key not in self._kept:
            self._kept[key] = self._run(probe, legacy, given)
        return self._kept[key]

    def outside(
        self,
        control: CloudControl,
        probe: str,
        *,
        legacy: bool = False,
        settings: dict[str, Any],
        **given: Any,
    ) -> dict[str, dict[str, Any]]:
        """The trials of a probe that the control plane of a mock runs with those settings, outside any journey."""
        script = self.text(probe, legacy=legacy, **given)
        said = said_in(control.run(script, **self.engine(legacy), **settings))
        if said is None:
            raise Untested(f"blocked: the mock did not run probe {probe}")
        self._require(said.pop("bindings", {}), legacy)
        return said

    def _require(self, bindings: dict[str, bool], legacy: bool) -> None:
        for rule in self._rules:
            binding = contracts().rules[rule].binding
            if binding and not bindings.get(binding):
                missing = contracts().availability_rule(binding, legacy=legacy)
                raise Untested(f"blocked by {missing}: the script has no {binding}")

    def _run(self, probe: str, legacy: bool, given: dict[str, Any]) -> Report:
        name = self._given.name()
        answer = self.answer_to(self.text(probe, legacy=legacy, **given), name=name, **self.engine(legacy))
        said = said_in(answer)
        if said is None:
            raise Untested(f"blocked: the journey of probe {probe} was answered {answer.status_code}")
        return Report(said, answer, said.pop("bindings", {}), name)

    def text(self, probe: str, *, legacy: bool = False, **given: Any) -> str:
        """The script of a probe, for tests that run it in a way of their own."""
        return text_of(probe, legacy, given)

    @staticmethod
    def engine(legacy: bool) -> dict[str, str]:
        """The members of a script that say which engine it is for."""
        return LEGACY if legacy else {}

    @staticmethod
    def said_in(answer: httpx.Response) -> dict[str, Any] | None:
        """What a probe says in the callback that an answer asks for; None when there is no such callback."""
        return said_in(answer)

    def answer_to(self, script: str, **members: Any) -> httpx.Response:
        """The answer to the beginning of a journey that runs a script."""
        if not self._given.is_on_a_tenant:
            return self._given.run(self._given.journey(script, **members))
        return self._given.run(self._shared_journey(script, **members))

    def _shared_journey(self, script: str, **members: Any) -> str:
        """A journey whose script is another one each time: it takes three creates to make one."""
        kind = json.dumps([members.get(member) for member in LEGACY])
        if kind in self._kept:
            script_id, journey = self._kept[kind]
            self._given.rewrite(script_id, script, **members)
            return journey
        script_id = self._given.script(script, **members)["_id"]
        self._kept[kind] = script_id, self._given.journey_of(script_id)
        return self._kept[kind][1]


def text_of(probe: str, legacy: bool, given: dict[str, Any]) -> str:
    """The whole script of a probe. Names of its own begin with `p1c`, for the others may be those of bindings."""
    parts = (PROBES / f"{name}.js" for name in ("_begin", probe, "_end_legacy" if legacy else "_end"))
    texts = [part.read_text(encoding="utf-8") for part in parts]
    return f"var given = {json.dumps(given)};\n" + "\n".join(texts)


def said_in(answer: httpx.Response | dict[str, Any]) -> dict[str, Any] | None:
    """What a probe says in the callback that an answer asks for; None when there is no such callback."""
    body = answer if isinstance(answer, dict) else body_of(answer)
    callbacks = body.get("callbacks") if isinstance(body, dict) else None
    for callback in callbacks if isinstance(callbacks, list) else ():
        try:
            output = {entry["name"]: entry["value"] for entry in callback["output"]}
            if output.get("id") == NAME:
                said = json.loads(output["value"])
                return said if isinstance(said, dict) else None
        except (KeyError, TypeError, ValueError):
            continue
    return None


@pytest.fixture(autouse=True)
def _can_run_journeys(cloud, permits) -> None:
    """Comes before the other fixtures of a test: nothing is created for one whose journey may not be run."""
    for operation in ("createScript", "replaceNode", "replaceJourney", "authenticate"):
        permits.require(operation)


@pytest.fixture
def probe(request, cloud_given, handed_on) -> Probes:
    """Runs a probe: `probe("utils").trials`."""
    return Probes(cloud_given, handed_on.setdefault("probes", {}), rules_of(request.node))


@pytest.fixture
def journey_on(cloud_given):
    """Makes a journey of a script, and of another one behind each of its outcomes; gives the name of the journey."""

    def make(text: str, behind: dict[str, str], **members: Any) -> str:
        first = cloud_given.node(script=cloud_given.script(text, **members)["_id"], outcomes=[*behind])
        body = cloud_given.journey_body(first["nodeID"])
        connections = {}
        for outcome, later in behind.items():
            engine = {name: members[name] for name in LEGACY if name in members}
            node = cloud_given.node(script=cloud_given.script(later, **engine)["_id"])["nodeID"]
            body["nodes"] |= cloud_given.journey_body(node)["nodes"]
            connections[outcome] = node
        body["nodes"][first["nodeID"]]["connections"] = connections
        name = cloud_given.name()
        answer = cloud_given.api.call("replaceJourney", journeyID=name, json=body)
        if not answer.is_success:
            raise Untested(f"blocked: replaceJourney answered {answer.status_code}")
        return name

    return make


@pytest.fixture(params=[False, True], ids=["next-generation", "legacy"])
def legacy(request) -> bool:
    """Both versions of the engine, one after the other."""
    return request.param


@pytest.fixture
def cloud_control(control):
    """The cloud side of the mock's control plane."""
    return control.cloud
