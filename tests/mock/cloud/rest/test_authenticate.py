from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.account import cookie_name

from .conftest import ASK, REALM, TREES, filled


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


def test_a_script_sees_the_request(cloud: Any) -> None:
    cloud.decision(
        'logger.info("{} {}", requestHeaders.get("X-Colour").get(0), requestParameters.get("colour").get(1));'
        'action.goTo("true");'
    )
    cloud.authenticate(params={"colour": ["red", "blue"]}, headers={"x-colour": "green"})
    assert cloud.log[0]["message"] == "green blue"


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"authId": 5}', b"null"])
def test_a_bad_body_is_400(cloud: Any, content: bytes) -> None:
    cloud.decision('action.goTo("true");')
    path = f"{REALM}/authenticate?authIndexType=service&authIndexValue=journey"
    headers = {"content-type": "application/json"}
    assert cloud.api.http.post(path, content=content, headers=headers).status_code == 400


def test_a_form_is_415(cloud: Any) -> None:
    path = f"{REALM}/authenticate?authIndexType=service&authIndexValue=journey"
    assert cloud.api.http.post(path, data={"a": "b"}).status_code == 415
