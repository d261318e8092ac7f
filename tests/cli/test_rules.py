"""`pingone-conformance rules`: every rule with its source and its tests, in three layouts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from pingone_conformance.cli import cli
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError

RULES = contracts().rules


def listed(layout: str) -> str:
    done = CliRunner().invoke(cli, ["rules", "--format", layout], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(listed("json"))
    return content


def test_json_lists_every_rule(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows] == list(RULES)


def test_json_says_where_a_rule_comes_from(rows: list[dict[str, Any]]) -> None:
    (row,) = [row for row in rows if row["id"] == "PORTRAIT-003"]
    rule = RULES["PORTRAIT-003"]
    assert row["source"] == {
        "document": rule.document.title,
        "section": rule.section,
        "url": rule.document.url,
    }


def test_json_names_the_tests_of_a_rule(rows: list[dict[str, Any]]) -> None:
    (row,) = [row for row in rows if row["id"] == "PORTRAIT-003"]
    assert row["tests"]
    assert all(test.startswith(("scenarios/", "property/")) for test in row["tests"])


def test_json_says_why_a_rule_has_no_test(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows if not row["tests"] and not row["untested"]] == []


def test_markdown_is_a_table_of_every_rule() -> None:
    lines = listed("markdown").splitlines()
    assert len([line for line in lines if line.startswith("| ") and line.count(" | ") >= 6]) == len(RULES) + 1


def test_the_table_has_every_rule() -> None:
    shown = listed("table")
    assert [rule for rule in RULES if rule not in shown] == []


def test_settings_of_the_user_hide_no_tests(
    monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]]
) -> None:
    monkeypatch.setenv("PINGONE_CONFORMANCE_PROFILE", "smoke")
    assert json.loads(listed("json")) == rows


def test_suites_that_cannot_be_collected_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGONE_CONFORMANCE_SEED", "none")
    with pytest.raises(ConformanceError, match="the suites cannot be collected"):
        listed("json")
