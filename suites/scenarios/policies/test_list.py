"""The list of policies, whole or filtered by name."""

from dataclasses import dataclass, replace

import pytest

from pingone_conformance.checks.collections import all_are_listed, holds_list, none_is_listed
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.policies import one_is_default
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.findings import Untested


@dataclass(frozen=True)
class Family:
    """A policy, and ids of others: of another name, of a longer one that ends like it, of one that begins like it."""

    name: str
    id: str
    other: str
    ending: str
    beginning: str

    @property
    def others(self) -> list[str]:
        return [self.other, self.ending, self.beginning]


@pytest.fixture
def family(policies, given, once):
    return once("family of policies", lambda: new_family(policies, given))


def new_family(policies, given):
    name = f"{given.name()} Gewünscht"
    names = name, f"{given.name()} Other", f"{given.name()} Not {name}", f"{name} Too"
    return Family(name, *(policies.stored({"name": name}).id for name in names))


@pytest.fixture
def elsewhere(policies, stranger):
    """The id of a policy of another environment, which is listed there."""
    there = replace(policies, api=stranger)
    policy_id = member(body_of(there.create()), "id")
    if next(all_are_listed(there.listed(), [policy_id]), None):
        raise Untested("blocked: the other environment does not list its policies")
    return policy_id


def entries_in(policies, answer):
    """The policies of an answer and of its further pages."""
    if answer.is_success and next(holds_list(body_of(answer), "verifyPolicies"), None):
        raise Untested("blocked by POLICY-044: the answer has no list of policies")
    return policies.listed(answer)


@pytest.mark.rule("POLICY-043", "POLICY-044", "POLICY-045", "POLICY-046")
def test_the_list_has_the_policies_and_one_default(policies, known, given, expect):
    answer = policies.read_all()
    expect(answers(answer, 200), answer, rule="POLICY-043")
    expect(holds_list(body_of(answer), "verifyPolicies"), answer, rule="POLICY-044")
    entries = entries_in(policies, answer)
    expect(all_are_listed(entries, [known.id]), answer, rule="POLICY-045")
    given.permits.require_mock("which policies of an environment are default ones is for its people to say")
    expect(one_is_default(entries), answer, rule="POLICY-046")


@pytest.mark.rule("POLICY-047")
def test_the_list_has_nothing_of_another_environment(policies, elsewhere, expect):
    for query in ({}, {"filter": "name pr"}):
        answer = policies.read_all(**query)
        expect(none_is_listed(policies.listed(answer), [elsewhere]), answer)


@pytest.mark.rule("POLICY-048", "POLICY-049")
def test_a_filter_keeps_the_policy_of_a_name(policies, family, expect):
    answer = policies.read_all(filter=f'name eq "{family.name}"')
    entries = entries_in(policies, answer)
    expect(all_are_listed(entries, [family.id]), answer, rule="POLICY-048")
    expect(is_accepted(answer), answer, rule="POLICY-049")
    expect(none_is_listed(entries, family.others), answer, rule="POLICY-049")


@pytest.mark.parametrize("spelt", [str.upper, str.lower, str.title], ids=["upper", "lower", "title"])
@pytest.mark.rule("POLICY-050")
def test_a_filter_ignores_letter_case(policies, family, expect, spelt):
    answer = policies.read_all(filter=f'name eq "{spelt(family.name)}"')
    entries = entries_in(policies, answer)
    expect(all_are_listed(entries, [family.id]), answer)
    expect(none_is_listed(entries, family.others), answer)


@pytest.mark.parametrize(
    ("operator", "part", "kept", "left_out"),
    [
        pytest.param("co", slice(2, -2), ["id", "ending", "beginning"], ["other"], id="co"),
        pytest.param("sw", slice(-2), ["id", "beginning"], ["other", "ending"], id="sw"),
        pytest.param("ew", slice(2, None), ["id", "ending"], ["other", "beginning"], id="ew"),
    ],
)
@pytest.mark.rule("POLICY-050", "POLICY-051")
def test_a_filter_knows_parts_of_names(policies, family, expect, operator, part, kept, left_out):
    for rule, text in (
        ("POLICY-051", family.name[part]),
        ("POLICY-050", family.name[part].swapcase()),
    ):
        answer = policies.read_all(filter=f'name {operator} "{text}"')
        entries = entries_in(policies, answer)
        # A filter that is not known at all says nothing about letter case.
        if rule == "POLICY-050" and (not answer.is_success or expect.breaches):
            raise Untested(f"blocked by POLICY-051: {operator} does not work")
        expect(all_are_listed(entries, [getattr(family, one) for one in kept]), answer, rule=rule)
        expect(none_is_listed(entries, [getattr(family, one) for one in left_out]), answer, rule=rule)


@pytest.mark.rule("POLICY-051")
def test_a_filter_knows_other_names_and_any_name(policies, family, expect):
    answer = policies.read_all(filter=f'name ne "{family.name}"')
    entries = entries_in(policies, answer)
    expect(all_are_listed(entries, family.others), answer)
    expect(none_is_listed(entries, [family.id]), answer)
    answer = policies.read_all(filter="name pr")
    expect(all_are_listed(entries_in(policies, answer), [family.id, *family.others]), answer)
