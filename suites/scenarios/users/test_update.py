"""A partial update (PATCH) changes what it names and nothing else."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.times import lies_between
from pingone_conformance.checks.users import has_attributes, keeps_attributes, lacks_attributes
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

CHANGE = {"nickname": "Paddy"}
# Several attributes at once, objects among them.
CHANGES = {
    "address": {
        "streetAddress": "5 Elm Street",
        "locality": "Austin",
        "postalCode": "78750",
        "countryCode": "US",
    },
    "mobilePhone": "+15125551234",
    "name": {"given": "Zoë \N{SUNFLOWER}", "family": "Łukasińska"},
    "title": "Director",
}
# Neither username nor address: a user may have to have them.
CLEARED = ["address", "name", "nickname", "title"]


@pytest.mark.rule("USER-033")
def test_an_update_is_answered_with_200(person, expect):
    answer = person.update(**CHANGE)
    expect(answers(answer, 200), answer)


@pytest.mark.parametrize("change", [CHANGE, CHANGES], ids=["one", "several"])
@pytest.mark.rule("USER-034", "USER-036", "USER-041")
def test_an_update_changes_what_it_names(person, expect, change):
    updated, read = person.updated(**change), person.read()
    expect(has_attributes(body_of(updated), change), updated, rule="USER-034")
    whole = {**person.sent, **change, "id": person.id}
    expect(has_attributes(body_of(updated), whole), updated, rule="USER-036")
    expect(has_attributes(body_of(read), change), read, rule="USER-041")


@pytest.mark.rule("USER-041")
def test_each_of_two_updates_is_kept(person, expect):
    changes = {"title": "Director", "nickname": "Paddy"}
    for name, value in changes.items():
        person.updated(**{name: value})
    read = person.read()
    expect(has_attributes(body_of(read), changes), read)


@pytest.mark.parametrize("change", [CHANGE, {"name": CHANGES["name"]}], ids=["text", "object"])
@pytest.mark.rule("USER-035")
def test_an_update_leaves_what_it_omits_alone(person, expect, change):
    before = person.now()
    person.updated(**change)
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names - change.keys()), after)


@pytest.mark.parametrize("name", CLEARED)
@pytest.mark.rule("USER-037", "USER-038")
def test_null_clears_an_attribute_and_no_other(person, expect, name):
    partner(person.update(type="tele"))
    before = person.now()
    updated = person.update(**{name: None})
    expect(is_accepted(updated), updated, rule="USER-037")
    if not updated.is_success:
        raise Untested(f"blocked by USER-037: updateUser answered {updated.status_code}")
    after = person.read()
    expect(has_no_value(updated, name), updated, rule="USER-037")
    expect(lacks_attributes(body_of(after), name), after, rule="USER-037")
    expect(keeps_attributes(body_of(after), before, person.names - {name}), after, rule="USER-038")


@pytest.mark.rule("USER-042")
def test_an_update_that_names_nothing_changes_nothing(person, expect):
    before = person.now()
    person.update()
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names), after)


@pytest.mark.rule("USER-043")
def test_an_update_changes_the_username(person, given, expect):
    partner(person.update(**CHANGE))
    change = {"username": given.name()}
    updated = person.update(**change)
    expect(is_accepted(updated), updated)
    read = person.read()
    expect(has_attributes(body_of(read), change), read)


@pytest.mark.rule("USER-050")
def test_an_update_does_not_move_the_time_of_the_last_one_back(person, expect):
    before = member(person.now(), "updatedAt")
    updated, read = person.updated(**CHANGE), person.read()
    # An answer that is not the whole user breaks another rule.
    for answer in (updated, read) if "updatedAt" in as_user(updated) else (read,):
        times = {"before": before, "after": member(body_of(answer), "updatedAt")}
        expect(lies_between(times, "before", "after", at_least=timedelta(0), at_most=timedelta.max), answer)


def has_no_value(answer, name):
    """The answer shows no value of the attribute; whether it is the whole user is not asked here."""
    return lacks_attributes({"username": "", **as_user(answer)}, name)


def as_user(answer):
    body = body_of(answer)
    return body if isinstance(body, dict) else {}
