"""A deleted user is gone, and only that one."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner


@pytest.fixture
def deleted(person, another):
    """A user that could be read, and was deleted."""
    partner(person.read())
    answer = person.delete()
    if not answer.is_success:
        raise Untested(f"blocked by USER-070: deleteUser answered {answer.status_code}")
    return person


@pytest.mark.rule("USER-070")
def test_a_deletion_is_answered_with_204_each_time(api, given, expect):
    for _ in range(2):
        answer = api.call("deleteUser", userID=given.user()["id"])
        expect(answers(answer, 204), answer)


@pytest.mark.rule("USER-071", "USER-072", "USER-073")
def test_a_deleted_user_is_not_found_and_others_are(deleted, another, expect):
    answer = deleted.read()
    expect(is_refused(answer), answer, rule="USER-071")
    expect(answers(answer, 404), answer, rule="USER-072")
    other = another.read()
    expect(member_equals(body_of(other), "id", another.id), other, rule="USER-073")


@pytest.mark.rule("USER-074", "USER-075")
def test_only_users_that_are_there_are_deleted(person, nobody, expect):
    answer = nobody.delete()
    expect(answers(answer, 404), answer, rule="USER-074")
    partner(person.delete())
    answer = person.delete()
    expect(answers(answer, 404), answer, rule="USER-075")
