"""Every rule has a test or a reason why it has none, and every operation has a rule."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pingone_conformance.cli import rules
from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.spec import load_description

RULES = contracts().rules


@pytest.fixture(scope="module")
def shown() -> Mapping[str, list[str]]:
    return rules.tests_by_rule()


def test_every_rule_has_a_test_or_a_reason(shown: Mapping[str, list[str]]) -> None:
    assert [rule.id for rule in RULES.values() if rule.id not in shown and not rule.untested] == []


def test_no_rule_has_both_a_test_and_a_reason(shown: Mapping[str, list[str]]) -> None:
    assert [rule.id for rule in RULES.values() if rule.id in shown and rule.untested] == []


def test_every_test_names_rules_that_exist(shown: Mapping[str, list[str]]) -> None:
    assert {rule: tests for rule, tests in shown.items() if rule not in RULES} == {}


def test_every_operation_has_a_rule_of_its_own() -> None:
    named = {operation for rule in RULES.values() for operation in rule.operations}
    assert set(load_description().operations) - named == set()


def test_every_operation_of_a_rule_is_described() -> None:
    named = {operation for rule in RULES.values() for operation in rule.operations} - {EVERY_OPERATION}
    assert named - set(load_description().operations) == set()


def test_every_rule_of_a_script_binding_says_why_it_is_untested() -> None:
    assert [rule.id for rule in RULES.values() if rule.binding and not rule.untested] == []
