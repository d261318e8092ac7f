"""Every rule has a test or a reason why it has none, every operation has a rule, every refusal a partner."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pingone_conformance.cli import rules
from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.rooms import room
from pingone_conformance.spec import load_cloud_description, load_description

RULES = contracts().rules
DESCRIBED = {*load_description().operations, *load_cloud_description().operations}
SCENARIOS = sorted(room("suites").rglob("test_*.py"))


@pytest.fixture(scope="module")
def shown() -> Mapping[str, list[str]]:
    return rules.tests_by_rule()


def test_every_rule_has_a_test_or_a_reason(shown: Mapping[str, list[str]]) -> None:
    assert [rule.id for rule in RULES.values() if rule.id not in shown and not rule.untested] == []


def test_no_rule_has_both_a_test_and_a_reason(shown: Mapping[str, list[str]]) -> None:
    assert [rule.id for rule in RULES.values() if rule.id in shown and rule.untested] == []


def test_every_test_names_rules_that_exist(shown: Mapping[str, list[str]]) -> None:
    assert {rule: tests for rule, tests in shown.items() if rule not in RULES} == {}


def test_every_operation_has_a_rule_of_its_own() -> None:
    named = {operation for rule in RULES.values() for operation in rule.operations}
    assert DESCRIBED - named == set()


def test_every_operation_of_a_rule_is_described() -> None:
    named = {operation for rule in RULES.values() for operation in rule.operations} - {EVERY_OPERATION}
    assert named - DESCRIBED == set()


def functions_of(file: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8") if file.exists() else "")
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_test_that_expects_a_refusal_has_a_partner(file: Path) -> None:
    functions = functions_of(file)
    known = functions_of(file.with_name("conftest.py")) | functions
    lonely = []
    for name, function in functions.items():
        # A fixture of the same file or folder may have sent the partner.
        fixtures = [known[arg.arg] for arg in function.args.args if arg.arg in known]
        called = {call.id for part in (function, *fixtures) for call, _ in calls_in(part)}
        if name.startswith("test_") and expects_refusal(function) and "partner" not in called:
            lonely.append(name)
    assert lonely == []


def test_a_refusal_without_a_partner_would_be_noticed() -> None:
    sources = (
        "expect(is_refused(answer))",
        "expect(answers(answer, 401, 403))",
        "expect(answers(answer, 204))",
    )
    assert [expects_refusal(ast.parse(source)) for source in sources] == [True, True, False]


def expects_refusal(node: ast.AST) -> bool:
    return any(
        called.id.startswith("is_refused")
        or (called.id == "answers" and any(400 <= status < 500 for status in numbers))
        for called, numbers in calls_in(node)
    )


def calls_in(node: ast.AST) -> Iterator[tuple[ast.Name, list[int]]]:
    """Calls of plain functions, each with the whole numbers among its arguments."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            values = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            yield call.func, [value for value in values if isinstance(value, int)]
