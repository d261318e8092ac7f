"""Which tests are about what a fault does, before anything is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.mock.faults import bank
from pingone_conformance.power.worker import can_reach

SECRETS, REST = "secret_of_any_label_readable", "secrets_are_told"


@dataclass
class Mark:
    args: tuple[str, ...]


@dataclass
class CallSpec:
    params: dict[str, str]
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Item:
    """A test as the selection sees it: the rules that it names, and the operation that it is about."""

    rules: tuple[str, ...]
    callspec: CallSpec | None = None

    def iter_markers(self, _: str) -> Iterator[Mark]:
        yield Mark(self.rules)


def reached(fault: str, *rules: str, operation: str | None = None) -> bool:
    item: Any = Item(rules, CallSpec({"operation": operation}) if operation else None)
    return can_reach(bank()[fault], cast("pytest.Item", item), contracts())


def test_a_rule_that_the_fault_breaks() -> None:
    assert reached(SECRETS, "SECRETS-004")
    assert reached(REST, "CLOUD-035")


def test_another_rule_of_the_same_binding() -> None:
    assert reached(SECRETS, "REALM-004", "SECRETS-009")


def test_a_rule_of_another_binding() -> None:
    assert not reached(SECRETS, "REALM-004")


def test_a_rule_of_an_operation_is_nothing_for_a_fault_of_bindings() -> None:
    assert not reached(SECRETS, "CLOUD-034")
    assert not reached(SECRETS, "CLOUD-047", operation="readOneSecret")


def test_a_rule_of_a_binding_is_nothing_for_a_fault_of_requests() -> None:
    assert not reached(REST, "SECRETS-004")
    assert not reached("swaps_red_and_blue", "SECRETS-004")


def test_another_rule_of_the_operation_at_which_the_fault_acts() -> None:
    assert reached(REST, "CLOUD-034")
    assert not reached(REST, "CLOUD-036")


def test_the_operation_of_a_test_decides() -> None:
    assert reached(REST, "CLOUD-047", operation="readOneSecret")
    assert not reached(REST, "CLOUD-035", operation="readOneScript")
