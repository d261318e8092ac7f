"""The description: bundled from its files, and what it knows of an operation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import Description, description_of, load_cloud_description, load_description

THING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}
ENTRY = {
    "openapi": "3.1.0",
    "security": [{"bearer": []}],
    "paths": {"/things/{thingID}": {"$ref": "paths/things.yaml#/one"}},
}
READ = {
    "operationId": "readThing",
    "tags": ["Things"],
    "responses": {"200": {"$ref": "../responses/Thing.yaml"}, "404": {"description": "gone"}},
}
ANSWER = {"description": "it", "content": {"application/json": {"schema": {"$ref": "../schemas/Thing.yaml"}}}}

Write = Callable[[str, Any], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: Any) -> None:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    write("openapi.yaml", ENTRY)
    write("paths/things.yaml", {"one": {"get": READ}})
    write("responses/Thing.yaml", ANSWER)
    write("schemas/Thing.yaml", THING)
    return write


def load(folder: Path) -> Description:
    return load_description(folder)


def error_of(folder: Path) -> str:
    with pytest.raises(ConformanceError) as caught:
        load(folder)
    return caught.value.message


def test_a_reference_to_a_path_item_is_replaced_by_it(write: Write, tmp_path: Path) -> None:
    assert load(tmp_path).bundle["paths"]["/things/{thingID}"]["get"]["operationId"] == "readThing"


def test_a_file_of_a_component_becomes_that_component(write: Write, tmp_path: Path) -> None:
    assert load(tmp_path).bundle["components"]["schemas"] == {"Thing": THING}


def test_a_reference_to_a_component_points_into_the_bundle(write: Write, tmp_path: Path) -> None:
    content = load(tmp_path).bundle["components"]["responses"]["Thing"]["content"]["application/json"]
    assert content["schema"] == {"$ref": "#/components/schemas/Thing"}


def test_what_stands_beside_a_reference_is_kept(write: Write, tmp_path: Path) -> None:
    answer = {
        "description": "",
        "content": {"a/b": {"schema": {"$ref": "../schemas/Thing.yaml", "title": "T"}}},
    }
    write("responses/Thing.yaml", answer)
    content = load(tmp_path).bundle["components"]["responses"]["Thing"]["content"]["a/b"]
    assert content["schema"] == {"$ref": "#/components/schemas/Thing", "title": "T"}


def test_components_of_the_entry_document_are_kept(write: Write, tmp_path: Path) -> None:
    schemes = {"bearer": {"type": "http", "scheme": "bearer"}}
    write("openapi.yaml", ENTRY | {"components": {"securitySchemes": schemes}})
    assert load(tmp_path).bundle["components"]["securitySchemes"] == schemes


def test_schemas_that_refer_to_each_other_end(write: Write, tmp_path: Path) -> None:
    write("schemas/Thing.yaml", THING | {"properties": {"next": {"$ref": "Other.yaml"}}})
    write("schemas/Other.yaml", {"type": "object", "properties": {"back": {"$ref": "Thing.yaml"}}})
    assert set(load(tmp_path).bundle["components"]["schemas"]) == {"Thing", "Other"}


def test_a_schema_that_refers_to_itself_ends(write: Write, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"child": {"$ref": "Thing.yaml"}}}
    write("schemas/Thing.yaml", schema)
    bundled = load(tmp_path).bundle["components"]["schemas"]["Thing"]
    assert bundled["properties"]["child"] == {"$ref": "#/components/schemas/Thing"}


def test_a_missing_entry_document_is_named(tmp_path: Path) -> None:
    assert error_of(tmp_path).endswith("openapi.yaml cannot be read: No such file or directory")


@pytest.mark.parametrize("name", ["paths/things.yaml", "responses/Thing.yaml", "schemas/Thing.yaml"])
def test_a_missing_file_is_named(write: Write, tmp_path: Path, name: str) -> None:
    (tmp_path / name).unlink()
    assert error_of(tmp_path).endswith(f"{name} cannot be read: No such file or directory")


def test_a_file_that_is_not_yaml_is_named(write: Write, tmp_path: Path) -> None:
    (tmp_path / "schemas" / "Thing.yaml").write_text("type: [object", encoding="utf-8")
    assert "Thing.yaml, line 2, column 1 is not YAML" in error_of(tmp_path)


def test_a_reference_to_nothing_names_its_file_and_itself(write: Write, tmp_path: Path) -> None:
    write("openapi.yaml", ENTRY | {"paths": {"/things": {"$ref": "paths/things.yaml#/two"}}})
    assert error_of(tmp_path) == "openapi.yaml refers to paths/things.yaml#/two, which is not there"


def test_a_reference_within_the_bundle_to_nothing_is_refused(write: Write, tmp_path: Path) -> None:
    write("schemas/Thing.yaml", THING | {"properties": {"id": {"$ref": "#/components/schemas/Id"}}})
    assert error_of(tmp_path) == "Thing.yaml refers to #/components/schemas/Id, which is not there"


def test_path_items_that_refer_to_each_other_are_refused(write: Write, tmp_path: Path) -> None:
    write("paths/things.yaml", {"one": {"$ref": "others.yaml#/two"}})
    write("paths/others.yaml", {"two": {"$ref": "things.yaml#/one"}})
    assert error_of(tmp_path) == "others.yaml refers to things.yaml#/one, which is a circle"


def test_an_operation_knows_its_method_and_path(write: Write, tmp_path: Path) -> None:
    operation = load(tmp_path).operation("readThing")
    assert (operation.method, operation.path, operation.path_parameters) == (
        "GET",
        "/things/{thingID}",
        ("thingID",),
    )


def test_an_unknown_operation_is_named(write: Write, tmp_path: Path) -> None:
    with pytest.raises(ConformanceError, match="the description has no operation readNothing"):
        load(tmp_path).operation("readNothing")


def test_a_documented_answer_is_found_behind_its_reference(write: Write, tmp_path: Path) -> None:
    description = load(tmp_path)
    answer = description.response(description.operation("readThing"), 200)
    assert answer is not None
    assert answer["description"] == "it"


def test_a_status_that_is_not_documented_has_no_answer(write: Write, tmp_path: Path) -> None:
    description = load(tmp_path)
    assert description.response(description.operation("readThing"), 418) is None


def test_a_pointer_with_escapes_is_followed() -> None:
    description = Description({"paths": {"/a~b": {"get": {"x": 1}}}})
    assert description.resolve({"$ref": "#/paths/~1a~0b/get"}) == {"x": 1}


@pytest.mark.parametrize("value", [{}, {"id": "not a uuid"}])
def test_a_validator_refuses_what_the_schema_does_not_allow(write: Write, tmp_path: Path, value: Any) -> None:
    assert not load(tmp_path).validator("Thing").is_valid(value)


def test_a_validator_follows_references_between_schemas(write: Write, tmp_path: Path) -> None:
    write("schemas/Thing.yaml", {"type": "object", "properties": {"child": {"$ref": "Thing.yaml"}}})
    validator = load(tmp_path).validator("Thing")
    assert (validator.is_valid({"child": {}}), validator.is_valid({"child": {"child": 1}})) == (True, False)


@pytest.mark.parametrize(
    ("operation", "on_auth_host", "secured", "media_type"),
    [
        ("createToken", True, False, "application/x-www-form-urlencoded"),
        ("readFlow", True, False, None),
        ("confirmAccountInformation", True, False, "application/vnd.pingidentity.user.confirm+json"),
        ("createUser", False, True, "application/json"),
        ("updatePortraitBackground", False, True, "application/vnd.pingidentity.replace.background+json"),
        ("readAllVerifiedData", False, True, None),
    ],
)
def test_how_an_operation_of_the_api_is_sent(
    operation: str, on_auth_host: bool, secured: bool, media_type: str | None
) -> None:
    found = load_description().operation(operation)
    assert (found.on_auth_host, found.secured, found.media_type) == (on_auth_host, secured, media_type)


@pytest.mark.parametrize(
    ("operation", "secured", "headers"),
    [
        ("createServiceAccountToken", False, {}),
        ("createScript", True, {"Accept-API-Version": "resource=1.1"}),
        ("authenticate", False, {"Accept-API-Version": "resource=2.0, protocol=1.0"}),
        ("replaceSecret", True, {"Accept-API-Version": "protocol=1.0;resource=1.0"}),
        ("readOneJourney", True, {"Accept-API-Version": "protocol=2.1,resource=1.0"}),
    ],
)
def test_how_an_operation_of_the_cloud_is_sent(
    operation: str, secured: bool, headers: dict[str, str]
) -> None:
    found = load_cloud_description().operation(operation)
    assert (found.on_auth_host, found.secured, found.headers) == (False, secured, headers)


def test_an_operation_is_looked_for_in_both_descriptions() -> None:
    assert description_of("createScript") is load_cloud_description()
    assert description_of("createUser") is load_description()
    assert description_of("nothing of that name") is load_description()


def test_no_operation_of_the_api_has_a_header_of_its_own() -> None:
    assert [one.id for one in load_description().operations.values() if one.headers] == []
