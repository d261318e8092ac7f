"""What a write cannot change is ignored: members of the service, and attributes that no user has."""

import pytest

from pingone_conformance.checks.members import MISSING, body_of, member, member_differs, member_equals
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.checks.users import keeps_attributes

# An id and a time that only the service gives out.
OWN_ID = "5b1f7d3c-9a2e-4f60-8c7d-d1e2f3a4b5c6"
LONG_AGO = "2001-02-03T04:05:06.007Z"
READ_ONLY = {"id": OWN_ID, "createdAt": LONG_AGO}


@pytest.mark.parametrize(
    ("write", "name", "value"),
    [
        pytest.param("update", "id", OWN_ID, marks=pytest.mark.rule("USER-044"), id="update-id"),
        pytest.param("update", "createdAt", LONG_AGO, marks=pytest.mark.rule("USER-045"), id="update-time"),
        pytest.param("replace", "id", OWN_ID, marks=pytest.mark.rule("USER-061"), id="replace-id"),
        pytest.param("replace", "createdAt", LONG_AGO, marks=pytest.mark.rule("USER-062"), id="replace-time"),
    ],
)
def test_what_the_service_gives_stays(person, expect, write, name, value):
    before = person.now()
    # A service that refuses every write would change nothing, too.
    getattr(person, f"{write}d")(nickname="Joey")
    for body in ({"nickname": "Paddy"}, {"nickname": "Pat", name: value}):
        answer, read = getattr(person, write)(**body), person.read()
        expect(keeps_attributes(body_of(read), before, [name]), read)
        if answer.is_success and member(body_of(answer), name) is not MISSING:
            expect(member_equals(body_of(answer), name, before.get(name)), answer)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param("update", marks=pytest.mark.rule("USER-047"), id="update"),
        pytest.param("replace", marks=pytest.mark.rule("USER-063"), id="replace"),
    ],
)
def test_multi_factor_authentication_is_not_switched(person, expect, write):
    before = person.now()
    getattr(person, f"{write}d")(nickname="Paddy")
    getattr(person, write)(mfaEnabled=not before.get("mfaEnabled", False))
    after = person.read()
    expect(keeps_attributes(body_of(after), before, ["mfaEnabled"]), after)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(READ_ONLY, marks=pytest.mark.rule("USER-046"), id="read-only"),
        pytest.param({"favouriteColour": "crimson"}, marks=pytest.mark.rule("USER-049"), id="unknown"),
    ],
)
def test_it_does_not_refuse_an_update(person, expect, body):
    answer = person.update(nickname="Paddy", **body)
    expect(is_accepted(answer), answer)


@pytest.mark.rule("USER-048")
def test_a_name_in_other_letters_is_another_attribute(person, expect):
    person.updated(title="Engineer")
    person.update(NickName="Paddy")
    after = person.read()
    expect(member_differs(body_of(after), "nickname", "Paddy"), after)
