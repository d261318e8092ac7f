"""A partial update with a wrong value, or of nobody, is refused and changes nothing."""

import pytest

from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.checks.users import keeps_attributes
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("USER-051")
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param({"email": 42}, {"email": "paddy@example.com"}, id="email"),
        pytest.param({"name": "Joe Smith"}, {"name": {"given": "Joe", "family": "Smith"}}, id="name"),
        pytest.param({"address": ["Springfield"]}, {"address": {"locality": "Springfield"}}, id="address"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(person, expect, wrong, right):
    answer = person.update(**wrong)
    expect(is_refused(answer), answer)
    partner(person.update(**right))


@pytest.mark.rule("USER-077")
def test_the_name_of_another_is_refused(person, another, given, expect):
    answer = person.update(username=another.sent["username"])
    expect(is_refused(answer), answer)
    partner(person.update(username=given.name()))


@pytest.mark.rule("USER-052")
def test_a_refused_update_changes_nothing(person, expect):
    before = person.now()
    answer = person.update(nickname="Paddy", email=42)
    if answer.is_success:
        raise Untested(f"blocked by USER-051: a number as an address was answered {answer.status_code}")
    after = person.read()
    expect(keeps_attributes(body_of(after), before, person.names), after)
    partner(person.update(nickname="Paddy", email="paddy@example.com"))


@pytest.mark.rule("USER-053", "USER-054")
def test_an_update_of_nobody_is_not_found(person, nobody, expect):
    answer = nobody.update(nickname="Paddy")
    expect(is_refused(answer), answer, rule="USER-053")
    expect(answers(answer, 404), answer, rule="USER-054")
    partner(person.update(nickname="Paddy"))
