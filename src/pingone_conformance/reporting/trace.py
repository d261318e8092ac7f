"""From documents to verdicts, as `report.html` shows it: document, statement, rule, tests, verdict."""

from __future__ import annotations

from typing import Any

from pingone_conformance.reporting import summary
from pingone_conformance.reporting.bars import bar
from pingone_conformance.reporting.budget import Budget
from pingone_conformance.reporting.summary import Results, Row

TESTS_OF_A_RULE = 8
_TESTS = 400_000


def documents(results: Results) -> list[dict[str, Any]]:
    """The documents that rules cite, in the order of the results, each with its sections and their rules."""
    room = Budget(_TESTS)
    cited: dict[str, list[Row]] = {key: [] for key in results.get("documents", {})}
    for row in summary.rows(results):
        cited.setdefault(row["source"]["document"], []).append(row)
    return [_document(results, key, rows, room) for key, rows in cited.items() if rows]


def _document(results: Results, key: str, rows: list[Row], room: Budget) -> dict[str, Any]:
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row["source"]["section"], []).append(row)
    tests = {row["id"]: row["tests"][:TESTS_OF_A_RULE] for row in rows}
    counts = summary.counts(rows)
    return {
        "key": key,
        "title": results["documents"][key]["title"],
        "url": results["documents"][key]["url"],
        "counts": counts,
        "bar": bar(counts),
        "number": len(rows),
        "sections": list(sections.items()),
        "tests": {rule: names for rule, names in tests.items() if room.take("".join(names))},
    }
