"""The history of a report: what Allure kept of the runs before, carried from one report to the next.

Allure 3 appends a line for each run to `history.jsonl`; Allure 2 writes a folder of JSON files into its report. Both
are kept in one folder, beside what was there before the last run: a second report of the same run replaces the first.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from pingone_conformance.reporting.summary import Results

LINES = "history.jsonl"
KEPT_RUNS = 20
"""As many as Allure 2 keeps; Allure 3 would keep every run, of about a megabyte each."""

_BEFORE = "before"
_RUN = "run.txt"


def files_before(history: Path, results: Results) -> list[Path]:
    """The files of a history without the run of these results."""
    folder = history / _BEFORE if _last_run(history) == _name(results) else history
    return _files(folder)


def keep(history: Path, results: Results, fresh: Iterable[Path]) -> None:
    """Put the files of a history that has the run of these results in the place of those that had not."""
    history.mkdir(parents=True, exist_ok=True)
    if _last_run(history) != _name(results):
        shutil.rmtree(history / _BEFORE, ignore_errors=True)
        (history / _BEFORE).mkdir()
        for file in _files(history):
            shutil.copyfile(file, history / _BEFORE / file.name)
    for file in fresh:
        draft = history / f"{file.name}.part"
        shutil.copyfile(file, draft)
        draft.replace(history / file.name)
    (history / _RUN).write_text(_name(results) + "\n", encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.json"), *folder.glob(LINES)]) if folder.is_dir() else []


def _last_run(history: Path) -> str:
    try:
        return (history / _RUN).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _name(results: Results) -> str:
    return f"{results['finished']} {results['summary']['requests_fingerprint']}"
