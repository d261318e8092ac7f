from __future__ import annotations

import json

import pytest

from pingone_conformance.reporting.previous import FILE_NAME, keep_previous, read_previous
from pingone_conformance.reporting.reports import write_reports
from pingone_conformance.reporting.results import write_results


@pytest.fixture
def run(make, tmp_path):
    """Leaves what a run leaves, after what the command does before one."""

    def leave(seed, *, complete=True, wanted=()):
        keep_previous(tmp_path)
        results = make.results(make.outcome("USER-001"), seed=seed, complete=complete, wanted=wanted)
        write_reports(results, tmp_path)

    return leave


def seed_of_previous(folder):
    previous = read_previous(folder)
    return previous and previous["seed"]


def test_the_first_run_has_none_before_it(run, tmp_path):
    run(1)
    assert read_previous(tmp_path) is None
    assert "Since the previous run" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_second_run_is_compared_with_the_first(run, tmp_path):
    run(1)
    run(2)
    assert seed_of_previous(tmp_path) == 1
    assert "Since the previous run" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_run_that_was_cut_off_does_not_take_the_place_of_a_whole_one(run, tmp_path):
    run(1)
    run(2, complete=False)
    run(3)
    assert seed_of_previous(tmp_path) == 1


def test_a_run_of_one_rule_does_not_take_the_place_of_a_whole_one(run, tmp_path):
    run(1)
    run(2, wanted=("USER-001",))
    run(3)
    assert seed_of_previous(tmp_path) == 1
    run(4)
    assert seed_of_previous(tmp_path) == 3


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 99}', '{"schema": 1, "complete": false}'])
def test_what_cannot_be_read_is_not_compared_and_stops_nothing(run, tmp_path, content):
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    run(1)
    assert read_previous(tmp_path) is None
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["seed"] == 1


def test_what_another_folder_is_compared_with_comes_from_this_one(make, tmp_path):
    (tmp_path / "draft").mkdir()
    write_results(make.results(make.outcome("USER-001"), seed=5), tmp_path)
    keep_previous(tmp_path, tmp_path / "draft")
    assert seed_of_previous(tmp_path / "draft") == 5
    assert (tmp_path / "results.json").exists()
    assert not (tmp_path / FILE_NAME).exists()


def test_a_folder_that_takes_no_file_is_left_to_who_writes_the_reports(make, tmp_path):
    write_results(make.results(make.outcome("USER-001")), tmp_path)
    (tmp_path / FILE_NAME).mkdir()
    keep_previous(tmp_path)
    assert (tmp_path / FILE_NAME).is_dir()
