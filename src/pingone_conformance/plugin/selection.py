"""Which tests a run takes, and the labels that they carry into Allure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pingone_conformance.contracts import Contracts, Rule
from pingone_conformance.findings import Level

_SEVERITY = {Level.MUST: "critical", Level.SHOULD: "normal", Level.MAY: "minor"}


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
        if unknown := [rule for rule in rules if rule not in contracts.rules] or (not rules and ["nothing"]):
            raise pytest.UsageError(f"{item.nodeid} names {unknown[0]}, which is no rule of contracts/")
        relevant = set(rules) & set(wanted) if wanted else set(rules)
        if not relevant or (smoke and relevant <= shown):
            left_out.append(item)
        else:
            shown |= relevant
    return left_out


def label(item: pytest.Item, contracts: Contracts) -> None:
    """Give a test its place in an Allure report: document, operation, rules, severity and links to the sources."""
    rules = [contracts.rules[rule] for rule in rules_of(item)]
    first = rules[0]
    labels = {"epic": [first.document.title], "feature": [operation_of(item) or first.subject]}
    labels["story"] = [f"{rule.id} {rule.title}" for rule in rules]
    labels["severity"] = [_SEVERITY[min((rule.level for rule in rules), key=list(Level).index)]]
    labels["tag"] = sorted({str(rule.basis) for rule in rules})
    for kind, values in labels.items():
        item.add_marker(pytest.mark.allure_label(*values, label_type=kind))
    for url, document in {rule.document.url: rule.document for rule in rules}.items():
        item.add_marker(pytest.mark.allure_link(url, name=document.title, link_type="link"))
    item.add_marker(pytest.mark.allure_description(_description(rules)))


def _description(rules: Sequence[Rule]) -> str:
    return "\n\n".join(
        f"**{rule.id}** ({rule.level}, {rule.basis}): {rule.title}. Source: {rule.document.title}, {rule.section}."
        for rule in rules
    )
