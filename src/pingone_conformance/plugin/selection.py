"""Which tests a run takes, and what they say about themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pingone_conformance.contracts import Contracts


def rules_of(item: pytest.Item) -> tuple[str, ...]:
    """The ids that a test names, those of its parameters first, each once."""
    callspec = getattr(item, "callspec", None)
    nearest = [mark for mark in callspec.marks if mark.name == "rule"] if callspec else []
    return tuple(dict.fromkeys(rule for mark in (*nearest, *item.iter_markers("rule")) for rule in mark.args))


def operation_of(item: pytest.Item) -> str | None:
    """The operation that a parametrised test is about, where it says so."""
    callspec = getattr(item, "callspec", None)
    return str(callspec.params["operation"]) if callspec and "operation" in callspec.params else None


def select(
    items: list[pytest.Item], contracts: Contracts, wanted: Sequence[str], *, smoke: bool
) -> list[pytest.Item]:
    """The tests to leave out: those that show no wanted rule and, for a smoke run, no rule that others do not show.

    Raises `pytest.UsageError` when a test names a rule that the contracts do not have, or none.
    """
    shown: set[str] = set()
    left_out = []
    for item in items:
        rules = rules_of(item)
        if not rules:
            raise pytest.UsageError(f"{item.nodeid} names no rule")
        if unknown := [rule for rule in rules if rule not in contracts.rules]:
            raise pytest.UsageError(f"{item.nodeid} names {unknown[0]}, which is no rule of contracts/")
        relevant = set(rules) & set(wanted) if wanted else set(rules)
        if not relevant or (smoke and relevant <= shown):
            left_out.append(item)
        else:
            shown |= relevant
    return left_out
