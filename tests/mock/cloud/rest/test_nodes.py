from __future__ import annotations

from typing import Any

import pytest

from .conftest import TREES

NODE = f"{TREES}/nodes/ScriptedDecisionNode/n"
COMPLETION = f"{TREES}/nodes/PingOneVerifyCompletionDecisionNode/c"


def test_a_node_is_created_and_replaced(cloud: Any) -> None:
    script = cloud.script()
    first = cloud.send("PUT", NODE, json={"script": script, "outcomes": ["a"]})
    second = cloud.send("PUT", NODE, json={"script": script, "outcomes": ["a", "b"], "inputs": ["x"]})
    assert (first.status_code, second.status_code) == (201, 200)
    body = first.json()
    assert (body["_id"], body["outcomes"], body["inputs"], body["outputs"]) == ("n", ["a"], ["*"], ["*"])
    assert body["_type"]["_id"] == "ScriptedDecisionNode"
    assert body["_outcomes"] == [{"id": "a", "displayName": "a"}]
    assert cloud.send("GET", NODE).json() == second.json()


def test_what_came_in_an_answer_may_be_sent_back(cloud: Any) -> None:
    answer = cloud.send("PUT", NODE, json={"script": cloud.script(), "outcomes": ["a"]})
    assert cloud.send("PUT", NODE, json=answer.json()).json() == answer.json()


def test_a_node_is_deleted_and_shown_once_more(cloud: Any) -> None:
    made = cloud.send("PUT", NODE, json={"script": cloud.script(), "outcomes": ["a"]}).json()
    answer = cloud.send("DELETE", NODE)
    assert (answer.status_code, answer.json()) == (200, made)
    assert cloud.send("GET", NODE).status_code == cloud.send("DELETE", NODE).status_code == 404


def test_the_path_may_name_the_version_of_the_type(cloud: Any) -> None:
    path = f"{TREES}/nodes/ScriptedDecisionNode/1.0/n"
    headers = {"accept-api-version": "protocol=2.1,resource=3.0"}
    body = {"script": cloud.script(), "outcomes": ["a"]}
    assert cloud.send("PUT", path, json=body, headers=headers).status_code == 201
    assert cloud.send("GET", NODE).status_code == 200


@pytest.mark.parametrize(
    "members",
    [
        {"script": "3b2f6836-184c-4ee9-8a1d-557cb01837a5"},
        {"script": None},
        {"outcomes": []},
        {"outcomes": None},
        {"outcomes": [""]},
        {"outcomes": "true"},
        {"inputs": [5]},
    ],
    ids=str,
)
def test_a_bad_attribute_is_400(cloud: Any, members: dict[str, Any]) -> None:
    good = {"script": cloud.script(), "outcomes": ["true"]}
    body = {name: value for name, value in {**good, **members}.items() if value is not None}
    assert cloud.send("PUT", NODE, json=body).status_code == 400


def test_an_unknown_attribute_is_400_and_the_known_ones_are_told(cloud: Any) -> None:
    body = {"script": cloud.script(), "outcomes": ["true"], "output": ["*"]}
    answer = cloud.send("PUT", NODE, json=body)
    assert answer.status_code == 400
    assert answer.json()["detail"]["validAttributes"] == ["inputs", "outcomes", "outputs", "script"]


def test_a_library_is_no_script_for_a_node(cloud: Any) -> None:
    body = {"script": cloud.script(context="LIBRARY"), "outcomes": ["true"]}
    assert cloud.send("PUT", NODE, json=body).status_code == 400


def test_a_script_of_another_realm_is_unknown(cloud: Any) -> None:
    body = {"script": cloud.script(), "outcomes": ["true"]}
    assert cloud.send("PUT", NODE.replace("alpha", "bravo"), json=body).status_code == 400


def test_an_unknown_type_is_404(cloud: Any) -> None:
    path = f"{TREES}/nodes/ShellCommandNode/n"
    body = {"script": cloud.script(), "outcomes": ["true"]}
    assert cloud.send("PUT", path, json=body).status_code == 404


def test_a_completion_decision_node_has_its_own_configuration(cloud: Any) -> None:
    script = cloud.script(context="PINGONE_VERIFY_COMPLETION_DECISION_NODE")
    answer = cloud.send("PUT", COMPLETION, json={"script": script, "pingOneWorker": "worker"})
    body = answer.json()
    assert answer.status_code == 201
    assert (body["captureFailure"], body["scriptInputs"]) == (False, ["*"])
    assert [one["displayName"] for one in body["_outcomes"]] == [
        "Success",
        "Failure",
        "Expired",
        "Not Started",
        "Not Completed",
    ]


def test_an_id_is_that_of_one_node(cloud: Any) -> None:
    script = cloud.script()
    cloud.node("c", script)
    assert cloud.send("PUT", COMPLETION, json={"script": script}).status_code == 400
    assert cloud.send("GET", COMPLETION).status_code == 404
