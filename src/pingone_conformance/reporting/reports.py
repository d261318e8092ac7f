"""Writes results.json and the reports that are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pingone_conformance.reporting import badge, junit, sarif
from pingone_conformance.reporting.badge import write_badge
from pingone_conformance.reporting.html import write_html
from pingone_conformance.reporting.junit import write_junit
from pingone_conformance.reporting.previous import read_previous
from pingone_conformance.reporting.results import write_results
from pingone_conformance.reporting.sarif import write_sarif

MADE = ("report.html", junit.FILE_NAME, sarif.FILE_NAME, badge.FILE_NAME)
"""What is made from `results.json`."""


def write_reports(results: Mapping[str, Any], out: Path) -> None:
    """Write `results.json` and what is made from it to `out`, whatever may have been there.

    The page is compared with the run before, if that is kept.
    """
    write_results(results, out)
    write_html(results, out / "report.html", read_previous(out))
    write_junit(results, out / junit.FILE_NAME)
    write_sarif(results, out / sarif.FILE_NAME)
    write_badge(results, out / badge.FILE_NAME)
