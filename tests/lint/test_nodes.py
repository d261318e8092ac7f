"""Objects of decision nodes, which "Script bindings" does not describe: only what is plainly mixed up is told."""

from __future__ import annotations

import pytest

from pingone_conformance.lint import lint


@pytest.mark.parametrize(
    ("text", "column", "meant"),
    [
        ('action.goto("true");', 8, "action.goTo"),
        ('action.goto("true").withHeader("x");', 8, "action.goTo"),
        ('function f() { nodeState.putshared("a", 1); }', 26, "nodeState.putShared"),
        ("callbacks.isempty();", 11, "callbacks.isEmpty"),
    ],
)
def test_a_method_in_another_case_is_told(text: str, column: int, meant: str) -> None:
    (problem,) = lint(text)
    assert (problem.rule, problem.column, problem.certain) == ("unknown-method", column, True)
    assert problem.hint == f"did you mean {meant}?"


@pytest.mark.parametrize("name", ["sharedState", "transientState"])
def test_the_states_of_legacy_scripts_are_told_once(name: str) -> None:
    (problem,) = lint(f'{name}.get("a");\n{name}.put("a", 1);')
    assert (problem.rule, problem.line, problem.certain) == ("not-available", 1, True)
    assert lint(f'{name}.get("a");', legacy=True) == []


@pytest.mark.parametrize(
    "text",
    [
        'action.goTo("true").withHeader("x");',
        "action.suspend();",
        "nodeState.toString();",
        "var action = {goto: function () {}};\naction.goto();",
        "function f(nodeState) { nodeState.GET(); }",
        'if (typeof sharedState !== "undefined") { sharedState.get("a"); }',
        'var sharedState = nodeState;\nsharedState.get("a");',
    ],
)
def test_what_may_be_right_is_not_told(text: str) -> None:
    assert [problem.message for problem in lint(text)] == []
