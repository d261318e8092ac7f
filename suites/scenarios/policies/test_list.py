"""The list of policies, whole or filtered by name."""

from dataclasses import dataclass, replace

import pytest

from pingone_conformance.checks.collections import all_are_listed, holds_list, none_is_listed
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.policies import one_is_default
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.findings import Untested


@dataclass(frozen=True)
class Pair:
    """Two policies whose names begin and end differently."""

    name: str
    id: str
    other_id: str


@pytest.fixture
def pair(policies, given):
    names = f"{given.name()} wanted", f"{given.name()} other"
    wanted, other = (policies.stored({"name": name}).id for name in names)
    return Pair(names[0], wanted, other)


@pytest.fixture
def elsewhere(policies, stranger):
    """The id of a policy of another environment, which is listed there."""
    there = replace(policies, api=stranger)
    policy_id = member(body_of(there.create()), "id")
    if next(all_are_listed(there.listed(), [policy_id]), None):
        raise Untested("blocked: the other environment does not list its policies")
    return policy_id


@pytest.mark.rule("POLICY-043", "POLICY-044", "POLICY-045", "POLICY-046")
def test_the_list_has_the_policies_and_one_default(policies, stored, expect):
    answer = policies.read_all()
    entries = policies.listed(answer)
    expect(answers(answer, 200), answer, rule="POLICY-043")
    expect(holds_list(body_of(answer), "verifyPolicies"), answer, rule="POLICY-044")
    expect(all_are_listed(entries, [stored.id]), answer, rule="POLICY-045")
    expect(one_is_default(entries), answer, rule="POLICY-046")


@pytest.mark.rule("POLICY-047")
def test_the_list_has_nothing_of_another_environment(policies, elsewhere, expect):
    answer = policies.read_all()
    expect(none_is_listed(policies.listed(answer), [elsewhere]), answer)


@pytest.mark.rule("POLICY-048", "POLICY-049")
def test_a_filter_keeps_the_policy_of_a_name(policies, pair, expect):
    answer = policies.read_all(filter=f'name eq "{pair.name}"')
    entries = policies.listed(answer)
    expect(all_are_listed(entries, [pair.id]), answer, rule="POLICY-048")
    expect(is_accepted(answer), answer, rule="POLICY-049")
    expect(none_is_listed(entries, [pair.other_id]), answer, rule="POLICY-049")


@pytest.mark.parametrize("spelt", [str.upper, str.lower, str.title], ids=["upper", "lower", "title"])
@pytest.mark.rule("POLICY-050")
def test_a_filter_ignores_letter_case(policies, pair, expect, spelt):
    answer = policies.read_all(filter=f'name eq "{spelt(pair.name)}"')
    entries = policies.listed(answer)
    expect(all_are_listed(entries, [pair.id]), answer)
    expect(none_is_listed(entries, [pair.other_id]), answer)


@pytest.mark.parametrize(
    ("operator", "part"),
    [("co", slice(2, -2)), ("sw", slice(-2)), ("ew", slice(2, None))],
    ids=["co", "sw", "ew"],
)
@pytest.mark.rule("POLICY-051")
def test_a_filter_knows_parts_of_names(policies, pair, expect, operator, part):
    answer = policies.read_all(filter=f'name {operator} "{pair.name[part]}"')
    entries = policies.listed(answer)
    expect(all_are_listed(entries, [pair.id]), answer)
    expect(none_is_listed(entries, [pair.other_id]), answer)


@pytest.mark.rule("POLICY-051")
def test_a_filter_knows_other_names_and_any_name(policies, pair, expect):
    answer = policies.read_all(filter=f'name ne "{pair.name}"')
    entries = policies.listed(answer)
    expect(all_are_listed(entries, [pair.other_id]), answer)
    expect(none_is_listed(entries, [pair.id]), answer)
    answer = policies.read_all(filter="name pr")
    expect(all_are_listed(policies.listed(answer), [pair.id, pair.other_id]), answer)
