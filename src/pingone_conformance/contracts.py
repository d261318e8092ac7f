"""The promises as data: rules, the documents they come from, the script bindings, and findings about the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pingone_conformance.datafiles import check, read_checked
from pingone_conformance.findings import Basis, ConformanceError, Level
from pingone_conformance.rooms import room

EVERY_OPERATION = "*"


@dataclass(frozen=True, slots=True)
class Document:
    """A page that promises are taken from."""

    key: str
    title: str
    url: str
    read: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise. `operations` holds operationIds, or `*`; it is empty for the rule of a script binding."""

    id: str
    title: str
    operations: tuple[str, ...]
    binding: str | None
    level: Level
    basis: Basis
    document: Document
    section: str
    untested: str | None

    @property
    def subject(self) -> str:
        """What the rule is about: an operationId, `several operations`, `every operation`, or a binding."""
        if self.binding:
            return self.binding
        if self.operations == (EVERY_OPERATION,):
            return "every operation"
        return self.operations[0] if len(self.operations) == 1 else "several operations"


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


@dataclass(frozen=True, slots=True)
class Profile:
    """How much a run tries: property cases per operation and mode, and the walks along the links."""

    name: str
    positive: int
    negative: int
    coverage: int
    walks: int
    steps: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a run asks of a tenant, unless its settings say otherwise."""

    max_requests: int
    max_creates: int


@dataclass(frozen=True, slots=True)
class Contracts:
    """Everything in the room `contracts/`."""

    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    findings: Sequence[Mapping[str, Any]]
    operations: Mapping[str, Mapping[str, Any]]
    bindings: Mapping[str, Binding]

    def creates(self, operation_id: str) -> bool:
        """Whether an operation makes something that another one has to delete."""
        return str(self.operations.get(operation_id, {}).get("undo")).startswith("delete")

    def availability_rule(self, binding: str, *, legacy: bool) -> str:
        """The rule that says which scripts have a binding: the first one about it, for legacy scripts the second."""
        return [rule.id for rule in self.rules.values() if rule.binding == binding][legacy]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises `ConformanceError` when there is none."""
        try:
            return self.rules[rule_id]
        except KeyError:
            raise ConformanceError(
                f"there is no rule {rule_id}", hint="`pingone-conformance rules` lists them"
            ) from None


def load_contracts(folder: Path | None = None) -> Contracts:
    """Read and check every contract file.

    Raises `ConformanceError` naming file, rule and member for anything a schema refuses, an id given twice, and a
    document that `sources.yaml` does not know.
    """
    folder = folder or room("contracts")
    schema = folder / "schema"
    sources = read_checked(folder / "sources.yaml", schema / "sources.schema.json")
    documents = {key: _document(key, row) for key, row in sources.items()}
    rules: dict[str, Rule] = {}
    bindings: dict[str, Binding] = {}
    for file in sorted((folder / "rules").rglob("*.yaml")):
        _add_rules(read_checked(file, schema / "rules.schema.json"), rules, documents, file)
    for file in sorted((folder / "bindings").glob("*.yaml")):
        content = read_checked(file, schema / "bindings.schema.json")
        bindings[content["binding"]] = _binding(content, file)
        rows = [row | {"binding": content["binding"]} for row in content["rules"]]
        check(rows, file, schema / "rules.schema.json")
        _add_rules(rows, rules, documents, file)
    return Contracts(
        documents=documents,
        rules=rules,
        findings=read_checked(folder / "findings.yaml", schema / "findings.schema.json"),
        operations=read_checked(folder / "operations.yaml", schema / "operations.schema.json"),
        bindings=bindings,
    )


@cache
def contracts() -> Contracts:
    """The contracts of this installation, read once a process."""
    return load_contracts()


def load_profile(name: str, target: str = "mock", folder: Path | None = None) -> Profile:
    """How much a profile tries on that kind of target. Raises `ConformanceError` when the file is broken."""
    return Profile(name=name, **_profiles(folder)[target][name])


def load_limits(name: str, folder: Path | None = None) -> Limits:
    """The limits of a profile on a tenant. Raises `ConformanceError` when the file is broken."""
    return Limits(**_profiles(folder)["limits"][name])


def _profiles(folder: Path | None) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    folder = folder or room("contracts")
    rows: Mapping[str, Any] = read_checked(
        folder / "profiles.yaml", folder / "schema" / "profiles.schema.json"
    )
    return rows


def _document(key: str, row: Mapping[str, Any]) -> Document:
    read = row.get("read")
    return Document(key=key, title=row["title"], url=row["url"], read=str(read) if read else None)


def _add_rules(
    rows: Sequence[Mapping[str, Any]], rules: dict[str, Rule], documents: Mapping[str, Document], file: Path
) -> None:
    for row in rows:
        if row["id"] in rules:
            raise ConformanceError(f"{file.name}, {row['id']}: the id is given twice", hint="ids are unique")
        rules[row["id"]] = _rule(row, documents, file)


def _rule(row: Mapping[str, Any], documents: Mapping[str, Document], file: Path) -> Rule:
    source = row["source"]
    if source["document"] not in documents:
        raise ConformanceError(
            f"{file.name}, {row['id']}, member 'source.document': unknown document {source['document']}",
            hint="add it to contracts/sources.yaml",
        )
    operation = row.get("operation", [])
    return Rule(
        id=row["id"],
        title=row["title"],
        operations=(operation,) if isinstance(operation, str) else tuple(operation),
        binding=row.get("binding"),
        level=Level(row["level"]),
        basis=Basis(row["basis"]),
        document=documents[source["document"]],
        section=source["section"],
        untested=row.get("untested"),
    )


def _binding(content: Mapping[str, Any], file: Path) -> Binding:
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
