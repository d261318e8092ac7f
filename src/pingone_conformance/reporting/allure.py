"""The files of an Allure report that describe a run as a whole: environment, categories, executor."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pingone_conformance.rooms import room


def write_allure_extras(results: Mapping[str, Any], folder: Path) -> None:
    """Write `environment.properties`, `categories.json` and `executor.json` beside the results of Allure."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(room("reports") / "allure" / "categories.json", folder / "categories.json")
    lines = [f"seed={results['seed']}", f"profile={results['profile']}"]
    (folder / "environment.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")
