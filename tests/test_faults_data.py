"""The bank of faults: about rules and operations that exist, and enough of them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.mock.faults import Fault, Kind, bank
from pingone_conformance.mock.faults.operations import (
    BEHIND_THE_API,
    CLOUD_OPERATIONS,
    OPERATIONS,
    route_of,
)
from pingone_conformance.mock.scripts.availability import KNOWN
from pingone_conformance.mock.scripts.calls import AVAILABILITY, SCRIPT
from pingone_conformance.spec import load_cloud_description, load_description

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
    assert bool(fault.operations) is not bool(fault.bindings)
    assert set(fault.operations) <= {*OPERATIONS, *CLOUD_OPERATIONS, *BEHIND_THE_API}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.bindings], ids=lambda fault: fault.name)
def test_a_fault_of_bindings_is_about_bindings(fault: Fault) -> None:
    assert all(RULES[rule].binding for rule in fault.rules)
    assert all(binding in {*KNOWN, AVAILABILITY, SCRIPT} for binding, _, _ in map(parts, fault.bindings))


def parts(name: str) -> tuple[str, str, str]:
    return name.partition(".")


def test_faults_know_the_operations_of_both_descriptions() -> None:
    assert set(OPERATIONS) == set(load_description().operations)
    assert set(CLOUD_OPERATIONS) == set(load_cloud_description().operations)


def test_requests_of_both_descriptions_are_known_by_their_paths() -> None:
    for description in (load_description(), load_cloud_description()):
        for row in description.operations.values():
            path = re.sub(r"{\w+}", "x", row.path)
            found = [route_of(row.method, start + path) for start in ("", "/v1")]
            assert [match[0].operation for match in found if match] == [row.id]


def test_there_are_two_hundred_faults_and_forty_of_bindings() -> None:
    assert len(FAULTS) >= 200
    assert len([fault for fault in FAULTS if fault.bindings]) >= 40


def test_each_class_has_some() -> None:
    assert {fault.kind for fault in FAULTS} == set(Kind)


def test_each_operation_has_three_faults_of_its_own() -> None:
    own = Counter(fault.operations[0] for fault in FAULTS if len(fault.operations) == 1)
    assert [operation for operation in OPERATIONS if own[operation] < 3] == []


def test_each_rule_that_can_be_tried_has_a_fault() -> None:
    broken = {rule for fault in FAULTS for rule in fault.rules}
    assert [rule for rule in TESTABLE if rule not in broken] == []
