"""The script bindings as data: who has them, their methods, and what those take and give (`contracts/bindings/`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pingone_conformance.findings import ConformanceError


@dataclass(frozen=True, slots=True)
class Availability:
    """Which scripts have a binding. `where` names the types of legacy scripts when `legacy` is `partial`."""

    legacy: str
    next_generation: bool
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method; `begins_with` and `one_of` say what is accepted, where a document does."""

    name: str
    type: str
    optional: bool = False
    repeated: bool = False
    nullable: bool = False
    begins_with: str | None = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a binding, with the objects before it (`crypto.randomUUID`); `engine` is None for both engines."""

    name: str
    arguments: tuple[Argument, ...]
    result: str
    error: str | None
    engine: str | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ScriptObject:
    """What methods of a binding take or give: its fields with their types, and its methods."""

    type: str
    engine: str | None
    fields: Mapping[str, str]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """What scripts are given under one name: a value (`value` is its type), or an object with methods."""

    name: str
    title: str
    availability: Availability
    value: str | None
    methods: tuple[Method, ...]
    objects: tuple[ScriptObject, ...]


def binding_from(content: Mapping[str, Any], file: Path) -> Binding:
    """Read the content of a file. Raises `ConformanceError` where the file is called otherwise than its binding."""
    if content["binding"] != file.stem:
        raise ConformanceError(
            f"{file.name}, member 'binding': {content['binding']} is not the name of the file",
            hint="a file is called as its binding",
        )
    available = content["availability"]
    return Binding(
        name=content["binding"],
        title=content["title"],
        availability=Availability(
            legacy=available["legacy"],
            next_generation=available["next_generation"] == "yes",
            where=tuple(available.get("where", ())),
        ),
        value=content["value"]["type"] if "value" in content else None,
        methods=_methods(content),
        objects=tuple(
            ScriptObject(
                type=row["type"],
                engine=row.get("engine"),
                fields={field["name"]: field["type"] for field in row.get("fields", ())},
                methods=_methods(row),
            )
            for row in content.get("objects", ())
        ),
    )


def _methods(row: Mapping[str, Any]) -> tuple[Method, ...]:
    return tuple(
        Method(**method | {"arguments": tuple(map(_argument, method["arguments"]))})
        for method in row.get("methods", ())
    )


def _argument(row: dict[str, Any]) -> Argument:
    return Argument(**row | {"one_of": tuple(row.get("one_of", ()))})
