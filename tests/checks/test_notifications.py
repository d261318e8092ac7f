from typing import Any

import pytest

from pingone_conformance.checks.notifications import (
    each_result_has,
    has_results,
    ids_are_of_messages,
    ids_differ,
    nothing_was_sent,
    tells_what_was_sent,
    was_not_sent,
    was_sent,
)

SMS = {"method": "SMS", "sent": True, "notification": {"id": "1"}}
EMAIL = {"method": "EMAIL", "sent": False, "notification": {"id": "2"}}
LINK = {"template": "id_verification", "method": "SMS", "to": "+1 972-555-1234"}


def body(*results: object) -> dict[str, Any]:
    return {"sendNotification": {"results": list(results)}}


def test_results_are_counted_by_method() -> None:
    assert not list(has_results(body(SMS, EMAIL), SMS=1, EMAIL=1))
    assert not list(has_results(body(EMAIL, {"method": "PUSH"}), SMS=0, EMAIL=1))
    assert not list(has_results({}, SMS=0, EMAIL=0))
    assert not list(has_results({"sendNotification": {"results": None}}, SMS=0, EMAIL=0))


@pytest.mark.parametrize("results", [[], [SMS], [EMAIL, EMAIL], [SMS, EMAIL], [7]])
def test_a_result_too_few_or_too_many_is_found(results: list[object]) -> None:
    assert list(has_results(body(*results), SMS=0, EMAIL=1))


def test_each_result_has_its_members() -> None:
    assert not list(each_result_has(body(SMS, EMAIL), "sent", bool))
    assert not list(each_result_has(body(SMS, EMAIL), "notification.id", str))


@pytest.mark.parametrize("broken", [{"sent": "true"}, {"sent": 1}, {}])
def test_a_result_without_a_boolean_is_found(broken: dict[str, object]) -> None:
    assert list(each_result_has(body(SMS, broken), "sent", bool))


def test_an_empty_id_and_no_results_are_found() -> None:
    assert list(each_result_has(body({"notification": {"id": ""}}), "notification.id", str))
    assert list(each_result_has(body(), "notification.id", str))


def test_results_of_one_notification_are_found() -> None:
    assert not list(ids_differ(body(SMS, EMAIL)))
    assert list(ids_differ(body(SMS, {**EMAIL, "notification": {"id": "1"}})))


def test_a_message_is_recognised_in_any_format_of_its_number() -> None:
    assert not list(was_sent([LINK], "id_verification", "SMS", "+19725551234"))


@pytest.mark.parametrize(
    "outbox",
    [
        [],
        [LINK, LINK],
        [{**LINK, "to": "+15125551234"}],
        [{**LINK, "template": "email_phone_verification"}],
        [{**LINK, "method": "EMAIL"}],
    ],
)
def test_a_message_that_is_missing_astray_or_doubled_is_found(outbox: list[dict[str, str]]) -> None:
    assert list(was_sent(outbox, "id_verification", "SMS", "+1 972-555-1234"))


def test_messages_that_should_not_be_there_are_found() -> None:
    assert list(was_not_sent([LINK], "id_verification", "SMS"))
    assert not list(was_not_sent([LINK], "id_verification", "EMAIL"))
    assert list(nothing_was_sent([LINK]))
    assert not list(nothing_was_sent([]))


def _told(**results: object) -> dict[str, object]:
    return {"sendNotification": {"results": [{"notification": {"id": "1"}, **results}]}}


def test_what_is_told_is_compared_with_what_was_sent() -> None:
    messages = [{"id": "1", "template": "id_verification", "method": "SMS", "to": "+15125551234"}]
    assert not list(tells_what_was_sent(_told(method="SMS", sent=True), messages, "id_verification"))
    assert not list(tells_what_was_sent(_told(method="EMAIL", sent=False), messages, "id_verification"))
    assert not list(tells_what_was_sent(_told(method="PUSH", sent=True), messages, "id_verification"))
    assert list(tells_what_was_sent(_told(method="SMS", sent=False), messages, "id_verification"))
    assert list(tells_what_was_sent(_told(method="EMAIL", sent=True), messages, "id_verification"))
    assert list(tells_what_was_sent(_told(method="SMS", sent="true"), messages, "id_verification"))


def test_ids_are_those_of_messages() -> None:
    messages = [{"id": "1", "template": "id_verification", "method": "SMS", "to": "+15125551234"}]
    assert not list(ids_are_of_messages(_told(method="SMS", sent=True), messages))
    assert not list(ids_are_of_messages(_told(method="EMAIL", sent=False), messages))
    assert list(ids_are_of_messages(_told(method="EMAIL", sent=True, notification={"id": "2"}), messages))
    assert list(ids_are_of_messages(_told(method="SMS", sent=True), []))
