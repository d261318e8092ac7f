"""A pytest plugin for runs of the suites: writes down what each test called, and why it was untested."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FILE = "CALLS_OF_TESTS"
"""The environment variable with the path of the file to write."""

_rows: dict[str, dict[str, Any]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the outcome of a test."""
    if outcome := getattr(report, "pingone", None):
        known = _rows.get(outcome["test"], {}).get("untested")
        _rows[outcome["test"]] = {"calls": outcome["calls"], "untested": known or outcome["untested"]}


def pytest_sessionfinish() -> None:
    """Write all of them."""
    Path(os.environ[FILE]).write_text(json.dumps(_rows), encoding="utf-8")
