from __future__ import annotations

from typing import Any

import pytest

from .conftest import FAILURE, SUCCESS, TREES

JOURNEY = f"{TREES}/trees/J"


@pytest.fixture
def body(cloud: Any) -> dict[str, Any]:
    cloud.node("n", cloud.script())
    placed = {
        "displayName": "Decision",
        "nodeType": "ScriptedDecisionNode",
        "connections": {"true": SUCCESS, "false": FAILURE},
        "x": 10,
        "y": 20,
    }
    ends = {SUCCESS: {"x": 1, "y": 1}, FAILURE: {"x": 1, "y": 2}, "startNode": {"x": 0, "y": 0}}
    return {"_id": "J", "entryNodeId": "n", "nodes": {"n": placed}, "staticNodes": ends}


def test_a_journey_is_created_and_replaced(cloud: Any, body: dict[str, Any]) -> None:
    first = cloud.send("PUT", JOURNEY, json=body)
    second = cloud.send("PUT", JOURNEY, json={**body, "description": "once more"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert body.items() <= first.json().items()
    assert (first.json()["enabled"], first.json()["innerTreeOnly"]) == (True, False)
    assert cloud.send("GET", JOURNEY).json() == second.json()


def test_a_journey_is_deleted_and_its_nodes_stay(cloud: Any, body: dict[str, Any]) -> None:
    made = cloud.send("PUT", JOURNEY, json=body).json()
    answer = cloud.send("DELETE", JOURNEY)
    assert (answer.status_code, answer.json()) == (200, made)
    assert cloud.send("GET", JOURNEY).status_code == cloud.send("DELETE", JOURNEY).status_code == 404
    assert cloud.send("GET", f"{TREES}/nodes/ScriptedDecisionNode/n").status_code == 200


def test_a_journey_may_have_no_nodes(cloud: Any) -> None:
    answer = cloud.send("PUT", JOURNEY, json={"entryNodeId": FAILURE, "nodes": {}})
    assert answer.status_code == 201


def test_the_name_of_a_journey_may_have_any_letters(cloud: Any, body: dict[str, Any]) -> None:
    path = f"{TREES}/trees/Prüfung%20%23 1"
    answer = cloud.send("PUT", path, json=body)
    assert (answer.status_code, answer.json()["_id"]) == (201, "Prüfung # 1")
    assert cloud.api.http.get(
        answer.headers["location"], headers={"authorization": f"Bearer {cloud.token}"}
    ).is_success


@pytest.mark.parametrize(
    "change",
    [
        {"entryNodeId": "elsewhere"},
        {"entryNodeId": None},
        {"entryNodeId": 5},
        {"nodes": {"n": "bad"}},
        {"nodes": {"n": {"nodeType": "ScriptedDecisionNode"}}},
        {"nodes": {"n": {"nodeType": "PageNode", "connections": {}}}},
        {"nodes": {"n": {"nodeType": "ScriptedDecisionNode", "connections": {"true": "elsewhere"}}}},
        {"nodes": {"n": {"nodeType": "ScriptedDecisionNode", "connections": {"true": 5}}}},
        {"nodes": {"unknown": {"nodeType": "ScriptedDecisionNode", "connections": {}}}},
        {"nodes2": {}},
        {"uiConfig": {"categories": "x" * 200_000}},
    ],
    ids=lambda change: str(change)[:80],
)
def test_a_bad_journey_is_400(cloud: Any, body: dict[str, Any], change: dict[str, Any]) -> None:
    bad = {name: value for name, value in {**body, **change}.items() if value is not None}
    answer = cloud.send("PUT", JOURNEY, json=bad)
    assert (answer.status_code, answer.json()["reason"]) == (400, "Bad Request")
    assert cloud.send("GET", JOURNEY).status_code == 404


def test_a_journey_is_one_of_its_realm(cloud: Any, body: dict[str, Any]) -> None:
    cloud.send("PUT", JOURNEY, json=body)
    assert cloud.send("GET", JOURNEY.replace("alpha", "bravo")).status_code == 404
