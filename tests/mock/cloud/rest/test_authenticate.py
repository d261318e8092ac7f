from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.account import cookie_name
from pingone_conformance.scripting.engines import EngineUnavailableError

from .conftest import FAILURE, REALM, SUCCESS, TREES

ASK = """
if (callbacks.isEmpty()) {
  callbacksBuilder.nameCallback("Name");
  callbacksBuilder.textOutputCallback(0, "hello");
  action.withHeader("Title").withDescription("Text");
} else {
  nodeState.putShared("name", callbacks.getNameCallbacks().get(0));
  action.goTo(nodeState.get("name") === "demo" ? "true" : "false");
}
"""


def filled(step: dict[str, Any], value: str) -> dict[str, Any]:
    """What a client sends back: the callbacks with a value in the first input."""
    first, *others = step["callbacks"]
    answered = {**first, "input": [{**first["input"][0], "value": value}]}
    return {"authId": step["authId"], "callbacks": [answered, *others]}


def test_success_is_a_session(cloud: Any) -> None:
    cloud.decision('action.goTo("true");')
    answer = cloud.authenticate()
    body = answer.json()
    assert (answer.status_code, body["realm"]) == (200, "/alpha")
    assert set(body) == {"tokenId", "successUrl", "realm"}
    assert answer.headers["set-cookie"].startswith(f"{cookie_name(cloud.api.mock)}={body['tokenId']};")


def test_the_cookie_has_the_name_that_scripts_see(cloud: Any) -> None:
    cloud.decision("callbacksBuilder.textOutputCallback(0, cookieName);")
    shown = cloud.authenticate().json()["callbacks"][0]["output"]
    assert {"name": "message", "value": cookie_name(cloud.api.mock)} in shown


def test_failure_is_401(cloud: Any) -> None:
    cloud.decision('action.goTo("false");')
    answer = cloud.authenticate()
    body = answer.json()
    assert (answer.status_code, body["code"], body["reason"]) == (401, 401, "Unauthorized")
    assert body["message"] == "Login failure"
    assert "set-cookie" not in answer.headers


def test_a_script_may_say_why_it_failed(cloud: Any) -> None:
    cloud.decision('action.goTo("false").withErrorMessage("Not today");')
    assert cloud.authenticate().json()["message"] == "Not today"


def test_callbacks_are_asked_for_and_answered(cloud: Any) -> None:
    cloud.decision(ASK)
    answer = cloud.authenticate()
    step = answer.json()
    assert (answer.status_code, step["header"], step["description"]) == (200, "Title", "Text")
    assert [one["type"] for one in step["callbacks"]] == ["NameCallback", "TextOutputCallback"]
    assert cloud.authenticate(body=filled(step, "demo")).json()["realm"] == "/alpha"


def test_another_answer_leads_elsewhere(cloud: Any) -> None:
    cloud.decision(ASK)
    step = cloud.authenticate().json()
    assert cloud.authenticate(body=filled(step, "somebody")).status_code == 401


@pytest.mark.parametrize("body", [{}, {"authId": None}], ids=str)
def test_a_body_without_an_auth_id_begins(cloud: Any, body: dict[str, Any]) -> None:
    cloud.decision(ASK)
    assert "authId" in cloud.authenticate(body=body).json()


def test_an_auth_id_is_good_once(cloud: Any) -> None:
    cloud.decision(ASK)
    step = cloud.authenticate().json()
    assert cloud.authenticate(body=filled(step, "demo")).status_code == 200
    assert cloud.authenticate(body=filled(step, "demo")).status_code == 401


def test_an_auth_id_expires(cloud: Any) -> None:
    cloud.decision(ASK)
    step = cloud.authenticate().json()
    cloud.api.advance(901)
    assert cloud.authenticate(body=filled(step, "demo")).status_code == 401


def test_an_auth_id_is_one_of_its_realm(cloud: Any) -> None:
    cloud.decision(ASK)
    step = cloud.authenticate().json()
    elsewhere = f"{REALM}/authenticate".replace("alpha", "bravo")
    assert cloud.authenticate(body=filled(step, "demo"), path=elsewhere).status_code == 401
    assert cloud.authenticate(body=filled(step, "demo")).status_code == 200


