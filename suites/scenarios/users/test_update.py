"""A partial update (PATCH) changes what it names and nothing else."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.times import lies_between
from pingone_conformance.checks.users import has_attributes, keeps_attributes, lacks_attributes

CHANGE = {"nickname": "Paddy"}


@pytest.mark.rule("USER-033")
def test_an_update_is_answered_with_200(person, expect):
    answer = person.update(**CHANGE)
    expect(answers(answer, 200), answer)


@pytest.mark.rule("USER-034", "USER-036", "USER-041")
def test_an_update_changes_what_it_names(person, expect):
    updated, read = person.updated(**CHANGE), person.read()
    expect(has_attributes(body_of(updated), CHANGE), updated, rule="USER-034")
    whole = {**person.sent, **CHANGE, "id": person.id}
    expect(has_attributes(body_of(updated), whole), updated, rule="USER-036")
    expect(has_attributes(body_of(read), CHANGE), read, rule="USER-041")


@pytest.mark.rule("USER-035")
def test_an_update_leaves_what_it_omits_alone(person, expect):
    before = person.now()
    person.updated(**CHANGE)
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names - CHANGE.keys()), after)


@pytest.mark.rule("USER-037", "USER-038")
def test_null_clears_an_attribute_and_no_other(person, expect):
    before = person.now()
    updated = person.updated(nickname=None)
    after = person.read()
    expect(lacks_attributes(body_of(updated), "nickname"), updated, rule="USER-037")
    expect(lacks_attributes(body_of(after), "nickname"), after, rule="USER-037")
    expect(keeps_attributes(body_of(after), before, person.names - {"nickname"}), after, rule="USER-038")


@pytest.mark.rule("USER-042")
def test_an_update_that_names_nothing_changes_nothing(person, expect):
    before = person.now()
    person.update()
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names), after)


@pytest.mark.rule("USER-043")
def test_an_update_changes_the_username(person, given, expect):
    change = {"username": given.name()}
    person.updated(**change)
    read = person.read()
    expect(has_attributes(body_of(read), change), read)


@pytest.mark.rule("USER-050")
def test_an_update_does_not_move_the_time_of_the_last_one_back(person, expect):
    before = member(person.now(), "updatedAt")
    answer = person.updated(**CHANGE)
    times = {"before": before, "after": member(body_of(answer), "updatedAt")}
    expect(lies_between(times, "before", "after", at_least=timedelta(0), at_most=timedelta.max), answer)
