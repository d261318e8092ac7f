"""What `report.html` shows, sorted and bounded, as its templates take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.bars import bar
from pingone_conformance.reporting.budget import Budget
from pingone_conformance.reporting.cards import TEXT, cards
from pingone_conformance.reporting.comparison import Comparison, Kind, Turn, compare
from pingone_conformance.reporting.portraits import portraits
from pingone_conformance.reporting.summary import Results, Row
from pingone_conformance.reporting.trace import documents

TURNS = 60
"""Rules of one kind of change that the page names; `pingone-conformance diff` names all."""

DEAREST = 10
LEFT_BEHIND = 100
_REASONS = 400_000
_OF_A_ROW = 300


def build_page(results: Results, previous: Results | None = None) -> dict[str, Any]:
    """The variables of `report.html.j2`, from the contents of `results.json` of a run and of the one before."""
    rows = summary.rows(results)
    shown = portraits(results)
    of_cards = cards(results, summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES, Verdict.WAIVED))
    return {
        "results": results,
        "verdicts": [str(verdict) for verdict in Verdict],
        "counts": summary.counts(rows),
        "headline": summary.headline(results),
        "tone": str(summary.tone(results)),
        "whole": bar(summary.counts(rows)),
        "ids": {row["id"] for row in rows},
        "breaches": [card for card in of_cards if card["rule"]["verdict"] != Verdict.WAIVED],
        "waived": [card for card in of_cards if card["rule"]["verdict"] == Verdict.WAIVED],
        "broken": _by_reason(summary.rows(results, Verdict.BROKEN)),
        "untested": _by_reason(summary.rows(results, Verdict.UNTESTED)),
        "resources": [_resource(name, of) for name, of in summary.by_resource(results).items()],
        "documents": documents(results),
        "portraits": shown,
        "pictures": {portrait["test"]: number for number, portrait in enumerate(shown, 1)},
        "costs": _costs(rows),
        "changes": _changes(previous, results) if previous and rows else None,
        "with_card": {card["rule"]["id"] for card in of_cards},
        "left_behind": results.get("not_deleted", ())[:LEFT_BEHIND],
        "waivers": results.get("waivers", ()),
        "short": lambda text: summary.shortened(text, TEXT),
        "brief": lambda text: summary.shortened(text, _OF_A_ROW),
        "reason_of": _reasons(Budget(_REASONS)),
    }


def _reasons(room: Budget) -> Callable[[Row], str]:
    """What gives the reason of a row, as long as there is room."""

    def reason_of(row: Row) -> str:
        text = summary.shortened(row["reason"] or "", _OF_A_ROW)
        return text if room.take(text) else ""

    return reason_of


def _by_reason(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Reasons and the rules that share them; those that there is no room for are told as one."""
    room, told, beyond = Budget(_REASONS), [], []
    for reason, group in summary.by_reason(rows).items():
        text = summary.shortened(reason, TEXT)
        if room.take(text):
            told.append((text, group))
        else:
            beyond += group
    if beyond:
        told.append(("results.json has the reasons; this file has no room for more", beyond))
    return told


def _resource(name: str, rows: list[Row]) -> dict[str, Any]:
    subjects: dict[str, list[Row]] = {}
    for row in rows:
        subjects.setdefault(row["subject"], []).append(row)
    ordered = sorted(subjects.items(), key=lambda subject: subject[0] == "several operations")
    return {"name": name, "groups": [_group(subject, group) for subject, group in ordered]}


def _group(subject: str, rows: list[Row]) -> dict[str, Any]:
    counts = summary.counts(rows)
    return {"name": subject, "counts": counts, "bar": bar(counts), "number": len(rows)}


def _costs(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rules whose tests took longest, and those whose tests sent most."""
    return [
        {
            "by": name,
            "title": title,
            "most": max((row[name] for row in rows), default=0),
            "rows": [row for row in sorted(rows, key=lambda row: -row[name])[:DEAREST] if row[name]],
        }
        for name, title in (("seconds", "The slowest"), ("requests", "Most requests"))
    ]


def _changes(before: Results, after: Results) -> dict[str, Any]:
    """What changed since the run before."""
    comparison = compare(before, after)
    old, new = (summary.counts(summary.rows(results)) for results in (before, after))
    same_rules = not comparison.new and not comparison.gone
    return {
        "comparison": comparison,
        "before": before,
        "kinds": [_kind(comparison, kind) for kind in Kind if comparison.of_kind(kind)],
        "more": {verdict: new[verdict] - old[verdict] for verdict in new} if same_rules else {},
        "turned": {turn.rule for turn in comparison.turns},
        "broke": {turn.rule: _since(turn) for turn in comparison.of_kind(Kind.WORSE)},
    }


def _since(turn: Turn) -> str:
    was_broken = turn.before in (Verdict.VIOLATES, Verdict.DEVIATES)
    return "worse than in the previous run" if was_broken else "new since the previous run"


def _kind(comparison: Comparison, kind: Kind) -> Mapping[str, Any]:
    turns = comparison.of_kind(kind)
    return {"kind": str(kind), "number": len(turns), "turns": turns[:TURNS]}
