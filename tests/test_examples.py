"""The golden examples of the documents against the descriptions."""

import json
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.datafiles import read_checked
from pingone_conformance.rooms import room
from pingone_conformance.spec import Description, description_of

EXAMPLES = room("contracts") / "examples"
SCHEMA = room("contracts") / "schema" / "examples.schema.json"
ROWS: list[dict[str, Any]] = read_checked(EXAMPLES / "index.yaml", SCHEMA)
DESCRIBED = [row for row in ROWS if row["schema"]]
PLACED = [row for row in DESCRIBED if row["part"] == "request" or row["status"]]


def name(row: dict[str, Any]) -> str:
    return str(row["file"]).removesuffix(".json")


def body(row: dict[str, Any]) -> Any:
    return json.loads((EXAMPLES / row["file"]).read_text(encoding="utf-8"))


def schema_of_operation(description: Description, row: dict[str, Any]) -> Any:
    """The schema that the description gives for the place where the example belongs."""
    operation = description.operation(row["operation"])
    if row["part"] == "request":
        holder = description.resolve(operation.definition["requestBody"])
    else:
        holder = description.response(operation, row["status"]) or {}
    return holder["content"][row["mediaType"]]["schema"]


@pytest.mark.parametrize("row", DESCRIBED, ids=name)
def test_an_example_fits_its_schema_or_has_a_finding(row: dict[str, Any]) -> None:
    validator = description_of(row["operation"]).validator(row["schema"])
    problems = [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(body(row))]
    assert (not problems) is row["valid"], problems
    assert row["valid"] or row["finding"], "an example that does not fit needs the finding that explains it"


@pytest.mark.parametrize("row", PLACED, ids=name)
def test_the_schema_is_that_of_the_operation(row: dict[str, Any]) -> None:
    assert schema_of_operation(description_of(row["operation"]), row) == {
        "$ref": f"#/components/schemas/{row['schema']}"
    }


def test_the_index_lists_every_file_once() -> None:
    files = [file.relative_to(EXAMPLES).as_posix() for file in EXAMPLES.rglob("*.json")]
    assert sorted(row["file"] for row in ROWS) == sorted(files)


def test_findings_are_known() -> None:
    known = {finding["id"] for finding in contracts().findings}
    assert {row["finding"] for row in ROWS if row["finding"]} <= known


def test_sources_are_known() -> None:
    known = contracts().documents
    assert {row["source"]["document"] for row in ROWS} <= known.keys()
    assert all(Path(row["file"]).parent.name == row["source"]["document"] for row in ROWS)
