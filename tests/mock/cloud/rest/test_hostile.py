"""Input that nobody sends without intent: the cloud side and its control plane refuse it, or take it as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.mock.cloud.rest.conftest import REALM, SUCCESS, TREES, encoded

DEEP = "[" * 900 + "]" * 900

BODIES = {
    "a deep array": "[" * 5000,
    "a deep member": f'{{"a": {DEEP}, "description": {DEEP}}}',
    "a deep object": '{"a":' * 900 + "1" + "}" * 900,
    "a huge integer": '{"a": ' + "9" * 5000 + "}",
    "infinity": '{"a": 1e999}',
    "a lone surrogate": '{"a": "\\ud800"}',
    "NUL": '{"a": "\\u0000", "name": "\\u0000", "\\u0000": 1}',
    "prototypes": '{"__proto__": {"a": 1}, "__class__": {}, "constructor": 1, "_id": [], "_rev": {}}',
    "wrong types": '{"script": [], "nodes": [], "callbacks": {}, "userName": [], "valueBase64": 5, "answers": 5}',
    "many members": json.dumps({str(number): number for number in range(20_000)}),
}

WRITES = {
    "create script": ("POST", f"{REALM}/scripts?_action=create"),
    "validate script": ("POST", f"{REALM}/scripts?_action=validate"),
    "put script": ("PUT", f"{REALM}/scripts/a"),
    "node": ("PUT", f"{TREES}/nodes/ScriptedDecisionNode/a"),
    "verify node": ("PUT", f"{TREES}/nodes/PingOneVerifyCompletionDecisionNode/a"),
    "journey": ("PUT", f"{TREES}/trees/a"),
    "authenticate": ("POST", f"{REALM}/authenticate?authIndexType=service&authIndexValue=a"),
    "secret": ("PUT", "/environment/secrets/esv-a"),
    "variable": ("PUT", "/environment/variables/esv-a"),
    "user": ("POST", "/openidm/managed/alpha_user?_action=create"),
    "role": ("POST", "/openidm/managed/alpha_role?_action=create"),
    "run": ("POST", "/_mock/scripts"),
    "host": ("PUT", "/_mock/hosts/a.example"),
    "client": ("PUT", "/_mock/httpClients/a"),
    "label": ("PUT", "/_mock/secretLabels"),
    "tier": ("PUT", "/_mock/tier"),
}


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize("body", BODIES)
def test_no_body_is_an_error_of_ours(cloud: Any, operation: str, body: str) -> None:
    method, path = WRITES[operation]
    answer = cloud.send(method, path, content=BODIES[body], headers={"content-type": "application/json"})
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "member", ["sharedState", "transientState", "callbacks", "requestHeaders", "libraries"]
)
@pytest.mark.parametrize("levels", [90, 300, 900])
def test_what_a_script_is_given_may_be_deep_or_is_refused(cloud: Any, member: str, levels: int) -> None:
    deep = json.loads("[" * levels + "]" * levels)
    given = [{"type": "NameCallback", "value": deep}] if member == "callbacks" else {"a": deep}
    script = """
    var names = callbacks.getNameCallbacks();
    try { nodeState.putShared("b", names[0] || nodeState.get("a")); } catch (e) {}
    action.goTo("a");
    """
    answer = cloud.send("POST", "/_mock/scripts", json={"script": script, member: given})
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("levels", [90, 300, 900])
def test_what_a_client_enters_may_be_deep(cloud: Any, levels: int) -> None:
    cloud.decision(
        """
        if (callbacks.isEmpty()) { callbacksBuilder.nameCallback("a"); } else {
          try { nodeState.putShared("a", callbacks.getNameCallbacks()); } catch (e) {}
          callbacksBuilder.nameCallback("b");
        }
        """
    )
    step = cloud.authenticate().json()
    for _ in range(2):
        step["callbacks"][0]["input"][0]["value"] = json.loads("[" * levels + "]" * levels)
        answer = cloud.authenticate(body=step)
        assert answer.status_code in (200, 400, 401)
        step = answer.json() if answer.status_code == 200 else cloud.authenticate().json()


@pytest.mark.parametrize(
    "identifier",
    ["%2e%2e", "%2F", "%00", "%0d%0aX-Y:%20z", "%ff", "*", "'", '"', "😀", "x" * 5000, " ", "__proto__"],
)
def test_no_name_is_an_error_of_ours_or_becomes_a_header(cloud: Any, identifier: str) -> None:
    cloud.node("n", cloud.script(), "true")
    node = {"script": cloud.script(name="b"), "outcomes": ["true"]}
    place = {"displayName": "n", "nodeType": "ScriptedDecisionNode", "connections": {"true": SUCCESS}}
    journey = {"entryNodeId": "n", "nodes": {"n": place}, "staticNodes": {}}
    script = {"name": "c", "script": encoded(""), "language": "JAVASCRIPT", "context": "LIBRARY"}
    value = {"valueBase64": encoded("a"), "expressionType": "string"}
    sent = [
        ("PUT", f"{TREES}/nodes/ScriptedDecisionNode/{identifier}", node),
        ("PUT", f"{TREES}/trees/{identifier}", journey),
        ("PUT", f"{REALM}/scripts/{identifier}", script),
        ("PUT", f"/environment/variables/{identifier}", value),
        ("GET", f"/openidm/managed/alpha_user/{identifier}", None),
        ("GET", f"/openidm/managed/{identifier}?_queryFilter=true", None),
        ("POST", f"{REALM}/authenticate?authIndexType=service&authIndexValue={identifier}", {}),
        ("PUT", f"/_mock/hosts/{identifier}", {"answers": []}),
        ("PUT", f"/_mock/httpClients/{identifier}", {}),
    ]
    for method, path, body in sent:
        answer = cloud.send(method, path, json=body)
        assert answer.status_code < 500, path
        assert "x-y" not in answer.headers


@pytest.mark.parametrize(
    "wanted",
    [
        "(" * 4000,
        "!" * 4000,
        "a eq " + '"' * 3999,
        "a eq '" + "\\" * 3000 + "'",
        " " * 4096,
        "a" * 4097,
        "a eq " + "9" * 4000,
        "a eq 1e999",
        "/".join("a" * 1000) + " pr",
        "/list/" + "9" * 3000 + " pr",
        "/list/\u00b2 pr",
        " or ".join(["a pr"] * 400),
        'a eq "\\ud800"',
    ],
)
def test_no_filter_is_an_error_of_ours(cloud: Any, wanted: str) -> None:
    content = {"userName": "a", "a": "b", "list": [1], "number": 1e300}
    cloud.send("POST", "/openidm/managed/alpha_user?_action=create", json=content)
    for path in ("/openidm/managed/alpha_user", f"{REALM}/scripts"):
        answer = cloud.send("GET", path, params={"_queryFilter": wanted})
        assert answer.status_code in (200, 400)
