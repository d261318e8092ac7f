"""What `report.html` shows, sorted and bounded, as its templates take it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.summary import Results, Row

FINDINGS_OF_A_RULE = 5
TESTS_OF_A_RULE = 8
_TEXT = 1_500
# In bytes of HTML: the file stays below 2 MB, whatever a run found.
_EXCHANGES = 500_000
_FINDINGS = 200_000
_TESTS = 200_000


@dataclass
class Budget:
    """Room in the file for one kind of thing; who comes first is served."""

    left: int

    def take(self, text: str) -> bool:
        """Whether the text still fits once it is escaped; takes the room if so."""
        size = len(str(escape(text)).encode("utf-8", "xmlcharrefreplace"))
        if size > self.left:
            return False
        self.left -= size
        return True


def build_page(results: Results) -> dict[str, Any]:
    """The variables of `report.html.j2`, from the content of `results.json`."""
    breaches = summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES)
    tests = Budget(_TESTS)
    return {
        "results": results,
        "verdicts": [str(verdict) for verdict in Verdict],
        "headline": summary.headline(results),
        "tone": str(summary.tone(results)),
        "whole": _bar(summary.counts(summary.rows(results))),
        "whole_counts": summary.counts(summary.rows(results)),
        "ids": {row["id"] for row in summary.rows(results)},
        "breaches": _breaches(results, breaches),
        "broken": summary.by_reason(summary.rows(results, Verdict.BROKEN)),
        "untested": summary.by_reason(summary.rows(results, Verdict.UNTESTED)),
        "resources": [_resource(name, rows, tests) for name, rows in summary.by_resource(results).items()],
        "with_card": {row["id"] for row in breaches},
        "short": lambda text: summary.shortened(text, _TEXT),
    }


def _breaches(results: Results, rows: list[Row]) -> list[dict[str, Any]]:
    exchanges, texts = Budget(_EXCHANGES), Budget(_FINDINGS)
    # The first finding of every rule has room before the second of any.
    shown: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    distinct = {row["id"]: summary.distinct_findings(row) for row in rows}
    for place in range(FINDINGS_OF_A_RULE):
        for rule, findings in distinct.items():
            if place < len(findings):
                finding, times = findings[place]
                if texts.take(summary.shortened(finding["expected"] + finding["observed"], 2 * _TEXT)):
                    shown[rule].append(_finding(finding, times, exchanges))
    return [
        {
            "rule": row,
            "repeat": summary.repeat_command(results, row["id"]),
            "findings": shown[row["id"]],
            "more": len(distinct[row["id"]]) - len(shown[row["id"]]),
            "beyond": summary.findings_left_out(row),
        }
        for row in rows
    ]


def _finding(finding: Mapping[str, Any], times: int, room: Budget) -> dict[str, Any]:
    exchange = finding["exchange"]
    shown = _exchange(exchange) if exchange else None
    fits = shown is not None and room.take("".join(shown.values()))
    return {
        "expected": summary.shortened(finding["expected"], _TEXT),
        "observed": summary.shortened(finding["observed"], _TEXT),
        "test": finding["test"],
        "operation": finding["operation"],
        "times": times,
        "exchange": shown if fits else None,
        "left_out": shown is not None and not fits,
    }


def _exchange(exchange: Mapping[str, Any]) -> dict[str, str]:
    request = [f"{exchange['method']} {exchange['url']}", *_headers(exchange["request_headers"])]
    response = [f"{exchange['status']}", *_headers(exchange["response_headers"])]
    return {
        "title": f"{exchange['method']} answered {exchange['status']}",
        "seconds": f"{exchange['seconds'] * 1000:,.1f} ms",
        "request": "\n".join(request) + _body(exchange["request_body"]),
        "response": "\n".join(response) + _body(exchange["response_body"]),
        "curl": exchange["curl"],
    }


def _headers(headers: Mapping[str, str]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers.items()]


def _body(text: str) -> str:
    if not text:
        return ""
    try:
        return "\n\n" + json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return "\n\n" + text


def _resource(name: str, rows: list[Row], room: Budget) -> dict[str, Any]:
    subjects: dict[str, list[Row]] = {}
    for row in rows:
        subjects.setdefault(row["subject"], []).append(row)
    groups = [
        _group(name, subject, group, room) for subject, group in sorted(subjects.items(), key=_several_last)
    ]
    return {"name": name, "groups": groups, "counts": summary.counts(rows)}


def _several_last(subject: tuple[str, list[Row]]) -> bool:
    return subject[0] == "several operations"


def _group(resource: str, subject: str, rows: list[Row], room: Budget) -> dict[str, Any]:
    counts = summary.counts(rows)
    anchor = f"{resource}-{subject}".replace(" ", "-")
    tests = {row["id"]: row["tests"][:TESTS_OF_A_RULE] for row in rows}
    return {
        "name": subject,
        "anchor": f"operation-{anchor}",
        "counts": counts,
        "bar": _bar(counts),
        "rows": rows,
        "tests": {rule: names for rule, names in tests.items() if room.take("".join(names))},
    }


def _bar(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The pieces of a bar of width 100; the worst verdicts come first and are never too thin to see."""
    seen = {verdict: max(number, 0.03 * sum(counts.values())) for verdict, number in counts.items() if number}
    whole, x, pieces = sum(seen.values()), 0.0, []
    for verdict in reversed(seen):
        width = round(100 * seen[verdict] / whole, 2)
        pieces.append({"verdict": verdict, "x": round(x, 2), "width": width})
        x += width
    return pieces
