"""A replacement (PUT) leaves a user with what it names and nothing else."""

import pytest

from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.checks.users import has_attributes, keeps_attributes, lacks_attributes
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

NEW = {"nickname": "Paddy", "name": {"given": "Zoë \N{SUNFLOWER}", "family": "Jones"}}
# What the new user has and the replacement omits.
PHONES = ("primaryPhone", "mobilePhone")
OMITTED = ("title", *PHONES, "address", "type", "photo", "accountId", "externalId", "timezone")
# What a read adds and no two runs have in common: a run sends the same requests for the same seed.
TIMES = ("createdAt", "updatedAt")


@pytest.mark.rule("USER-055")
def test_a_replacement_is_answered_with_200(person, expect):
    answer = person.replace(**NEW)
    expect(answers(answer, 200), answer)


@pytest.mark.rule("USER-056", "USER-058", "USER-059")
def test_a_replacement_takes_over_what_it_names(person, given, expect):
    new = {**NEW, "username": given.name()}
    replaced, read = person.replaced(**new), person.read()
    expect(has_attributes(body_of(replaced), new), replaced, rule="USER-056")
    whole = {**person.core, **new, "id": person.id}
    expect(has_attributes(body_of(replaced), whole), replaced, rule="USER-058")
    expect(has_attributes(body_of(read), {**person.core, **new}), read, rule="USER-059")


@pytest.mark.rule("USER-057")
def test_a_replacement_clears_what_it_omits(person, expect):
    replaced, read = person.replaced(**NEW), person.read()
    for answer in (replaced, read):
        expect(lacks_attributes(body_of(answer), *OMITTED), answer)


@pytest.mark.rule("USER-060")
def test_a_replacement_with_null_clears_the_attribute(person, expect):
    partner(person.replace(**NEW))
    replaced = person.replace(**{**NEW, "nickname": None})
    expect(is_accepted(replaced), replaced)
    read = person.read()
    expect(lacks_attributes(body_of(read), "nickname"), read)


@pytest.mark.rule("USER-064", "USER-065")
def test_the_documented_profile_replaces_another(person, example, expect):
    replaced = person.replace(**example)
    read = person.read()
    expect(is_accepted(replaced), replaced, rule="USER-064")
    if not replaced.is_success:
        raise Untested(f"blocked by USER-064: replaceUser answered {replaced.status_code}")
    expect(has_attributes(body_of(read), example), read, rule="USER-065")


@pytest.mark.rule("USER-066")
def test_a_user_that_was_read_replaces_itself(person, expect):
    read = {name: value for name, value in person.now().items() if name not in TIMES}
    answer = person.replace(**read)
    expect(is_accepted(answer), answer)


@pytest.mark.rule("USER-067")
def test_a_replacement_without_a_username_is_refused(api, person, expect):
    body = {name: value for name, value in {**person.core, **NEW}.items() if name != "username"}
    answer = api.call("replaceUser", userID=person.id, json=body)
    expect(is_refused(answer), answer)
    partner(person.replace(**NEW))


@pytest.mark.rule("USER-078")
def test_a_replacement_with_the_name_of_another_is_refused(person, another, expect):
    answer = person.replace(**{**NEW, "username": another.sent["username"]})
    expect(is_refused(answer), answer)
    partner(person.replace(**NEW))


@pytest.mark.rule("USER-079")
def test_a_refused_replacement_changes_nothing(person, expect):
    before = person.now()
    answer = person.replace(**{**NEW, "email": 42})
    if answer.is_success:
        raise Untested(f"blocked: a number as an address was answered {answer.status_code}")
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names), after)
    partner(person.replace(**NEW))


@pytest.mark.rule("USER-080")
def test_an_attribute_that_no_user_has_does_not_refuse_a_replacement(person, expect):
    partner(person.replace(**NEW))
    answer = person.replace(**NEW, favouriteColour="crimson")
    expect(is_accepted(answer), answer)


@pytest.mark.rule("USER-068", "USER-069")
def test_a_replacement_of_nobody_is_not_found(person, nobody, given, expect):
    # A name of its own: one that is taken would be another reason to refuse.
    renamed = {**NEW, "username": given.name()}
    answer = nobody.replace(**renamed)
    expect(is_refused(answer), answer, rule="USER-068")
    expect(answers(answer, 404), answer, rule="USER-069")
    partner(person.replace(**renamed))
