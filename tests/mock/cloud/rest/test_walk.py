"""Journeys from node to node: what each sees of the state, and what ends them."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.scripting.program import EngineUnavailableError

from .conftest import ASK, FAILURE, SUCCESS, TREES, filled


def seen(*keys: str) -> str:
    """A script that logs values of the state as JSON, and goes on."""
    values = ", ".join(f'nodeState.get("{key}")' for key in keys)
    return f'logger.info("{{}}", JSON.stringify([{values}])); action.goTo("next");'


def test_state_goes_from_node_to_node_and_round_to_round(cloud: Any) -> None:
    begin = 'nodeState.putShared("s", ["a"]); nodeState.putTransient("t", 1); action.goTo("next");'
    cloud.node("a", cloud.script(begin, "a"), "next")
    cloud.node("b", cloud.script(ASK, "b"))
    cloud.node("c", cloud.script(seen("s", "t", "name"), "c"), "next")
    cloud.journey("journey", a={"next": "b"}, b={"true": "c", "false": FAILURE}, c={"next": SUCCESS})
    step = cloud.authenticate().json()
    assert cloud.authenticate(body=filled(step, "demo")).status_code == 200
    assert cloud.log[-1]["message"] == '[["a"],1,"demo"]'


def test_a_node_sees_its_inputs_only(cloud: Any) -> None:
    begin = 'nodeState.putShared("x", 1); nodeState.putShared("y", 2); action.goTo("next");'
    cloud.node("a", cloud.script(begin, "a"), "next")
    cloud.node("b", cloud.script(seen("x", "y", "realm"), "b"), "next", inputs=["x"])
    cloud.node("c", cloud.script(seen("x", "y", "realm"), "c"), "next")
    cloud.journey("journey", a={"next": "b"}, b={"next": "c"}, c={"next": SUCCESS})
    cloud.authenticate()
    assert [one["message"] for one in cloud.log] == ["[1,null,null]", '[1,2,"/alpha"]']


def test_a_completion_decision_runs_its_script(cloud: Any) -> None:
    text = 'action.goTo(nodeState.get("realm") === "/alpha" ? "successOutcome" : "failureOutcome");'
    script = cloud.script(text, context="PINGONE_VERIFY_COMPLETION_DECISION_NODE")
    kind = "PingOneVerifyCompletionDecisionNode"
    assert cloud.send("PUT", f"{TREES}/nodes/{kind}/c", json={"script": script}).status_code == 201
    placed = {"nodeType": kind, "connections": {"successOutcome": SUCCESS}}
    cloud.send("PUT", f"{TREES}/trees/journey", json={"entryNodeId": "c", "nodes": {"c": placed}})
    assert cloud.authenticate().status_code == 200


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("throw new Error('no way');", "no way"),
        ("var x = ;", "line 1"),
        ("\nvar a = 1 ?? 2;", "line 2"),
        ("1;", "without an outcome"),
        ('action.goTo("elsewhere");', "leads nowhere"),
        ("while (true) {}", "failed"),
    ],
)
def test_a_script_that_fails_is_401_and_the_log_says_why(cloud: Any, script: str, reason: str) -> None:
    cloud.decision(script)
    answer = cloud.authenticate()
    assert (answer.status_code, answer.json()["message"]) == (401, "Login failure")
    last = cloud.log[-1]
    assert last["level"] == "ERROR"
    assert reason in last["message"]
    assert cloud.send("GET", f"{TREES}/trees/journey").status_code == 200


def test_a_journey_that_runs_in_circles_ends(cloud: Any) -> None:
    cloud.node("n", cloud.script('action.goTo("again");'), "again")
    cloud.journey("journey", n={"again": "n"})
    assert cloud.authenticate().status_code == 401
    assert "more than 100 nodes" in cloud.log[-1]["message"]


def test_a_journey_that_takes_too_long_ends(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingone_conformance.mock.cloud.walk.MAX_SECONDS", -1.0)
    cloud.decision('action.goTo("true");')
    assert cloud.authenticate().status_code == 401
    assert "takes longer" in cloud.log[-1]["message"]


@pytest.mark.parametrize("gone", ["scripts", "nodes"])
def test_what_a_journey_needs_may_be_gone(cloud: Any, gone: str) -> None:
    cloud.decision('action.goTo("true");')
    getattr(cloud.api.mock.store.cloud, gone).clear()
    assert cloud.authenticate().status_code == 401
    assert "does not exist any more" in cloud.log[-1]["message"]


def test_an_engine_that_is_not_there_is_401(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise EngineUnavailableError(f"there is no {name}", hint="install it")

    monkeypatch.setattr("pingone_conformance.mock.cloud.walk.engine", missing)
    cloud.decision('action.goTo("true");')
    assert cloud.authenticate().status_code == 401
    assert "there is no quickjs" in cloud.log[-1]["message"]
