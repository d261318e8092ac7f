"""E-mail addresses to verify: none, one or several, and what their number means for the end user."""

import json

import pytest

from pingone_conformance.checks.masking import (
    are_whole,
    choices_hide_a_part,
    choices_show_a_part,
    has_choices,
    in_order,
    keeps_order,
)
from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.notifications import was_not_sent, was_sent
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

# In no order that a server might sort them into.
ADDRESSES = [
    "robert.redford@example.com",
    "paddy.thornton@example.net",
    "bjensen@example.org",
    "a.newman@example.com",
    "zoe@example.net",
]
SENT = [
    pytest.param(ADDRESSES[:1], marks=pytest.mark.rule("EMAIL-001"), id="one"),
    pytest.param(["paddy+verify@example.net"], marks=pytest.mark.rule("EMAIL-001"), id="plus-sign"),
    pytest.param(ADDRESSES[:2], marks=pytest.mark.rule("EMAIL-002"), id="two"),
    pytest.param(ADDRESSES[:3], marks=pytest.mark.rule("EMAIL-003"), id="three"),
    pytest.param(ADDRESSES, marks=pytest.mark.rule("EMAIL-003"), id="five"),
]
OPTIONS = "requirements.email.options"
CHOICES = "email.choices"
ONE_TIME_CODE = "email_phone_verification"
NOT_IN_THE_TABLE = [
    pytest.param({}, marks=pytest.mark.rule("EMAIL-017"), id="no-options"),
    pytest.param({"value": ADDRESSES[0]}, marks=pytest.mark.rule("EMAIL-017"), id="value-for-options"),
    pytest.param({"options": ADDRESSES[0]}, marks=pytest.mark.rule("EMAIL-018"), id="text"),
    pytest.param({"options": {"0": ADDRESSES[0]}}, marks=pytest.mark.rule("EMAIL-018"), id="object"),
    pytest.param({"options": [17]}, marks=pytest.mark.rule("EMAIL-018"), id="list-of-numbers"),
    pytest.param({"options": ["no address"]}, marks=pytest.mark.rule("EMAIL-019"), id="words"),
    pytest.param(
        {"options": [*ADDRESSES[:1], "@example.com"]}, marks=pytest.mark.rule("EMAIL-019"), id="nobody"
    ),
]


def email(*addresses):
    return {"email": {"options": list(addresses)}}


@pytest.fixture
def create_transaction(create_transaction, given, by_one_time_password):
    """Creates transactions under a policy that verifies the e-mail address too.

    On a tenant under one that does not: no address gets a message.
    """
    return (
        create_transaction if given.is_on_a_tenant else create_transaction.under(email=by_one_time_password)
    )


@pytest.fixture
def create_with_message(given, create_transaction, by_one_time_password):
    """The same under one that sends a message to the only address, which has to be the receiver's."""
    given.receiver_email()
    return create_transaction.under(email=by_one_time_password)


@pytest.fixture
def ask(create_transaction, control):
    """Creates a transaction with these addresses: the answer, what its user is told, and what was sent."""

    def create(*addresses):
        answer = create_transaction.accepted(requirements=email(*addresses))
        transaction_id = member(body_of(answer), "id")
        return answer, control.end_user_view(transaction_id), control.outbox(transaction_id)

    return create


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.rule("EMAIL-006", "EMAIL-007")
def test_addresses_are_accepted_and_come_back(create_transaction, expect, sent):
    answer = create_transaction.tried(requirements=email(*sent))
    body = body_of(answer)
    if not expect(is_accepted(answer), answer, rule=expect.rule):
        raise Untested(f"blocked by {expect.rule}: the addresses are refused")
    expect(in_order(body, OPTIONS, sent), answer, rule="EMAIL-006")
    expect(are_whole(body, OPTIONS, sent), answer, rule="EMAIL-007")


@pytest.mark.rule("EMAIL-004", "EMAIL-005")
def test_there_need_not_be_an_address(create_transaction, expect):
    empty, absent = (create_transaction.tried(requirements=given) for given in (email(), {}))
    expect(is_accepted(empty), empty, rule="EMAIL-004")
    expect(is_accepted(absent), absent, rule="EMAIL-005")


@pytest.mark.rule("EMAIL-008")
def test_with_no_address_the_user_gives_any(ask, expect):
    answer, view, _ = ask()
    expect(member_equals(view, "email.mode", "free"), answer)


@pytest.mark.rule("EMAIL-009", "EMAIL-010")
@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_with_one_address_the_user_gets_that_one(ask, expect, address):
    answer, view, outbox = ask(address)
    expect(member_equals(view, "email.mode", "fixed"), answer, rule="EMAIL-009")
    expect(member_equals(view, "email.address", address), answer, rule="EMAIL-009")
    expect(was_sent(outbox, ONE_TIME_CODE, "EMAIL", address), answer, rule="EMAIL-010")


@pytest.mark.rule("EMAIL-011", "EMAIL-012", "EMAIL-013", "EMAIL-014", "EMAIL-016")
@pytest.mark.parametrize("count", [2, 3, 5])
def test_with_several_addresses_the_user_chooses_among_masked_ones(ask, expect, count):
    addresses = ADDRESSES[:count]
    answer, view, outbox = ask(*addresses)
    expect(member_equals(view, "email.mode", "choice"), answer, rule="EMAIL-011")
    expect(has_choices(view, CHOICES, addresses), answer, rule="EMAIL-011")
    expect(was_not_sent(outbox, ONE_TIME_CODE, "EMAIL"), answer, rule="EMAIL-016")
    if not isinstance(member(view, CHOICES), list):
        raise Untested("blocked by EMAIL-011: there is no choice")
    expect(choices_hide_a_part(view, CHOICES, addresses), answer, rule="EMAIL-012")
    expect(choices_show_a_part(view, CHOICES, addresses), answer, rule="EMAIL-013")
    expect(keeps_order(view, CHOICES, addresses), answer, rule="EMAIL-014")


@pytest.mark.parametrize("requirement", NOT_IN_THE_TABLE)
def test_a_requirement_that_does_not_fit_the_table_is_refused(
    create_with_message, given, expect, requirement
):
    # Whoever takes it all the same sends nobody else a message.
    requirement = json.loads(json.dumps(requirement).replace(ADDRESSES[0], given.receiver_email()))
    answer = create_with_message(requirements={"email": requirement})
    expect(is_refused(answer), answer)
    # Among two the end user chooses: neither gets a message.
    partner(create_with_message(requirements=email(given.receiver_email(), ADDRESSES[1])))
