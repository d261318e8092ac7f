"""A badge: the JSON that https://shields.io/badges/endpoint-badge draws one from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pingone_conformance.reporting import summary
from pingone_conformance.reporting.results import write_json
from pingone_conformance.reporting.summary import Results
from pingone_conformance.reporting.waived import failing_waivers

FILE_NAME = "badge.json"


def write_badge(results: Results, file: Path) -> None:
    """Write the badge of a run."""
    write_json(build_badge(results), file)


def build_badge(results: Results) -> dict[str, Any]:
    """What the badge says: the worst thing first, and nothing good of a run that did not come to its end."""
    message, color = _message(results)
    badge: dict[str, Any] = {
        "schemaVersion": 1,
        "label": "PingOne Verify",
        "message": message,
        "color": color,
    }
    # Red whatever colour its user asks for in the address of the picture.
    return badge | ({"isError": True} if color in ("red", "lightgrey") else {})


def _message(results: Results) -> tuple[str, str]:
    number = results.get("summary")
    if not number:
        return "cut off", "lightgrey"
    said = (
        (number["violates"], f"{summary.counted(number['violates'], 'rule')} violated", "red"),
        (not results["complete"], "cut off", "lightgrey"),
        (number["broken"], f"{summary.counted(number['broken'], 'rule')} not judged", "lightgrey"),
        (failing_waivers(results), "waivers to mend", "red"),
        (
            summary.is_strict(results) and number["deviates"],
            f"{summary.counted(number['deviates'], 'rule')} deviated from",
            "red",
        ),
        (number["exit_code"] != 0, "nothing tried", "lightgrey"),
        (number["deviates"], f"{number['conforms']:,} conform, {number['deviates']:,} deviate", "yellow"),
        (number["waived"], f"{number['conforms']:,} conform, {number['waived']:,} waived", "yellowgreen"),
    )
    held = f"{summary.counted(number['conforms'], 'rule')} conform{'s' if number['conforms'] == 1 else ''}"
    return next(((message, color) for is_so, message, color in said if is_so), (held, "brightgreen"))
