"""A confirmation takes the attributes of a partial user update, and heeds those of the identity provider."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of, has_no_member, member
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.findings import Untested

# Update User (Patch), Request Model; the ones on which documents agree.
ATTRIBUTES = {
    "accountId": "1025",
    "address": {"countryCode": "US", "locality": "Austin", "postalCode": "78750", "region": "Texas"},
    "email": "lindajones@example.com",
    "externalId": "linda-1",
    "mobilePhone": "+15125551234",
    "name": {"given": "Linda", "family": "Jones", "formatted": "Ms. Linda Jones"},
    "nickname": "Lin",
    "photo": {"href": "https://example.com/linda.png"},
    "preferredLanguage": "en-gb;q=0.8, en;q=0.7",
    "primaryPhone": "+15125551234",
    "timezone": "America/Chicago",
    "title": "Engineer",
    "type": "employee",
}
RETURNED = {"nickname": "Lin", "name": {"given": "Lin", "family": "Jones"}, "email": "lin@example.com"}
CONFIRMED = {"nickname": "Linda", "name": {"given": "Linda", "family": "Jones"}, "email": "linda@example.com"}
FOREIGN = {name: value for name, value in ATTRIBUTES.items() if name not in RETURNED}


@pytest.fixture
def user_of(api):
    """Reads the user that a completed flow names."""

    def read(answer):
        user_id = member(body_of(answer), "_embedded.user.id")
        if not isinstance(user_id, str):
            raise Untested("blocked by CONFIRM-033: the answer to a confirmation names no user")
        user = api.call("readOneUser", userID=user_id)
        if not user.is_success:
            raise Untested(f"blocked: readOneUser answered {user.status_code} for the user of the flow")
        return user

    return read


@pytest.mark.usefixtures("confirmable")
@pytest.mark.rule("CONFIRM-021")
def test_the_attributes_of_a_partial_update_are_accepted(open_flow, expect):
    answer = open_flow(**ATTRIBUTES).confirm_with(**ATTRIBUTES)
    expect(is_accepted(answer), answer)


@pytest.mark.usefixtures("confirmable")
@pytest.mark.parametrize("name", ATTRIBUTES)
@pytest.mark.rule("CONFIRM-023")
def test_an_attribute_of_the_user_alone_does_not_refuse_the_confirmation(flow, expect, name):
    answer = flow.confirm_with(**{name: ATTRIBUTES[name]})
    expect(is_accepted(answer), answer)


@pytest.mark.usefixtures("confirmable")
@pytest.mark.rule("CONFIRM-025")
def test_an_attribute_that_no_user_has_does_not_refuse_the_confirmation(flow, expect):
    answer = flow.confirm_with(favouriteColour="red", shoeSizes=[38, 39])
    expect(is_accepted(answer), answer)


@pytest.mark.rule("CONFIRM-022")
def test_what_the_identity_provider_returned_is_written_as_it_is_confirmed(open_flow, user_of, expect):
    user = user_of(open_flow(**RETURNED).confirmed(**CONFIRMED))
    for name, value in CONFIRMED.items():
        expect(comes_back(body_of(user), name, value), user)


@pytest.mark.rule("CONFIRM-024")
def test_what_the_identity_provider_did_not_return_is_not_written(open_flow, user_of, expect):
    user = user_of(open_flow(**RETURNED).confirmed(**CONFIRMED, **FOREIGN))
    for name in FOREIGN:
        expect(has_no_member(body_of(user), name), user)
