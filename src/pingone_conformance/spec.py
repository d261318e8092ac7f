"""The APIs as the documents describe them: the files of `openapi/`, bundled into two descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from pingone_conformance.datafiles import read_yaml
from pingone_conformance.findings import ConformanceError
from pingone_conformance.rooms import room

METHODS = ("get", "post", "put", "patch", "delete")
VERIFY, CLOUD = "openapi.yaml", "advanced-identity-cloud.yaml"
"""The entry documents of the two descriptions."""

_COMPONENTS = ("schemas", "responses", "headers", "parameters", "links", "requestBodies", "examples")


@dataclass(frozen=True)
class Operation:
    """One operation of an API. `path` is a template below its server; on the auth host that is `authPath`."""

    id: str
    method: str
    path: str
    on_auth_host: bool
    secured: bool
    media_type: str | None
    headers: Mapping[str, str]
    """Headers that the documents send, such as `Accept-API-Version`, with their values."""
    definition: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names in braces, in the order of the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def responses(self) -> Mapping[str, Any]:
        """The documented answers by status, as strings."""
        responses: Mapping[str, Any] = self.definition["responses"]
        return responses


class Description:
    """The bundled OpenAPI description."""

    def __init__(self, bundle: dict[str, Any]) -> None:
        self.bundle = bundle
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """Every operation by its operationId, in the order of the description."""
        return {operation.id: operation for operation in self._operations()}

    def operation(self, operation_id: str) -> Operation:
        """The operation of that id. Raises `ConformanceError` when there is none."""
        try:
            return self.operations[operation_id]
        except KeyError:
            raise ConformanceError(
                f"the description has no operation {operation_id}", hint="see openapi/paths/"
            ) from None

    def response(self, operation: Operation, status: int) -> Mapping[str, Any] | None:
        """The documented answer of that status, references followed; None when the status is not documented."""
        definition = operation.responses.get(str(status))
        return None if definition is None else self.resolve(definition)

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """The node itself, or what its `$ref` points at."""
        while "$ref" in node:
            node = _at(self.bundle, node["$ref"].removeprefix("#"))
        return node

    def validator(self, name: str) -> jsonschema_rs.Draft202012Validator:
        """A compiled validator (JSON Schema 2020-12, formats asserted) of the schema of that name; compiled once."""
        if name not in self._validators:
            schema = {"$ref": f"#/components/schemas/{name}", "components": self.bundle["components"]}
            self._validators[name] = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        return self._validators[name]

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.bundle["paths"].items():
            for method in METHODS:
                if definition := item.get(method):
                    content = self.resolve(definition.get("requestBody", {})).get("content", {})
                    security = definition.get("security", self.bundle.get("security", []))
                    yield Operation(
                        id=definition["operationId"],
                        method=method.upper(),
                        path=path,
                        on_auth_host="servers" in item or "servers" in definition,
                        secured=any("bearer" in scheme for entry in security for scheme in entry),
                        media_type=next(iter(content), None),
                        headers=self._headers(item, definition),
                        definition=definition,
                    )

    def _headers(self, item: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, str]:
        parameters = [
            self.resolve(node) for node in (*item.get("parameters", ()), *definition.get("parameters", ()))
        ]
        return {
            parameter["name"]: parameter["schema"]["enum"][0]
            for parameter in parameters
            if parameter["in"] == "header" and "enum" in parameter["schema"]
        }


@cache
def load_description(folder: Path | None = None, entry: str = VERIFY) -> Description:
    """Read `openapi/openapi.yaml` and every file that it refers to.

    Raises `ConformanceError` naming the file when one is missing, is not YAML, or refers to what is not there.
    """
    return Description(_Bundler(folder or room("openapi"), entry).bundle())


def load_cloud_description() -> Description:
    """The calls of Advanced Identity Cloud that tests of scripts need; raises like `load_description`."""
    return load_description(entry=CLOUD)


def description_of(operation_id: str) -> Description:
    """The description that has that operation; the one of Verify when none has."""
    cloud = load_cloud_description()
    return cloud if operation_id in cloud.operations else load_description()


class _Bundler:
    """Turns references between files into references inside one document.

    A file below `schemas/`, `responses/`, … is the component of its name; a reference to a path item is replaced by
    the path item.
    """

    def __init__(self, folder: Path, entry: str) -> None:
        self._entry = folder / entry
        self._components: dict[str, dict[str, Any]] = {}
        self._files: dict[Path, Any] = {}
        self._local: list[tuple[str, Path]] = []
        self._open: list[tuple[Path, str]] = []

    def bundle(self) -> dict[str, Any]:
        document: dict[str, Any] = self._rewrite(self._read(self._entry), self._entry)
        components = document.setdefault("components", {})
        for kind, members in self._components.items():
            registered = {
                name: node for name, node in components.get(kind, {}).items() if name not in members
            }
            components[kind] = {**registered, **dict(sorted(members.items()))}
        for reference, file in self._local:
            self._find(document, reference, reference, file)
        return document

    def _read(self, file: Path) -> Any:
        if file not in self._files:
            self._files[file] = read_yaml(file)
        return self._files[file]

    def _rewrite(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._rewrite(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            return self._follow(reference, file, {key: value for key, value in node.items() if key != "$ref"})
        if isinstance(reference, str):
            self._local.append((reference, file))
        return {key: self._rewrite(value, file) for key, value in node.items()}

    def _follow(self, reference: str, file: Path, siblings: dict[str, Any]) -> Any:
        name, _, pointer = reference.partition("#")
        target = (file.parent / name).resolve()
        kind = target.parent.name
        if kind in _COMPONENTS and not pointer:
            self._register(kind, target)
            return {"$ref": f"#/components/{kind}/{target.stem}", **self._rewrite(siblings, file)}
        if (target, pointer) in self._open:
            raise ConformanceError(
                f"{file.name} refers to {reference}, which is a circle", hint="mend the $ref"
            )
        self._open.append((target, pointer))
        found = self._rewrite(self._find(self._read(target), pointer, reference, file), target)
        self._open.pop()
        return found

    def _find(self, document: Any, pointer: str, reference: str, file: Path) -> Any:
        try:
            return _at(document, pointer.removeprefix("#"))
        except (KeyError, TypeError):
            raise ConformanceError(
                f"{file.name} refers to {reference}, which is not there", hint="mend the $ref"
            ) from None

    def _register(self, kind: str, file: Path) -> None:
        members = self._components.setdefault(kind, {})
        if file.stem not in members:
            members[file.stem] = None  # breaks the circle of schemas that refer to each other
            members[file.stem] = self._rewrite(self._read(file), file)


def _at(document: Any, pointer: str) -> Any:
    """What a JSON Pointer points at (RFC 6901); a step through anything but an object raises KeyError or TypeError."""
    for step in filter(None, pointer.split("/")):
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document
