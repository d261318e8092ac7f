"""Pictures of `report.html`: a selfie, the portrait that came of it, and what was asked and measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pingone_conformance.reporting import summary
from pingone_conformance.reporting.budget import Budget
from pingone_conformance.reporting.summary import Results, Row

SHOWN = 12
_PICTURES = 600_000
# Levels of one channel that anybody sees; what the rules allow, the checks know.
_SEEN = 20


def portraits(results: Results) -> list[dict[str, Any]]:
    """The pictures that tests showed, those of tests that found something first, each once."""
    rows = summary.rows(results)
    found = _findings_by_test(rows)
    pictures = [(row["id"], picture) for row in rows for picture in row.get("pictures", ())]
    pictures.sort(key=lambda shown: shown[1]["test"] not in found)
    room = Budget(_PICTURES)
    shown = [
        _portrait(rule, picture, found.get(picture["test"], []))
        for rule, picture in pictures
        if room.take((picture["before"] or "") + (picture["after"] or ""))
    ]
    return shown[:SHOWN]


def _findings_by_test(rows: list[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        for finding in row["findings"]:
            broken = found.setdefault(finding["test"], [])
            if row["id"] not in broken:
                broken.append(row["id"])
    return found


def _portrait(rule: str, picture: Mapping[str, Any], broken: list[str]) -> dict[str, Any]:
    asked, measured = picture["asked"], picture["measured"]
    apart = max(abs(a - b) for a, b in zip(asked["colour"], measured["colour"], strict=True))
    _, _, name = picture["test"].rpartition("::")
    return {
        "rule": rule,
        "name": name.removeprefix("test_").replace("_", " "),
        "test": picture["test"],
        "before": picture["before"],
        "after": picture["after"],
        "asked": _measures(asked),
        "measured": _measures(measured),
        "apart": apart,
        "tone": "violates" if broken else "deviates" if apart > _SEEN else "conforms",
        "broken": broken,
    }


def _measures(measures: Mapping[str, Any]) -> dict[str, Any]:
    levels = [min(max(int(level), 0), 255) for level in measures["colour"]]
    return {
        "hex": "#{:02x}{:02x}{:02x}".format(*levels),
        "colour": ", ".join(map(str, measures["colour"])),
        "width": measures["width"],
        "height": measures["height"],
        "ratio": f"{measures['width'] / measures['height']:.3f}",
    }
