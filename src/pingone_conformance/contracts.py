"""The promises as data: rules, the documents they come from, and findings about the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pingone_conformance.datafiles import check, read_checked
from pingone_conformance.findings import Basis, ConformanceError, Level
from pingone_conformance.rooms import room
from pingone_conformance.script_bindings import Binding, binding_from

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
        bindings[content["binding"]] = binding_from(content, file)
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
