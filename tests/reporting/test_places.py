"""Where rules and operations are written down is found without parsing YAML, and found right."""

from __future__ import annotations

from pingone_conformance.contracts import contracts
from pingone_conformance.reporting.places import operation_places, rule_places
from pingone_conformance.rooms import room
from pingone_conformance.spec import load_description


def line_of(place):
    name, _, rest = place.file.partition("/")
    return (room(name) / rest).read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_every_rule_has_a_place():
    assert set(rule_places()) == set(contracts().rules)


def test_every_operation_has_a_place():
    assert set(operation_places()) == set(load_description().operations)


def test_the_lines_are_those_of_rules():
    assert [rule for rule, place in rule_places().items() if line_of(place) != f"- id: {rule}"] == []


def test_the_lines_are_those_of_operations():
    for operation, place in operation_places().items():
        assert line_of(place).strip() == f"operationId: {operation}"


def test_paths_are_relative_to_the_checkout_on_every_system():
    assert rule_places()["PORTRAIT-003"].file == "contracts/rules/portrait.yaml"
    assert operation_places()["createToken"].file == "openapi/paths/token.yaml"
