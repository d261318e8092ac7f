"""What a run leaves for Allure, and the report that Allure makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pingone_conformance.reporting.allure.extras import write_allure_extras
from pingone_conformance.reporting.allure.records import Judge, write_records
from pingone_conformance.reporting.summary import Results

if TYPE_CHECKING:
    from pingone_conformance.plugin.outcomes import Outcome

__all__ = ["write_allure"]


def write_allure(results: Results, outcomes: Sequence[Outcome], folder: Path, judge: Judge) -> None:
    """Write one result for each rule and operation, and what is about the run as a whole.

    Files that tests attached are in `folder` already. `judge` gives the row of `results.json` that a rule would have if
    there were these outcomes only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_records(results, outcomes, folder, judge)
    write_allure_extras(results, folder)
