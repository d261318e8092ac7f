"""The loader of the contracts on broken files: each error names the file, the rule and the member."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from pingone_conformance.contracts import load_contracts
from pingone_conformance.findings import Basis, ConformanceError, Level
from pingone_conformance.profiles import load_limits, load_profile
from pingone_conformance.rooms import room

ROW: dict[str, Any] = {
    "id": "THING-001",
    "title": "A thing is a thing",
    "operation": "createThing",
    "level": "must",
    "basis": "stated",
    "source": {"document": "things", "section": "Body"},
    "untested": None,
}
SOURCES = {
    "things": {"title": "Things", "url": "https://docs.example/things", "edition": None, "read": "2026-01-31"}
}
BINDING: dict[str, Any] = {
    "binding": "thing",
    "title": "Access things",
    "availability": {"legacy": "partial", "where": ["decision-node"], "next_generation": "yes"},
    "methods": [
        {
            "name": "parts.find",
            "arguments": [{"name": "label", "type": "String", "begins_with": "part."}],
            "result": "Part",
            "error": None,
        }
    ],
    "objects": [{"type": "Part", "fields": [{"name": "size", "type": "Integer"}]}],
    "rules": [{name: value for name, value in ROW.items() if name != "operation"} | {"id": "BOUND-001"}],
}
AMOUNT = {"positive": 1, "negative": 2, "coverage": 3, "walks": 4, "steps": 5}
PROFILES = ("smoke", "standard", "deep")


def profiles() -> dict[str, Any]:
    """The content of `profiles.yaml`, for a test to break."""
    limits = {name: {"max_requests": 3, "max_creates": 0} for name in PROFILES}
    return {kind: {name: dict(AMOUNT) for name in PROFILES} for kind in ("mock", "tenant")} | {
        "limits": limits
    }


@dataclass
class Room:
    """A small room of contracts whose files a test breaks."""

    folder: Path

    def write(self, name: str, content: Any) -> None:
        text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
        (self.folder / name).write_text(text, encoding="utf-8")

    def rule(self, **changes: Any) -> None:
        """The one rule with other members; `...` removes one."""
        row = {name: value for name, value in (ROW | changes).items() if value is not ...}
        self.write("rules/things.yaml", [row])

    def error(self) -> str:
        with pytest.raises(ConformanceError) as caught:
            load_contracts(self.folder)
        return caught.value.message


@pytest.fixture
def made(tmp_path: Path) -> Room:
    (tmp_path / "rules").mkdir()
    (tmp_path / "bindings").mkdir()
    shutil.copytree(room("contracts") / "schema", tmp_path / "schema")
    made = Room(tmp_path)
    made.write("sources.yaml", SOURCES)
    made.write("findings.yaml", (room("contracts") / "findings.yaml").read_text(encoding="utf-8"))
    made.write("operations.yaml", (room("contracts") / "operations.yaml").read_text(encoding="utf-8"))
    made.write("profiles.yaml", profiles())
    made.rule()
    return made


def test_a_rule_is_read_with_its_document(made: Room) -> None:
    rule = load_contracts(made.folder).rule("THING-001")
    assert (rule.level, rule.basis, rule.document.title) == (Level.MUST, Basis.STATED, "Things")


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, "createThing"),
        ({"operation": ["createThing", "readThing"]}, "several operations"),
        ({"operation": "*"}, "every operation"),
        ({"operation": ..., "binding": "httpClient"}, "httpClient"),
    ],
)
def test_what_a_rule_is_about(made: Room, changes: dict[str, Any], subject: str) -> None:
    made.rule(**changes)
    assert load_contracts(made.folder).rule("THING-001").subject == subject


def test_folders_below_rules_are_read_too(made: Room) -> None:
    (made.folder / "rules" / "deeper").mkdir()
    made.write("rules/deeper/others.yaml", [ROW | {"id": "OTHER-001"}])
    assert set(load_contracts(made.folder).rules) == {"THING-001", "OTHER-001"}


def test_a_binding_is_read_with_its_methods_and_rules(made: Room) -> None:
    made.write("bindings/thing.yaml", BINDING)
    read = load_contracts(made.folder)
    binding = read.bindings["thing"]
    assert (binding.availability.legacy, binding.availability.where) == ("partial", ("decision-node",))
    assert (binding.availability.next_generation, binding.value) == (True, None)
    assert [(method.name, method.arguments[0].begins_with) for method in binding.methods] == [
        ("parts.find", "part.")
    ]
    assert binding.objects[0].fields == {"size": "Integer"}
    assert read.rule("BOUND-001").subject == "thing"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"binding": "other"}, "thing.yaml, member 'binding': other is not the name of the file"),
        ({"methods": ...}, "thing.yaml: "),
        ({"value": {"type": "String"}}, "thing.yaml: "),
        (
            {"availability": {"legacy": "partial", "next_generation": "yes"}},
            "thing.yaml, availability: 'where'",
        ),
        (
            {"availability": {"legacy": "some", "next_generation": "yes"}},
            "thing.yaml, availability, member 'legac",
        ),
        (
            {"rules": [BINDING["rules"][0] | {"level": "shall"}]},
            "thing.yaml, BOUND-001, member 'level': 'shall'",
        ),
        (
            {"rules": [BINDING["rules"][0] | {"id": "THING-001"}]},
            "thing.yaml, THING-001: the id is given twice",
        ),
    ],
)
def test_a_wrong_binding_is_named(made: Room, changes: dict[str, Any], said: str) -> None:
    made.write("bindings/thing.yaml", {k: v for k, v in (BINDING | changes).items() if v is not ...})
    assert made.error().startswith(said)


def test_an_unknown_rule_is_named(made: Room) -> None:
    with pytest.raises(ConformanceError, match="there is no rule THING-999"):
        load_contracts(made.folder).rule("THING-999")


def test_a_file_that_is_not_yaml_is_named_with_line_and_column(made: Room) -> None:
    made.write("rules/things.yaml", "- id: THING-001\n  title: 'unclosed\n")
    assert "things.yaml, line 3, column 1 is not YAML" in made.error()


@pytest.mark.parametrize("member", [name for name in ROW if name not in {"id", "operation"}])
def test_a_missing_member_is_named(made: Room, member: str) -> None:
    made.rule(**{member: ...})
    assert made.error() == f"things.yaml, THING-001: '{member}' is a required property"


def test_a_rule_without_an_id_is_named_by_its_place(made: Room) -> None:
    made.rule(id=...)
    assert made.error() == "things.yaml, 0: 'id' is a required property"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"severity": "high"}, ": Additional properties are not allowed ('severity' was unexpected)"),
        ({"level": "shall"}, ", member 'level': 'shall' is not one of ['must', 'should', 'may']"),
        ({"basis": "guessed"}, ", member 'basis': 'guessed' is not one of ['stated', 'example', 'inferred']"),
        ({"basis": "inferred"}, ", member 'basis': 'inferred' is not one of ['stated', 'example']"),
        ({"title": ""}, ", member 'title': "),
        ({"title": "x" * 101}, ", member 'title': "),
        ({"title": 7}, ", member 'title': 7 is not of type 'string'"),
        ({"source": {"document": "things"}}, ", member 'source': 'section' is a required property"),
        (
            {"source": {"document": "things", "section": "B", "line": 1}},
            ", member 'source': Additional properties",
        ),
        ({"untested": ""}, ", member 'untested': "),
        ({"operation": []}, ", member 'operation': "),
    ],
)
def test_a_wrong_member_is_named(made: Room, changes: dict[str, Any], said: str) -> None:
    made.rule(**changes)
    assert made.error().startswith(f"things.yaml, THING-001{said}")


@pytest.mark.parametrize("changes", [{"operation": ...}, {"binding": "httpClient"}])
def test_a_rule_is_about_an_operation_or_a_binding(made: Room, changes: dict[str, Any]) -> None:
    made.rule(**changes)
    assert made.error().startswith("things.yaml, THING-001: ")


def test_an_id_of_another_form_is_named(made: Room) -> None:
    made.rule(id="thing-1")
    assert made.error().startswith("things.yaml, thing-1, member 'id': 'thing-1' does not match")


def test_an_unknown_document_is_named(made: Room) -> None:
    made.rule(source={"document": "nothing", "section": "Body"})
    assert made.error() == "things.yaml, THING-001, member 'source.document': unknown document nothing"


def test_an_id_that_is_given_twice_is_named_with_the_second_file(made: Room) -> None:
    made.write("rules/zoo.yaml", [ROW])
    assert made.error() == "zoo.yaml, THING-001: the id is given twice"


def test_a_source_without_a_url_is_named(made: Room) -> None:
    made.write("sources.yaml", {"things": {"title": "Things", "edition": None, "read": None}})
    assert made.error() == "sources.yaml, things: 'url' is a required property"


@pytest.mark.parametrize("name", ["sources.yaml", "findings.yaml", "operations.yaml"])
def test_a_missing_file_is_named(made: Room, name: str) -> None:
    (made.folder / name).unlink()
    assert f"{name} cannot be read: No such file or directory" in made.error()


@pytest.mark.parametrize("name", ["sources.yaml", "findings.yaml", "operations.yaml", "rules/things.yaml"])
def test_an_empty_file_is_named(made: Room, name: str) -> None:
    made.write(name, "")
    assert made.error().startswith(f"{Path(name).name}: None is not of type ")


def test_a_profile_is_read(made: Room) -> None:
    profile = load_profile("deep", folder=made.folder)
    assert (profile.name, profile.positive, profile.steps) == ("deep", 1, 5)


def test_the_limits_of_a_profile_are_read(made: Room) -> None:
    limits = load_limits("smoke", made.folder)
    assert (limits.max_requests, limits.max_creates) == (3, 0)


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda rows: rows["mock"].pop("deep"), "profiles.yaml, mock: 'deep' is a required property"),
        (
            lambda rows: rows["tenant"]["deep"].pop("walks"),
            "profiles.yaml, tenant, member 'deep': 'walks' is",
        ),
        (
            lambda rows: rows["mock"]["deep"].update(steps=-1),
            "profiles.yaml, mock, member 'deep.steps': -1 is less",
        ),
        (
            lambda rows: rows["limits"]["smoke"].pop("max_creates"),
            "profiles.yaml, limits, member 'smoke': 'max_creates'",
        ),
    ],
)
def test_a_broken_profile_is_named(made: Room, break_it: Callable[[Any], Any], said: str) -> None:
    rows = profiles()
    break_it(rows)
    made.write("profiles.yaml", rows)
    with pytest.raises(ConformanceError) as caught:
        load_profile("smoke", folder=made.folder)
    assert caught.value.message.startswith(said)
