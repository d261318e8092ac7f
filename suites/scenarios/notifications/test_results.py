"""The answer has one result for each notification that was asked for."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.notifications import each_result_has, has_results, ids_differ


@pytest.fixture
def by_email(given):
    return {"email": given.receiver_email()}


@pytest.fixture
def by_phone(given):
    return {"phone": given.receiver_phone()}


@pytest.mark.rule("NOTIFY-001", "NOTIFY-005", "NOTIFY-006", "NOTIFY-007")
def test_an_address_to_notify_gives_one_result(by_email, create_transaction, expect):
    answer = create_transaction.accepted(sendNotification=by_email)
    body = body_of(answer)
    expect(has_results(body, EMAIL=1, SMS=0), answer, rule="NOTIFY-001")
    expect(each_result_has(body, "sent", bool), answer, rule="NOTIFY-005")
    expect(each_result_has(body, "notification.id", str), answer, rule="NOTIFY-006")
    expect(comes_back(body, "sendNotification", by_email), answer, rule="NOTIFY-007")


@pytest.mark.rule("NOTIFY-002", "NOTIFY-005", "NOTIFY-006", "NOTIFY-008")
def test_a_number_to_notify_gives_one_result(by_phone, create_transaction, expect):
    answer = create_transaction.accepted(sendNotification=by_phone)
    body = body_of(answer)
    expect(has_results(body, EMAIL=0, SMS=1), answer, rule="NOTIFY-002")
    expect(each_result_has(body, "sent", bool), answer, rule="NOTIFY-005")
    expect(each_result_has(body, "notification.id", str), answer, rule="NOTIFY-006")
    expect(comes_back(body, "sendNotification", by_phone), answer, rule="NOTIFY-008")


@pytest.mark.rule("NOTIFY-003", "NOTIFY-006", "NOTIFY-007", "NOTIFY-008")
def test_an_address_and_a_number_give_one_result_each(by_email, by_phone, create_transaction, expect):
    requirements = {"phone": {"value": "+19725551234"}, "email": {"options": ["test@example.net"]}}
    answer = create_transaction.accepted(sendNotification={**by_email, **by_phone}, requirements=requirements)
    body = body_of(answer)
    expect(has_results(body, EMAIL=1, SMS=1), answer, rule="NOTIFY-003")
    expect(ids_differ(body), answer, rule="NOTIFY-006")
    expect(comes_back(body, "sendNotification", by_email), answer, rule="NOTIFY-007")
    expect(comes_back(body, "sendNotification", by_phone), answer, rule="NOTIFY-008")


@pytest.mark.rule("NOTIFY-004")
def test_without_anyone_to_notify_there_is_no_result(create_transaction, expect):
    for body in ({}, {"sendNotification": {}}):
        answer = create_transaction.accepted(**body)
        expect(has_results(body_of(answer), EMAIL=0, SMS=0), answer)
