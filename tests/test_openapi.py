"""The files of the description: each member has its source, each file its place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from pingone_conformance.datafiles import read_yaml
from pingone_conformance.rooms import room
from pingone_conformance.spec import CLOUD, VERIFY, load_cloud_description, load_description

FOLDER = room("openapi")
KINDS = ("schemas", "responses", "headers", "parameters")
FOLDERS = {VERIFY: FOLDER, CLOUD: FOLDER / "cloud"}
FILES = sorted(
    file for folder in FOLDERS.values() for kind in KINDS for file in (folder / kind).glob("*.yaml")
)
DESCRIPTIONS = {VERIFY: load_description(), CLOUD: load_cloud_description()}
SCHEMAS = [file for file in FILES if file.parent.name == "schemas"]
BASES = {"stated", "example", "inferred"}


def label(file: Path) -> str:
    return file.relative_to(FOLDER).with_suffix("").as_posix()


def members(schema: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema and every member that it declares, each with its place."""
    yield place, schema
    for name, member in schema.get("properties", {}).items():
        yield from members(member, f"{place}.{name}")
    if "properties" in schema.get("items", {}):
        for name, member in schema["items"]["properties"].items():
            yield from members(member, f"{place}[].{name}")


def resolves(schema: Any, path: str) -> bool:
    """Whether the path of an `x-inferred` entry leads to something in the schema."""
    node = schema
    for step in path.split("/"):
        if isinstance(node, list):
            if not (step in node or (step.isdigit() and int(step) < len(node))):
                return False
            node = node[int(step)] if step.isdigit() else step
        elif isinstance(node, dict) and step in node:
            node = node[step]
        else:
            return False
    return True


def sourceless(node: dict[str, Any], known: set[str]) -> bool:
    source = node.get("x-source", {})
    return (
        source.get("document") not in known or not source.get("section") or node.get("x-basis") not in BASES
    )


@pytest.fixture(scope="module")
def known() -> set[str]:
    return set(read_yaml(room("contracts") / "sources.yaml"))


@pytest.mark.parametrize("entry", DESCRIPTIONS)
def test_the_description_is_valid_openapi(entry: str) -> None:
    validate(DESCRIPTIONS[entry].bundle)


@pytest.mark.parametrize("file", SCHEMAS, ids=label)
def test_every_member_says_what_it_is_and_where_it_comes_from(file: Path, known: set[str]) -> None:
    bare = [
        place
        for place, member in members(read_yaml(file), file.stem)
        if sourceless(member, known) or not member.get("description")
    ]
    assert not bare


@pytest.mark.parametrize("file", SCHEMAS, ids=label)
def test_what_is_inferred_is_there(file: Path) -> None:
    dangling = [
        f"{place}: {path}"
        for place, member in members(read_yaml(file), file.stem)
        for path in member.get("x-inferred", [])
        if not resolves(member, path)
    ]
    assert not dangling


def test_operations_responses_headers_and_parameters_have_sources(known: set[str]) -> None:
    bare = [label(file) for file in FILES if sourceless(read_yaml(file), known)]
    operations = [each for description in DESCRIPTIONS.values() for each in description.operations.values()]
    bare += [operation.id for operation in operations if sourceless(dict(operation.definition), known)]
    assert not bare


@pytest.mark.parametrize("entry", FOLDERS)
def test_every_file_is_a_component_of_its_name(entry: str) -> None:
    components = read_yaml(FOLDER / entry)["components"]
    for kind in KINDS:
        if listed := {name: FOLDER / node["$ref"] for name, node in components.get(kind, {}).items()}:
            assert listed == {file.stem: file for file in sorted((FOLDERS[entry] / kind).glob("*.yaml"))}


def test_every_operation_has_a_safety_class() -> None:
    described = [name for description in DESCRIPTIONS.values() for name in description.operations]
    assert len(described) == len(set(described))
    assert set(read_yaml(room("contracts") / "operations.yaml")) == set(described)
