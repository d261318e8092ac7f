from __future__ import annotations

from typing import Any

LINK, CODE = "id_verification", "email_phone_verification"


def sent(api: Any, **members: Any) -> list[tuple[str, str, str]]:
    transaction = api.new_transaction(**members)
    messages = api.http.get(f"/_mock/outbox?transaction={transaction['id']}").json()["messages"]
    return [(message["template"], message["method"], message["to"]) for message in messages]


def test_nothing_is_sent_without_an_address(api: Any) -> None:
    assert sent(api) == []


def test_the_link_goes_to_number_and_address(api: Any) -> None:
    found = sent(api, sendNotification={"email": "a@b.c", "phone": "15125551234"})
    assert found == [(LINK, "SMS", "15125551234"), (LINK, "EMAIL", "a@b.c")]


def test_the_one_time_password_goes_to_the_number(api: Any) -> None:
    assert sent(api, requirements={"phone": {"value": "15125551234"}}) == [(CODE, "SMS", "15125551234")]


def test_the_one_time_password_goes_to_the_only_address(api: Any) -> None:
    assert sent(api, requirements={"email": {"options": ["a@b.c"]}}) == [(CODE, "EMAIL", "a@b.c")]


def test_with_a_choice_of_addresses_nothing_is_sent_yet(api: Any) -> None:
    assert sent(api, requirements={"email": {"options": ["a@b.c", "d@e.f"]}}) == []


def test_the_answer_has_one_result_for_each_address(api: Any) -> None:
    answer = api.new_transaction(sendNotification={"email": "a@b.c", "phone": "15125551234"})
    results = answer["sendNotification"]["results"]
    assert [(result["method"], result["sent"]) for result in results] == [("SMS", True), ("EMAIL", True)]


def test_a_result_names_its_notification(api: Any) -> None:
    answer = api.new_transaction(sendNotification={"email": "a@b.c"})
    messages = api.http.get("/_mock/outbox").json()["messages"]
    assert answer["sendNotification"]["results"][0]["notification"]["id"] == messages[-1]["id"]


def test_the_outbox_shows_all_transactions(api: Any) -> None:
    for _ in range(2):
        api.new_transaction(sendNotification={"email": "a@b.c"})
    assert len(api.http.get("/_mock/outbox").json()["messages"]) == 2
