"""A user is read by its id, in its own environment."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.checks.users import has_attributes
from pingone_conformance.target.pairs import partner

# Management API description, User: a title has at most 256 characters.
LONGEST = 256


@pytest.mark.rule("USER-027")
def test_a_read_is_answered_with_200_each_time(known, expect):
    for _ in range(2):
        answer = known.read()
        expect(answers(answer, 200), answer)


@pytest.mark.rule("USER-028")
def test_each_user_is_read_by_its_own_id(person, another, expect):
    for one in (person, another):
        answer = one.read()
        expect(member_equals(body_of(answer), "id", one.id), answer)


@pytest.mark.rule("USER-029")
def test_what_was_sent_is_read_again(known, expect):
    answer = known.read()
    expect(has_attributes(body_of(answer), known.sent), answer)


@pytest.mark.rule("USER-029")
def test_the_longest_title_is_read_again(given, api, expect):
    title = "Senior Director ".ljust(LONGEST, "x")
    answer = api.call("readOneUser", userID=given.user(title=title)["id"])
    expect(has_attributes(body_of(answer), {"title": title}), answer)


@pytest.mark.rule("USER-030", "USER-031")
def test_an_unknown_user_is_not_found(known, known_nobody, expect):
    answer = known_nobody.read()
    expect(is_refused(answer), answer, rule="USER-030")
    expect(answers(answer, 404), answer, rule="USER-031")
    partner(known.read())


@pytest.mark.rule("USER-032")
def test_a_user_is_not_found_in_another_environment(person, elsewhere, expect):
    answer = elsewhere.api.call("readOneUser", userID=person.id)
    expect(is_refused(answer), answer)
    partner(elsewhere.api.call("readOneUser", userID=elsewhere.user()["id"]))
    partner(person.read())
