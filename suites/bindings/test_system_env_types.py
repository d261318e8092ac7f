"""systemEnv: values and defaults as other types than text."""

from typing import Any

import pytest

from pingone_conformance.checks.trials import gives, gives_that
from pingone_conformance.target.cloud_given import base64_of

MAP_KEYS = ["first", "second"]
MAP = '{"first": "one", "second": "two"}'
# Type and text, and what the probe shows of a value that was converted: with 1 added, booleans also as texts.
CONVERSIONS: dict[str, list[tuple[str, str, Any]]] = {
    "SYSTEMENV-009": [("Boolean", "true", ["true", 2]), ("Boolean", "false", ["false", 1])],
    "SYSTEMENV-010": [("Double", "0.5", 1.5), ("Double", "-2.25", -1.25), ("Double", "1000000", 1000001)],
    "SYSTEMENV-011": [("Integer", "34", 35), ("Integer", "-1", 0), ("Integer", "2147483646", 2147483647)],
    "SYSTEMENV-012": [("String", "a text", "a text1"), ("String", "34", "341"), ("String", "true", "true1")],
    "SYSTEMENV-014": [("Map", MAP, ["one", "two"])],
}
# How a list is written is open: as JSON, or with commas.
LISTS = ["one,two,three", '["one", "two", "three"]']
LISTED = ["one", "two", "three"]
OF_EXAMPLES = [
    ("SYSTEMENV-015", "Map", MAP, ["one", "two"]),
    ("SYSTEMENV-019", "Double", "0.5", 1.5),
    ("SYSTEMENV-020", "Boolean", False, ["false", 1]),
    ("SYSTEMENV-020", "Boolean", True, ["true", 2]),
    ("SYSTEMENV-021", "Integer", 34, 35),
]
OTHERWISE = {
    "Boolean": "true",
    "Double": "9.5",
    "Integer": "99",
    "String": "else",
    "List": "else",
    "Map": "{}",
}
RULE_OF_TYPE = [
    pytest.param(rule, marks=pytest.mark.rule(rule, "SYSTEMENV-008"), id=rule) for rule in CONVERSIONS
]


@pytest.fixture
def typed(probe, legacy):
    """What `getProperty` gives for properties, defaults and types."""

    def run(*cases: tuple[str, Any, str]):
        listed = [
            {"called": str(number), "property": name, "otherwise": default, "type": kind}
            for number, (name, default, kind) in enumerate(cases)
        ]
        return probe("system_env_types", legacy=legacy, cases=listed, keys=MAP_KEYS)

    return run


@pytest.fixture
def missing(cloud_given):
    """The name of a property that no variable has."""
    return cloud_given.esv_name().replace("-", ".")


@pytest.fixture
def variable(cloud_given, permits):
    """The property of a new variable; on a tenant, scripts would not see it."""
    permits.require_mock("scripts of a tenant see a new variable when it was restarted")

    def make(value: str) -> str:
        return cloud_given.variable(valueBase64=base64_of(value)).replace("-", ".")

    return make


@pytest.mark.parametrize("rule", RULE_OF_TYPE)
def test_a_default_is_converted(rule, typed, missing, expect):
    report = typed(*((missing, text, kind) for kind, text, _ in CONVERSIONS[rule]))
    for number, (_, _, shown) in enumerate(CONVERSIONS[rule]):
        for of in expect.rules:
            expect(gives(report.trials, str(number), shown), report.answer, rule=of)


@pytest.mark.parametrize(
    "rule", [*RULE_OF_TYPE, pytest.param("SYSTEMENV-009", marks=pytest.mark.rule("SYSTEMENV-022"))]
)
def test_a_value_is_converted(rule, typed, variable, expect):
    report = typed(*((variable(text), OTHERWISE[kind], kind) for kind, text, _ in CONVERSIONS[rule]))
    for number, (_, _, shown) in enumerate(CONVERSIONS[rule]):
        for of in expect.rules:
            expect(gives(report.trials, str(number), shown), report.answer, rule=of)


@pytest.mark.rule("SYSTEMENV-022")
def test_a_value_comes_before_the_default(typed, variable, missing, expect):
    cases = [case for conversions in CONVERSIONS.values() for case in conversions]
    there = ((variable(text), OTHERWISE[kind], kind) for kind, text, _ in cases)
    report = typed(*there, *((missing, OTHERWISE[kind], kind) for kind, _, _ in cases))
    for number, (_, _, shown) in enumerate(cases):
        default = report.trials[str(number + len(cases))].get("value")
        given = gives_that(
            report.trials,
            str(number),
            lambda value, right=(shown, default): value == right[0] or value != right[1],
            "the value of the variable, not the default",
        )
        expect(given, report.answer)


@pytest.mark.rule("SYSTEMENV-013", "SYSTEMENV-008")
def test_a_default_becomes_a_list(typed, missing, expect):
    judge_lists(typed(*((missing, text, "List") for text in LISTS)), expect)


@pytest.mark.rule("SYSTEMENV-013", "SYSTEMENV-008")
def test_a_value_becomes_a_list(typed, variable, expect):
    judge_lists(typed(*((variable(text), "else", "List") for text in LISTS)), expect)


def judge_lists(report, expect) -> None:
    """One of the two ways to write a list has to be understood."""
    broken = [gives(report.trials, str(number), LISTED) for number in range(len(LISTS))]
    for rule in expect.rules:
        expect(broken[0] if all(broken) else [], report.answer, rule=rule)


@pytest.mark.parametrize(
    ("kind", "default", "shown"),
    [
        pytest.param(*case, marks=pytest.mark.rule(rule), id=f"{rule}-{case[1]}")
        for rule, *case in OF_EXAMPLES
    ],
)
def test_the_defaults_of_the_example(kind, default, shown, typed, missing, expect):
    report = typed((missing, default, kind))
    expect(gives(report.trials, "0", shown), report.answer)