def test_an_auth_id_cannot_be_forged(cloud: Any) -> None:
    cloud.decision(ASK)
    step = cloud.authenticate().json()
    header, content, signature = step["authId"].split(".")
    for forged in (
        "x",
        "ü",
        f"{header}.{content}.{signature[::-1]}",
        f"{header}.{content}x.{signature}",
        cloud.token,
    ):
        assert cloud.authenticate(body={**filled(step, "demo"), "authId": forged}).status_code == 401


def test_a_journey_that_waits_keeps_so_much(cloud: Any) -> None:
    cloud.decision('nodeState.putShared("x", "x".repeat(300 * 1024)); callbacksBuilder.nameCallback("Name");')
    assert cloud.authenticate().status_code == 401
    assert "bytes" in cloud.log[-1]["message"]


def test_numbers_beyond_64_bits_are_kept(cloud: Any) -> None:
    cloud.decision(
        'nodeState.putShared("x", [1e300, Math.pow(2, 70)]); callbacksBuilder.nameCallback("Name");'
    )
    assert cloud.authenticate().status_code == 200


def test_only_so_many_journeys_wait(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingone_conformance.mock.cloud.authenticate.MAX_PAUSES", 1)
    cloud.decision(ASK)
    first, second = cloud.authenticate().json(), cloud.authenticate().json()
    assert cloud.authenticate(body=filled(first, "demo")).status_code == 401
    assert cloud.authenticate(body=filled(second, "demo")).status_code == 200


@pytest.mark.parametrize(
    "callbacks",
    [[], [{"type": "PasswordCallback"}], [{"type": "NameCallback", "input": []}] * 3, [{}], "x", [5]],
    ids=str,
)
def test_other_callbacks_are_400(cloud: Any, callbacks: Any) -> None:
    cloud.decision(ASK)
    auth_id = cloud.authenticate().json()["authId"]
    assert cloud.authenticate(body={"authId": auth_id, "callbacks": callbacks}).status_code == 400


def test_inputs_that_are_left_out_keep_their_values(cloud: Any) -> None:
    cloud.decision(ASK.replace('"Name"', '"Name", "demo"'))
    step = cloud.authenticate().json()
    bare = [{"type": one["type"]} for one in step["callbacks"]]
    assert cloud.authenticate(body={"authId": step["authId"], "callbacks": bare}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"authIndexType": "module"},
        {"authIndexType": ""},
        {"authIndexValue": ""},
        {"authIndexValue": "unknown"},
    ],
    ids=str,
)
def test_an_unknown_journey_is_400(cloud: Any, query: dict[str, str]) -> None:
    cloud.decision('action.goTo("true");')
    assert cloud.authenticate(params=query).status_code == 400


def test_an_unknown_realm_is_404(cloud: Any) -> None:
    assert cloud.authenticate(path=f"{REALM}/authenticate".replace("alpha", "charlie")).status_code == 404


def test_a_journey_that_is_switched_off_is_400(cloud: Any) -> None:
    cloud.decision('action.goTo("true");')
    journey = cloud.send("GET", f"{TREES}/trees/journey").json()
    cloud.send("PUT", f"{TREES}/trees/journey", json={**journey, "enabled": False})
    assert cloud.authenticate().status_code == 400


def test_no_token_is_needed_and_one_does_no_harm(cloud: Any) -> None:
    cloud.decision('action.goTo("true");')
    assert cloud.authenticate(headers={"authorization": "Bearer x"}).status_code == 200


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


def test_a_script_sees_the_request(cloud: Any) -> None:
    cloud.decision(
        'logger.info("{} {}", requestHeaders.get("X-Colour").get(0), requestParameters.get("colour").get(1));'
        'action.goTo("true");'
    )
    cloud.authenticate(params={"colour": ["red", "blue"]}, headers={"x-colour": "green"})
    assert cloud.log[0]["message"] == "green blue"


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


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"authId": 5}', b"null"])
def test_a_bad_body_is_400(cloud: Any, content: bytes) -> None:
    cloud.decision('action.goTo("true");')
    path = f"{REALM}/authenticate?authIndexType=service&authIndexValue=journey"
    headers = {"content-type": "application/json"}
    assert cloud.api.http.post(path, content=content, headers=headers).status_code == 400


def test_a_form_is_415(cloud: Any) -> None:
    path = f"{REALM}/authenticate?authIndexType=service&authIndexValue=journey"
    assert cloud.api.http.post(path, data={"a": "b"}).status_code == 415
