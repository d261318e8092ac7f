"""Telephone numbers to verify: the documented samples, other countries, and what is no number."""

import json

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import is_accepted, is_refused, is_settled
from pingone_conformance.checks.telephone import is_the_number
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

DIGITS = "15125551234"
VALUE = "requirements.phone.value"

# The document Create Verify Transaction, Description.
SAMPLES = [
    pytest.param("+1.5125551234", marks=pytest.mark.rule("PHONE-001")),
    pytest.param("+15125551234", marks=pytest.mark.rule("PHONE-002")),
    pytest.param("+1.512.555.1234", marks=pytest.mark.rule("PHONE-003")),
    pytest.param("15125551234", marks=pytest.mark.rule("PHONE-004")),
    pytest.param("1-512-555-1234", marks=pytest.mark.rule("PHONE-005")),
    pytest.param("+1 (512) 555-1234", marks=pytest.mark.rule("PHONE-006")),
]
# Numbers that are nobody's: the countries' authorities keep them for films and examples.
OF_OTHER_COUNTRIES = [
    *("+61491570156", "+61255501234", "+46701740605", "+46317401234", "+33199001234"),
    *("+447700900123", "+442079460123"),
]
NO_NUMBERS = [
    pytest.param({}, marks=pytest.mark.rule("PHONE-013"), id="no-value"),
    pytest.param({"options": ["+15125551234"]}, marks=pytest.mark.rule("PHONE-013"), id="options-for-value"),
    pytest.param({"value": 15125551234}, marks=pytest.mark.rule("PHONE-014"), id="integer"),
    pytest.param({"value": True}, marks=pytest.mark.rule("PHONE-014"), id="boolean"),
    pytest.param({"value": ["+15125551234"]}, marks=pytest.mark.rule("PHONE-014"), id="list"),
    pytest.param({"value": ""}, marks=pytest.mark.rule("PHONE-015"), id="empty"),
    pytest.param({"value": "+"}, marks=pytest.mark.rule("PHONE-016"), id="plus-sign"),
    pytest.param({"value": "call me"}, marks=pytest.mark.rule("PHONE-016"), id="words"),
]


@pytest.fixture
def create_transaction(create_transaction, given, by_one_time_password):
    """Creates transactions under a policy that verifies the telephone number too.

    On a tenant under one that does not: the number gets no message.
    """
    return (
        create_transaction if given.is_on_a_tenant else create_transaction.under(phone=by_one_time_password)
    )


@pytest.fixture
def create_with_message(given, create_transaction, by_one_time_password):
    """The same under one that sends a message to the number, which has to be the receiver's."""
    given.receiver_phone()
    return create_transaction.under(phone=by_one_time_password)


@pytest.mark.parametrize("number", SAMPLES)
@pytest.mark.rule("PHONE-007", "PHONE-011")
def test_each_sample_is_accepted_as_the_same_number(create_transaction, expect, number):
    answer = create_transaction.tried(requirements={"phone": {"value": number}})
    if not expect(is_accepted(answer), answer, rule=expect.rule):
        raise Untested(f"blocked by {expect.rule}: the number is refused")
    expect(is_the_number(body_of(answer), VALUE, "+15125551234"), answer, rule="PHONE-007")
    expect(comes_back(body_of(answer), VALUE, number), answer, rule="PHONE-011")


@pytest.mark.rule("PHONE-008", "PHONE-011")
def test_a_number_of_another_country_is_accepted(create_transaction, expect):
    for number in OF_OTHER_COUNTRIES:
        answer = create_transaction.tried(requirements={"phone": {"value": number}})
        if not expect(is_accepted(answer), answer, rule="PHONE-008"):
            raise Untested("blocked by PHONE-008: the number is refused")
        expect(comes_back(body_of(answer), VALUE, number), answer, rule="PHONE-011")


@pytest.mark.rule("PHONE-009")
def test_the_format_of_the_example_answer_is_accepted(create_transaction, expect):
    answer = create_transaction.tried(requirements={"phone": {"value": "+1 972-555-1234"}})
    expect(is_accepted(answer), answer)


@pytest.mark.rule("PHONE-010")
def test_there_need_not_be_a_number(create_transaction, expect):
    for body in ({}, {"requirements": {}}, {"requirements": {"name": {"value": "Robert Redford"}}}):
        answer = create_transaction.tried(**body)
        if answer.is_client_error:
            requirements = {**body.get("requirements", {}), "phone": {"value": "+15125551234"}}
            create_transaction.accepted(requirements=requirements)
        expect(is_accepted(answer), answer)


@pytest.mark.rule("PHONE-012")
@pytest.mark.parametrize("number", ["5125551234", "512-555-1234"])
def test_a_number_without_a_country_code_is_accepted_or_refused(create_transaction, expect, number):
    answer = create_transaction(requirements={"phone": {"value": number}})
    expect(is_settled(answer), answer)


@pytest.mark.parametrize("requirement", NO_NUMBERS)
def test_what_is_no_number_is_refused(create_with_message, given, expect, requirement):
    # A wrong form of a right number: whoever takes it all the same sends nobody else a message.
    digits = given.receiver_phone().lstrip("+")
    requirement = json.loads(json.dumps(requirement).replace(DIGITS, digits))
    answer = create_with_message(requirements={"phone": requirement})
    expect(is_refused(answer), answer)
    partner(create_with_message(requirements={"phone": {"value": given.receiver_phone()}}))
