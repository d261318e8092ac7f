"""The bank of faults: about rules and operations that exist, and enough of them."""

from __future__ import annotations

from collections import Counter

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.mock.faults import Fault, Kind, bank
from pingone_conformance.mock.faults.operations import BEHIND_THE_API, OPERATIONS
from pingone_conformance.spec import load_description

RULES = contracts().rules
FAULTS = list(bank().values())
TESTABLE = [rule.id for rule in RULES.values() if not rule.untested]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_breaks_rules_that_can_be_tried(fault: Fault) -> None:
    assert fault.rules
    named = [*fault.rules, *fault.also]
    assert len(named) == len(set(named))
    assert set(named) <= set(TESTABLE)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_acts_at_operations_that_exist(fault: Fault) -> None:
    assert fault.operations
    assert set(fault.operations) <= {*OPERATIONS, *BEHIND_THE_API}


def test_faults_know_the_operations_of_the_description() -> None:
    assert set(OPERATIONS) == set(load_description().operations)


def test_there_are_two_hundred_faults() -> None:
    assert len(FAULTS) >= 200


def test_each_class_has_some() -> None:
    assert {fault.kind for fault in FAULTS} == set(Kind)


def test_each_operation_has_three_faults_of_its_own() -> None:
    own = Counter(fault.operations[0] for fault in FAULTS if len(fault.operations) == 1)
    assert [operation for operation in OPERATIONS if own[operation] < 3] == []


def test_each_rule_that_can_be_tried_has_a_fault() -> None:
    broken = {rule for fault in FAULTS for rule in fault.rules}
    assert [rule for rule in TESTABLE if rule not in broken] == []
