"""The results of the run before, kept in the same folder, so that a report can say what changed."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.reporting.results import FILE_NAME as RESULTS

FILE_NAME = "results.previous.json"


def keep_previous(out: Path, to: Path | None = None) -> None:
    """Before new results come to a folder: keep those that are there as those of the run before, or in folder `to`.

    A run that was cut off, or was limited to fewer rules, does not take the place of a whole one. What cannot be read
    or copied is not kept: a run does not fail for it.
    """
    last, kept = _readable(out / RESULTS), _readable(out / FILE_NAME)
    takes_its_place = last and last["complete"] and len(last["rules"]) >= len(kept["rules"] if kept else ())
    source = out / (RESULTS if takes_its_place else FILE_NAME)
    target = (to or out) / FILE_NAME
    if source != target and source.is_file():
        draft = target.with_name(f"{FILE_NAME}.part")
        with suppress(OSError):
            shutil.copyfile(source, draft)
            draft.replace(target)


def read_previous(out: Path) -> dict[str, Any] | None:
    """The results of the run before; None when there are none that this version reads."""
    return _readable(out / FILE_NAME)


def _readable(file: Path) -> dict[str, Any] | None:
    try:
        return read_results(file) if file.is_file() else None
    except ConformanceError:
        return None
