"""Reading data files: what is said about one that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pingone_conformance.datafiles import read_checked, read_yaml
from pingone_conformance.findings import ConformanceError

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "source"],
        "properties": {"source": {"type": "object", "properties": {"page": {"type": "integer"}}}},
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.yaml"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "rows.schema.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


def error_of(file: Path, schema: Path) -> ConformanceError:
    with pytest.raises(ConformanceError) as caught:
        read_checked(file, schema)
    return caught.value


def test_content_that_satisfies_its_schema_is_returned(file: Path, schema: Path) -> None:
    file.write_text("[{id: A, source: {page: 1}}]", encoding="utf-8")
    assert read_checked(file, schema) == [{"id": "A", "source": {"page": 1}}]


def test_what_is_not_yaml_is_named_with_line_and_column(file: Path) -> None:
    file.write_text("- id: A\n  title: a: b\n", encoding="utf-8")
    with pytest.raises(ConformanceError, match=r"rows\.yaml, line 2, column 11 is not YAML: "):
        read_yaml(file)


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(ConformanceError, match=r"rows\.yaml cannot be read: No such file or directory"):
        read_yaml(file)


@pytest.mark.parametrize("content", [b"id: \xff\xfe", b"id: \x00", b"id: \x07"])
def test_bytes_that_are_no_text_are_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(ConformanceError, match=r"rows\.yaml"):
        read_yaml(file)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd []", "!!python/name:os.system ''"])
def test_yaml_that_would_run_code_is_refused(file: Path, tag: str) -> None:
    file.write_text(f"id: {tag}", encoding="utf-8")
    with pytest.raises(ConformanceError, match="could not determine a constructor"):
        read_yaml(file)


def test_a_date_in_a_file_may_be_given_as_one(file: Path) -> None:
    file.write_text("read: '2026-01-31'", encoding="utf-8")
    assert read_yaml(file) == {"read": "2026-01-31"}


def test_a_missing_member_is_named_with_its_row(file: Path, schema: Path) -> None:
    file.write_text("[{id: A, source: {}}, {id: B}]", encoding="utf-8")
    assert error_of(file, schema).message == "rows.yaml, B: 'source' is a required property"


def test_a_wrong_member_inside_a_row_is_named_by_its_path(file: Path, schema: Path) -> None:
    file.write_text("[{id: A, source: {page: one}}]", encoding="utf-8")
    assert (
        error_of(file, schema).message == "rows.yaml, A, member 'source.page': 'one' is not of type 'integer'"
    )


def test_a_row_without_an_id_is_named_by_its_number(file: Path, schema: Path) -> None:
    file.write_text("[{id: A, source: {}}, {source: {}}]", encoding="utf-8")
    assert error_of(file, schema).message == "rows.yaml, 1: 'id' is a required property"


def test_content_that_is_wrong_as_a_whole_names_the_file(file: Path, schema: Path) -> None:
    file.write_text("id: A", encoding="utf-8")
    assert error_of(file, schema).message == "rows.yaml: {'id': 'A'} is not of type 'array'"


def test_the_hint_names_the_schema(file: Path, schema: Path) -> None:
    file.write_text("[1]", encoding="utf-8")
    assert error_of(file, schema).hint == "contracts/schema/rows.schema.json says what a row may hold"
