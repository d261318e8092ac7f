"""`pingone-conformance rules`: the rules, their sources and the tests that show them."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import click
import pytest
from rich.console import Console
from rich.table import Table

from pingone_conformance.contracts import Rule, contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.plugin.selection import rules_of
from pingone_conformance.rooms import room

_SAID = 2_000


@click.command(name="rules")
@click.option(
    "--format", "layout", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True
)
def command(layout: str) -> int:
    """List the rules, their sources and their tests."""
    tests = tests_by_rule()
    rows = [_row(rule, tests.get(rule.id, [])) for rule in contracts().rules.values()]
    if layout == "json":
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    elif layout == "markdown":
        click.echo(_markdown(rows))
    else:
        _print_table(rows)
    return 0


def tests_by_rule() -> Mapping[str, list[str]]:
    """The node ids of the tests that name each rule, by collecting the suites without running them."""
    collector = _Collector()
    # A setting of the user's, such as a smoke profile, would leave tests out.
    arguments = ["--collect-only", "-q", "--pingone-profile=standard", str(room("suites"))]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(arguments, plugins=[collector])
    if code != pytest.ExitCode.OK:
        raise ConformanceError(
            f"the suites cannot be collected\n{said.getvalue()[-_SAID:]}".rstrip(),
            hint="does PYTEST_ADDOPTS or pingone-conformance.toml say something that pytest does not take?",
        )
    return collector.tests


class _Collector:
    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for rule in rules_of(item):
                self.tests.setdefault(rule, []).append(item.nodeid)


def _row(rule: Rule, tests: Sequence[str]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "about": rule.subject,
        "level": str(rule.level),
        "basis": str(rule.basis),
        "source": {"document": rule.document.title, "section": rule.section, "url": rule.document.url},
        "tests": list(tests),
        "untested": rule.untested,
    }


def _markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| rule | promise | about | level | basis | source | tests |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        source = f"[{row['source']['document']}]({row['source']['url']}), {row['source']['section']}"
        cells = (row["id"], row["title"], row["about"], row["level"], row["basis"], source, len(row["tests"]))
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def _print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table(
        "rule", "promise", "level", "source", "tests", box=None, header_style="bold", pad_edge=False
    )
    for row in rows:
        source = f"{row['source']['document']}, {row['source']['section']}"
        table.add_row(row["id"], row["title"], row["level"], source, str(len(row["tests"]) or "untested"))
    Console(highlight=False).print(table)
