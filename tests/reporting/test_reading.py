"""Results of earlier runs: what cannot be read is named, with what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting import reading
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.reporting.results import write_incomplete, write_results

from .conftest import Make, settings


@pytest.fixture
def results(make: Make) -> dict[str, Any]:
    return dict(make.of_each_verdict())


def error(place: Path) -> ConformanceError:
    with pytest.raises(ConformanceError) as caught:
        read_results(place)
    assert caught.value.hint
    return caught.value


def test_results_are_read_from_their_folder_or_file(results: dict[str, Any], tmp_path: Path) -> None:
    write_results(results, tmp_path)
    assert read_results(tmp_path) == read_results(tmp_path / "results.json") == results


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path / 'results.json'} cannot be read" in error(tmp_path).message


@pytest.mark.parametrize("part", [0.0, 0.2, 0.9])
def test_a_file_that_was_cut_off_is_named(results: dict[str, Any], part: float, tmp_path: Path) -> None:
    write_results(results, tmp_path)
    file = tmp_path / "results.json"
    text = file.read_text("utf-8")
    file.write_text(text[: int(part * len(text))], "utf-8")
    assert error(file).message.startswith(f"{file} is no JSON, or ends too early")


@pytest.mark.parametrize("content", ["[]", "1", "null", "{}", '{"schema": "1"}'])
def test_something_else_is_no_results(content: str, tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(content, "utf-8")
    assert "is no results.json of a run" in error(tmp_path).message


def test_a_newer_version_is_named(results: dict[str, Any], tmp_path: Path) -> None:
    write_results({**results, "schema": 2, "more": 1}, tmp_path)
    assert "is of version 2, and this program reads versions up to 1" in error(tmp_path).message


def test_a_file_that_was_edited_is_named_with_the_place(results: dict[str, Any], tmp_path: Path) -> None:
    results["rules"][0]["verdict"] = "fine"
    (tmp_path / "results.json").write_text(json.dumps(results), "utf-8")
    assert "at rules/0/verdict" in error(tmp_path).message


def test_a_run_that_was_cut_off_has_no_verdicts(tmp_path: Path) -> None:
    write_incomplete(tmp_path, settings())
    assert "was cut off before it had verdicts" in error(tmp_path).message
    assert read_results(tmp_path, complete=False)["complete"] is False


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    (tmp_path / "results.json").write_text('{"schema": 1, "complete": true}', "utf-8")
    assert "is larger than 10 bytes" in error(tmp_path).message


def test_deep_nesting_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text("[" * 100_000, "utf-8")
    assert "is no JSON" in error(tmp_path).message
