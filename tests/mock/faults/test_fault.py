"""Faults: how they are written, switched on, and let at requests and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.errors import invalid_value, not_found
from pingone_conformance.mock.faults import Fault, Kind, UnknownFaultError, bank, faults_named
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import BANK, Around, around, on_refusal, on_request, on_success

READ, UPDATE = "readOneUser", "updateUser"


@pytest.fixture(autouse=True)
def scratch_bank() -> Iterator[None]:
    """The bank as it was, after each test."""
    known = dict(bank())
    yield
    BANK.clear()
    BANK.update(known)


@pytest.fixture
def switch_on(api: Any) -> Callable[..., None]:
    def switch(*faults: Callable[..., Any]) -> None:
        api.mock.faults = [BANK[fault.__name__] for fault in faults]

    return switch


def test_a_fault_of_the_answer_changes_accepted_ones(api: Any, switch_on: Any) -> None:
    @on_success(Kind.SHAPE, READ, "USER-028")
    def forgets_the_id(request: Request, answer: Answer) -> None:
        del answer.json["id"]

    switch_on(forgets_the_id)
    assert "id" not in api.get(api.user_path).json()


def test_a_fault_of_accepted_answers_leaves_refusals_alone(api: Any, switch_on: Any) -> None:
    @on_success(Kind.STATUS, READ, "USER-028")
    def answers_always_202(request: Request, answer: Answer) -> None:
        answer.status = 202

    switch_on(answers_always_202)
    assert api.get(f"{api.environment}/users/nobody").status_code == 404


def test_a_fault_of_refusals_leaves_accepted_ones_alone(api: Any, switch_on: Any) -> None:
    @on_refusal(Kind.STATUS, READ, "USER-028")
    def answers_204_for_nobody(request: Request, answer: Answer) -> None:
        answer.status = 204

    switch_on(answers_204_for_nobody)
    found, missing = api.get(api.user_path), api.get(f"{api.environment}/users/nobody")
    assert (found.status_code, missing.status_code) == (200, 204)


def test_a_fault_of_the_request_changes_what_the_mock_sees(api: Any, switch_on: Any) -> None:
    @on_request(Kind.MEANING, UPDATE, "USER-037")
    def turns_the_nickname_round(request: Request) -> None:
        request.json["nickname"] = request.json["nickname"][::-1]

    switch_on(turns_the_nickname_round)
    assert api.patch(api.user_path, {"nickname": "Putty"}).json()["nickname"] == "yttuP"


def test_the_header_of_the_length_follows_the_body(api: Any, switch_on: Any) -> None:
    @on_success(Kind.SHAPE, READ, "USER-028")
    def cuts_the_answer_off(request: Request, answer: Answer) -> None:
        answer.body = answer.body[:10]

    switch_on(cuts_the_answer_off)
    assert api.get(api.user_path).headers["content-length"] == "10"


def test_path_query_and_headers_can_be_changed(api: Any, switch_on: Any) -> None:
    @on_request(Kind.SECURITY, READ, "USER-028")
    def reads_one_user_for_all(request: Request) -> None:
        request.path["user_id"] = request.mock.ready_made.main.user.id
        request.query["expand"] = "everything"
        request.headers["authorization"] = f"Bearer {api.token}"

    switch_on(reads_one_user_for_all)
    answer = api.get(f"{api.environment}/users/nobody", headers={"authorization": "none"})
    assert answer.json()["id"] == api.names["userId"]


def test_a_fault_around_a_request_has_both(api: Any, switch_on: Any) -> None:
    @around(Kind.STATE, UPDATE, "USER-037")
    def does_not_keep_an_update(request: Request) -> Around:
        before = request.mock.store.users[request.path["user_id"]]
        answer = yield
        request.mock.store.put_user(before)
        answer.headers["x-kept"] = "no"

    switch_on(does_not_keep_an_update)
    updated = api.patch(api.user_path, {"nickname": "Putty"})
    read = api.get(api.user_path)
    assert (updated.json()["nickname"], updated.headers["x-kept"]) == ("Putty", "no")
    assert "nickname" not in read.json()


def test_a_refusal_of_a_fault_is_answered_like_one_of_the_mock(api: Any, switch_on: Any) -> None:
    @on_request(Kind.VALIDATION, UPDATE, "USER-037")
    def refuses_all_nicknames(request: Request) -> None:
        raise invalid_value("nickname", "No nicknames.")

    switch_on(refuses_all_nicknames)
    answer = api.patch(api.user_path, {"nickname": "Putty"})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_DATA")
    assert {"correlation-id", "date", "cache-control"} <= answer.headers.keys()


def test_a_refusal_can_come_after_the_deed(api: Any, switch_on: Any) -> None:
    @around(Kind.STATE, UPDATE, "USER-037")
    def refuses_what_it_did(request: Request) -> Around:
        yield
        raise not_found()

    switch_on(refuses_what_it_did)
    assert api.patch(api.user_path, {"nickname": "Putty"}).status_code == 404
    assert api.get(api.user_path).json()["nickname"] == "Putty"


def test_the_memory_of_faults_ends_with_a_reset(api: Any, switch_on: Any) -> None:
    @on_success(Kind.STATE, READ, "USER-028")
    def answers_the_second_read_with_202(request: Request, answer: Answer) -> None:
        request.memory["reads"] = request.memory.get("reads", 0) + 1
        answer.status = 202 if request.memory["reads"] == 2 else answer.status

    switch_on(answers_the_second_read_with_202)
    before = [api.get(api.user_path).status_code for _ in range(3)]
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert before == [200, 202, 200]
    assert [api.get(api.user_path).status_code for _ in range(2)] == [200, 202]


def test_several_faults_act_together_the_last_one_next_to_the_mock(api: Any, switch_on: Any) -> None:
    @on_success(Kind.MEANING, READ, "USER-028")
    def marks_first(request: Request, answer: Answer) -> None:
        answer.headers["x-marks"] = answer.headers.get("x-marks", "") + "a"

    @on_success(Kind.MEANING, READ, "USER-028")
    def marks_second(request: Request, answer: Answer) -> None:
        answer.headers["x-marks"] = answer.headers.get("x-marks", "") + "b"

    switch_on(marks_first, marks_second)
    assert api.get(api.user_path).headers["x-marks"] == "ba"


def test_a_body_that_is_no_json_has_no_members(api: Any, switch_on: Any) -> None:
    seen = []

    @on_request(Kind.VALIDATION, UPDATE, "USER-037")
    def looks(request: Request) -> None:
        seen.append((request.json, request.member("a.b")))

    switch_on(looks)
    json = {"content-type": "application/json"}
    assert api.send("PATCH", api.user_path, content=b"{", headers=json).status_code == 400
    assert seen == [({}, None)]


def test_a_body_over_the_limit_is_refused_before_any_fault(api: Any, switch_on: Any) -> None:
    @on_request(Kind.VALIDATION, UPDATE, "USER-037")
    def never_called(request: Request) -> None:
        raise RuntimeError

    switch_on(never_called)
    assert api.send("PATCH", api.user_path, content=b" " * 11_000_000).status_code == 400


def test_two_faults_cannot_have_one_name() -> None:
    taken = next(iter(bank()))

    def again(request: Request) -> None: ...

    again.__name__ = taken
    with pytest.raises(ValueError, match=taken):
        on_request(Kind.SHAPE, READ, "USER-028")(again)


def test_faults_are_switched_through_the_control_plane(api: Any) -> None:
    name = next(iter(bank()))
    assert api.http.put("/_mock/faults", json={"on": [name]}).json() == {"on": [name]}
    assert api.http.get("/_mock/faults").json() == {"on": [name], "known": list(bank())}
    api.http.put("/_mock/faults", json={"on": []})
    assert api.mock.faults == []


def test_a_reset_leaves_faults_on(api: Any) -> None:
    name = next(iter(bank()))
    api.http.put("/_mock/faults", json={"on": [name]})
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert [fault.name for fault in api.mock.faults] == [name]


def test_an_unknown_fault_is_refused_with_the_nearest_names(api: Any) -> None:
    name = next(iter(bank()))
    answer = api.http.put("/_mock/faults", json={"on": [f"{name}s"]})
    assert answer.status_code == 400
    assert name in answer.json()["details"][0]["innerError"]["nearest"]


def test_faults_can_be_on_from_the_start() -> None:
    name = next(iter(bank()))
    assert [fault.name for fault in create_app(faults=[name]).state.mock.faults] == [name]


def test_an_unknown_name_says_which_are_like_it() -> None:
    name = next(iter(bank()))
    with pytest.raises(UnknownFaultError) as caught:
        faults_named([f"{name}x"])
    assert caught.value.nearest[0] == name


def test_a_fault_says_what_it_breaks() -> None:
    @on_request(Kind.SECURITY, (READ, UPDATE), "USER-028", "USER-037", also=("ANSWER-006",))
    def opens_a_door(request: Request) -> None: ...

    fault: Fault = BANK["opens_a_door"]
    assert (fault.kind, fault.operations) == ("security", (READ, UPDATE))
    assert (fault.rules, fault.also) == (("USER-028", "USER-037"), ("ANSWER-006",))
