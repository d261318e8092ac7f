from __future__ import annotations

import json
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pingone_conformance.reporting.results import write_incomplete
from pingone_conformance.rooms import room

SCHEMA = json.loads((room("reports") / "results.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def as_read(results):
    return json.loads(json.dumps(results))


def complaints(document):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("complete", [True, False])
def test_results_of_each_verdict_satisfy_it(make, complete):
    assert complaints(as_read(make.of_each_verdict(complete=complete))) == []


def test_a_run_without_tests_satisfies_it(make):
    assert complaints(as_read(make.results())) == []


def test_what_a_killed_run_leaves_satisfies_it(make, tmp_path):
    write_incomplete(tmp_path, make.settings())
    assert complaints(json.loads((tmp_path / "results.json").read_text())) == []


def remove(*path):
    def change(document):
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


def replace(value, *path):
    def change(document):
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        remove("rules"),
        remove("summary"),
        remove("seed"),
        remove("summary", "exit_code"),
        remove("rules", 0, "source"),
        remove("rules", 1, "findings", 0, "expected"),
        replace(2, "schema"),
        replace("yes", "complete"),
        replace(4, "summary", "exit_code"),
        replace(-1, "summary", "conforms"),
        replace("passed", "rules", 0, "verdict"),
        replace("violates", "rules", 0, "verdict"),
        replace("deviates", "rules", 1, "verdict"),
        replace("conforms", "rules", 1, "verdict"),
        replace(None, "rules", 4, "reason"),
        replace("portrait-3", "rules", 0, "id"),
        replace("more", "rules", 0, "unknown"),
        replace("200", "rules", 1, "findings", 0, "exchange", "status"),
    ],
)
def test_a_change_that_breaks_the_format_is_refused(make, change):
    document = deepcopy(as_read(make.of_each_verdict()))
    change(document)
    assert complaints(document)
