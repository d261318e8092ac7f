"""Broken rules as cards of `report.html`: expected beside observed, the exchange, and how to repeat it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pingone_conformance.reporting import summary
from pingone_conformance.reporting.budget import Budget
from pingone_conformance.reporting.highlight import differences
from pingone_conformance.reporting.summary import Results, Row

FINDINGS_OF_A_RULE = 5
TEXT = 1_500
"""Characters of one side of a finding."""

_EXCHANGES = 1_000_000
_FINDINGS = 500_000
_MARK = len("<mark></mark>")


def cards(results: Results, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A card for each rule, with as many findings as there is room for."""
    exchanges, texts = Budget(_EXCHANGES), Budget(_FINDINGS)
    # The first finding of every rule has room before the second of any.
    shown: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    distinct = {row["id"]: summary.distinct_findings(row) for row in rows}
    for place in range(FINDINGS_OF_A_RULE):
        for rule, findings in distinct.items():
            if place < len(findings) and (card := _finding(*findings[place], texts, exchanges)):
                shown[rule].append(card)
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


def _finding(
    finding: Mapping[str, Any], times: int, texts: Budget, exchanges: Budget
) -> dict[str, Any] | None:
    """What a card shows of a finding; None when there is no room for it."""
    sides = [summary.shortened(finding[side], TEXT) for side in ("expected", "observed")]
    if not texts.take("".join(sides) + finding["test"]):
        return None
    expected, observed = differences(*sides)
    texts.left -= _MARK * (len(expected) + len(observed))
    exchange = finding["exchange"]
    shown = _exchange(exchange) if exchange else None
    fits = shown is not None and exchanges.take("".join(shown.values()))
    return {
        "expected": expected,
        "observed": observed,
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
