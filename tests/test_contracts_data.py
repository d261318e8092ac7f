"""The rules and findings themselves: well-formed, in their places, and about things that exist."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from pingone_conformance.contracts import contracts
from pingone_conformance.rooms import room

CONTRACTS = room("contracts")
BINDINGS = sorted((CONTRACTS / "bindings").glob("*.yaml"))
FILES = sorted((CONTRACTS / "rules").rglob("*.yaml")) + BINDINGS
METHODS = {"get", "post", "put", "patch", "delete"}
LEVELS = {"must", "should", "may"}
SEVERAL_TOPICS = {"flows": {"CONFIRM", "FLOW"}}


@cache
def rows(file: Path) -> list[dict[str, Any]]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["rules"] if isinstance(content, dict) else content
    return found


def label(file: Path) -> str:
    return file.relative_to(CONTRACTS).with_suffix("").as_posix()


def topic(row: dict[str, Any]) -> str:
    return str(row["id"]).rpartition("-")[0]


def operations_of(row: dict[str, Any]) -> set[str]:
    named = row.get("operation", [])
    return set(named if isinstance(named, list) else [named]) - {"*"}


def described_operations() -> set[str]:
    """The operationIds of both descriptions, read without resolving anything."""
    found = set()
    for file in room("openapi").rglob("paths/*.yaml"):
        for item in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            found |= {item[method]["operationId"] for method in METHODS & item.keys()}
    return found


ALL_RULES = [row for file in FILES for row in rows(file)]
FINDINGS = rows(CONTRACTS / "findings.yaml")
DOCUMENTS = yaml.safe_load((CONTRACTS / "sources.yaml").read_text(encoding="utf-8")).keys()


def test_every_id_is_given_once() -> None:
    ids = [row["id"] for row in ALL_RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", FILES, ids=label)
def test_ids_are_well_formed_and_ascend_within_their_topic(file: Path) -> None:
    assert all(re.fullmatch(r"[A-Z]+-\d{3}", row["id"]) for row in rows(file))
    for earlier, later in pairwise(rows(file)):
        assert topic(earlier) != topic(later) or earlier["id"] < later["id"]


@pytest.mark.parametrize("file", FILES, ids=label)
def test_a_file_has_one_topic_and_a_topic_one_file(file: Path) -> None:
    topics = {topic(row) for row in rows(file)}
    assert len(topics) == 1 or topics == SEVERAL_TOPICS.get(file.stem)
    assert not topics & {topic(row) for other in FILES if other != file for row in rows(other)}


@pytest.mark.parametrize("file", FILES, ids=label)
def test_titles_are_facts_on_one_line(file: Path) -> None:
    for row in rows(file):
        title = row["title"]
        assert 0 < len(title) <= 100, row["id"]
        assert "\n" not in title, row["id"]
        assert not re.match(r"(test|check|verify|ensure|should|must)\b", title, re.IGNORECASE), row["id"]
        assert not title.endswith("."), row["id"]


def test_titles_tell_the_rules_of_an_operation_apart() -> None:
    subjects = [(str(row.get("operation", file.stem)), row["title"]) for file in FILES for row in rows(file)]
    assert sorted({each for each in subjects if subjects.count(each) > 1}) == []


def test_operations_of_rules_are_described() -> None:
    described = described_operations()
    unknown = {row["id"]: operations_of(row) - described for row in ALL_RULES}
    assert {rule: names for rule, names in unknown.items() if names} == {}


def test_every_described_operation_has_a_rule_of_its_own() -> None:
    assert described_operations() - {name for row in ALL_RULES for name in operations_of(row)} == set()


def test_documents_of_rules_and_findings_are_known() -> None:
    cited = {row["source"]["document"] for row in ALL_RULES}
    cited |= {side["document"] for finding in FINDINGS for side in finding["sides"]}
    assert cited - DOCUMENTS == set()


def test_every_source_is_cited_by_a_rule_a_finding_or_the_description() -> None:
    texts = [file.read_text(encoding="utf-8") for file in room("openapi").rglob("*.yaml")]
    texts += [file.read_text(encoding="utf-8") for file in [*FILES, CONTRACTS / "findings.yaml"]]
    assert [key for key in DOCUMENTS if not any(re.search(rf"\b{key}\b", text) for text in texts)] == []


def test_nothing_is_must_without_a_statement_or_an_example() -> None:
    assert {row["level"] for row in ALL_RULES} <= LEVELS
    assert [row["id"] for row in ALL_RULES if row["level"] == "must" and row["basis"] == "inferred"] == []


def test_each_of_the_ten_bindings_has_a_file() -> None:
    assert {file.stem for file in BINDINGS} == {
        "cookieName", "httpClient", "logger", "openidm", "realm", "scriptName", "secrets", "systemEnv", "utils",
        "verifyTransactionsHelper",
    }  # fmt: skip


def test_ids_of_findings_are_given_once_and_ascend() -> None:
    ids = [finding["id"] for finding in FINDINGS]
    assert ids == sorted(set(ids))


def test_findings_have_two_sides_that_differ() -> None:
    for finding in FINDINGS:
        sides = {(side["document"], side["section"], side["says"]) for side in finding["sides"]}
        assert len(sides) == len(finding["sides"]) >= 2, finding["id"]


def test_rules_that_lean_on_a_finding_exist() -> None:
    known = {row["id"] for row in ALL_RULES}
    leaning = {finding["id"]: set(finding["rules"]) - known for finding in FINDINGS}
    assert {key: rules for key, rules in leaning.items() if rules} == {}


@pytest.mark.parametrize("file", BINDINGS, ids=label)
@pytest.mark.parametrize(("legacy", "kind"), [(False, "next-generation"), (True, "legacy")])
def test_the_first_rules_of_a_binding_say_who_has_it(file: Path, legacy: bool, kind: str) -> None:
    rule = contracts().rule(contracts().availability_rule(file.stem, legacy=legacy))
    assert "available" in rule.title
    assert kind in rule.title or "all script types" in rule.title
