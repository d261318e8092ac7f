"""A user needs a username that is new, and attributes of the right kind.

A refusal is compared with a user that is created just after and differs in one attribute.
"""

import pytest

from pingone_conformance.checks.members import body_of, member_is
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.target.pairs import partner

LONGEST = 128


@pytest.fixture
def create_user(api, given):
    """Creates users with a new name, or with other attributes; None leaves one out."""

    def create(**attributes):
        body = given.user_body(**attributes)
        return api.call("createUser", json={name: value for name, value in body.items() if value is not None})

    return create


@pytest.fixture
def good_user_is_accepted(create_user, once):
    """Shows that a user is created who differs from a refused one in one attribute."""
    return lambda: once("accepted user", lambda: partner(create_user()))


@pytest.mark.rule("USER-013", "USER-014")
def test_a_user_without_a_username_is_refused(create_user, good_user_is_accepted, expect):
    answer = create_user(username=None)
    expect(is_refused(answer), answer, rule="USER-013")
    expect(answers(answer, 400), answer, rule="USER-014")
    good_user_is_accepted()


@pytest.mark.parametrize(
    "attribute",
    [
        pytest.param({"username": 42}, marks=pytest.mark.rule("USER-015"), id="number"),
        pytest.param({"username": ""}, marks=pytest.mark.rule("USER-016"), id="empty"),
        pytest.param({"email": "not-an-address"}, marks=pytest.mark.rule("USER-021"), id="no-address"),
        pytest.param({"email": "joe@"}, marks=pytest.mark.rule("USER-021"), id="no-domain"),
        pytest.param({"email": "@example.com"}, marks=pytest.mark.rule("USER-021"), id="no-mailbox"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(create_user, good_user_is_accepted, given, expect, attribute):
    if attribute.get("username") == "":
        given.permits.require_mock("what a run creates on a tenant has a name by which it is found again")
    answer = create_user(**attribute)
    expect(is_refused(answer), answer)
    good_user_is_accepted()


@pytest.mark.parametrize("letter", ["x", "ł"], ids=["ascii", "beyond-ascii"])
@pytest.mark.rule("USER-017", "USER-018")
def test_a_username_has_at_most_128_characters(create_user, good_user_is_accepted, given, expect, letter):
    good_user_is_accepted()
    longest = given.name().ljust(LONGEST, letter)
    fitting = create_user(username=longest)
    expect(is_accepted(fitting), fitting, rule="USER-017")
    answer = create_user(username=given.name().ljust(LONGEST + 1, letter))
    expect(is_refused(answer), answer, rule="USER-018")
    partner(fitting)


@pytest.mark.rule("USER-019", "USER-020")
def test_a_username_that_is_taken_is_refused(create_user, good_user_is_accepted, given, expect):
    name = given.name()
    given.user(username=name)
    answer = create_user(username=name)
    expect(is_refused(answer), answer, rule="USER-019")
    expect(answers(answer, 400), answer, rule="USER-020")
    what = "a list with the code UNIQUENESS_VIOLATION"
    expect(member_is(body_of(answer), "details", what, says_taken), answer, rule="USER-020")
    good_user_is_accepted()


@pytest.mark.rule("USER-076")
def test_a_username_that_is_taken_is_refused_in_capitals(create_user, good_user_is_accepted, given, expect):
    # The beginning of a name says who made it: there the letters stay as they are.
    name = given.name()
    given.user(username=f"{name}-jo")
    answer = create_user(username=f"{name}-JO")
    expect(is_refused(answer), answer)
    good_user_is_accepted()


def says_taken(details):
    return isinstance(details, list) and {"UNIQUENESS_VIOLATION"} <= {
        detail.get("code") for detail in details if isinstance(detail, dict)
    }
