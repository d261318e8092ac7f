"""What Allure is told: the place of each test in the report, its exchanges, and nothing about fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import allure
import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger

from pingone_conformance.contracts import Contracts, Rule
from pingone_conformance.exchange import Exchange
from pingone_conformance.findings import Level
from pingone_conformance.plugin.expectations import Breach
from pingone_conformance.plugin.selection import operation_of, rules_of

_SEVERITY = {Level.MUST: "critical", Level.SHOULD: "normal", Level.MAY: "minor"}
_ATTACHED_EXCHANGES = 12


def allure_folder(config: pytest.Config) -> str | None:
    """Where the results for Allure go; None when nobody asked for them, or its plugin is switched off."""
    folder: str | None = getattr(config.option, "allure_report_dir", None)
    return folder


def leave_fixtures_out() -> None:
    """Write no container: a file for each fixture costs more than the test and tells a reader nothing."""
    containers = allure_commons.plugin_manager.hook.report_container
    for implementation in containers.get_hookimpls():
        if isinstance(implementation.plugin, AllureFileLogger):
            containers._remove_plugin(implementation.plugin)


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


def attach(exchanges: Iterable[Exchange], breaches: Sequence[Breach]) -> None:
    """Attach the last exchanges of a test: one by one, as steps, where something broke, else as one text."""
    kept = list(exchanges)[-_ATTACHED_EXCHANGES:]
    if not breaches:
        allure.attach(
            "\n\n\n".join(exchange.as_text() for exchange in kept), "exchanges", allure.attachment_type.TEXT
        )
        return
    for exchange in kept:
        with allure.step(f"{exchange.operation}: {exchange.method} answered {exchange.status}"):
            allure.attach(exchange.as_text(), exchange.operation, allure.attachment_type.TEXT)
    for breach in breaches:
        allure.attach(str(breach.finding), breach.rule, allure.attachment_type.TEXT)
