"""What goes out: the link to whom the request names, one-time passwords to the number to verify."""

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.notifications import (
    ids_are_of_messages,
    nothing_was_sent,
    tells_what_was_sent,
    was_not_sent,
    was_sent,
)

LINK, ONE_TIME_CODE = "id_verification", "email_phone_verification"
ADDRESS, OTHER_ADDRESS = "user@example.com", "test@example.net"
NUMBER, OTHER_NUMBER = "+15125551234", "+19725551234"


@pytest.fixture
def outbox(create_transaction, control, by_one_time_password):
    """Creates a transaction whose policy verifies address and number: the answer, and what was sent."""
    create = create_transaction.under(email=by_one_time_password, phone=by_one_time_password)

    def send(**body):
        answer = create.accepted(**body)
        return answer, control.outbox(member(body_of(answer), "id"))

    return send


@pytest.mark.rule("NOTIFY-009")
def test_the_link_goes_to_the_address(outbox, expect):
    answer, messages = outbox(sendNotification={"email": ADDRESS})
    expect(was_sent(messages, LINK, "EMAIL", ADDRESS), answer)
    expect(was_not_sent(messages, LINK, "SMS"), answer)


@pytest.mark.rule("NOTIFY-010")
def test_the_link_goes_to_the_number(outbox, expect):
    answer, messages = outbox(sendNotification={"phone": NUMBER})
    expect(was_sent(messages, LINK, "SMS", NUMBER), answer)
    expect(was_not_sent(messages, LINK, "EMAIL"), answer)


@pytest.mark.rule("NOTIFY-009", "NOTIFY-010", "NOTIFY-011")
def test_each_message_goes_to_its_own_receiver(outbox, expect):
    requirements = {"phone": {"value": OTHER_NUMBER}, "email": {"options": [OTHER_ADDRESS]}}
    for _ in range(2):
        answer, messages = outbox(
            sendNotification={"email": ADDRESS, "phone": NUMBER}, requirements=requirements
        )
        expect(was_sent(messages, LINK, "EMAIL", ADDRESS), answer, rule="NOTIFY-009")
        expect(was_sent(messages, LINK, "SMS", NUMBER), answer, rule="NOTIFY-010")
        expect(was_sent(messages, ONE_TIME_CODE, "SMS", OTHER_NUMBER), answer, rule="NOTIFY-011")


@pytest.mark.rule("NOTIFY-005", "NOTIFY-006")
def test_the_results_are_about_what_went_out(outbox, expect):
    answer, messages = outbox(sendNotification={"email": ADDRESS, "phone": NUMBER})
    expect(tells_what_was_sent(body_of(answer), messages, LINK), answer, rule="NOTIFY-005")
    expect(ids_are_of_messages(body_of(answer), messages), answer, rule="NOTIFY-006")


@pytest.mark.rule("NOTIFY-011")
def test_a_one_time_password_goes_out_without_a_link_too(outbox, expect):
    answer, messages = outbox(requirements={"phone": {"value": OTHER_NUMBER}})
    expect(was_sent(messages, ONE_TIME_CODE, "SMS", OTHER_NUMBER), answer)


@pytest.mark.rule("NOTIFY-012")
def test_nothing_goes_out_where_nobody_is_named(outbox, expect):
    for body in ({}, {"requirements": {"name": {"value": "Robert Redford"}}}, {"sendNotification": {}}):
        answer, messages = outbox(**body)
        expect(nothing_was_sent(messages), answer)
