"""What a run leaves: results.json and the reports made from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pingone_conformance.reporting.html import write_html
from pingone_conformance.reporting.previous import read_previous
from pingone_conformance.reporting.progress import Progress
from pingone_conformance.reporting.results import build_results, write_incomplete, write_results

__all__ = ["Progress", "build_results", "write_incomplete", "write_reports"]


def write_reports(results: Mapping[str, Any], out: Path) -> None:
    """Write `results.json` and `report.html` to `out`; the page is compared with the run before, if that is kept."""
    write_results(results, out)
    write_html(results, out / "report.html", read_previous(out))
