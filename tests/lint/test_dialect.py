"""What the dialect does not have is said with the rest, in the order of the text."""

from __future__ import annotations

import pytest

from pingone_conformance.lint import lint


@pytest.mark.parametrize("text", ["var a = b?.c;", "class A {}", "var f = (...rest) => rest;", "var a = ;"])
def test_what_the_dialect_lacks_is_reported(text: str) -> None:
    assert {problem.rule for problem in lint(text)} == {"dialect"}


def test_problems_come_in_the_order_of_the_text() -> None:
    found = lint("openidm.reed('a');\nvar a = 1 ?? 2;\nvar utils = 3;")
    assert [(problem.rule, problem.line) for problem in found] == [
        ("unknown-method", 1),
        ("dialect", 2),
        ("reserved-name", 3),
    ]


def test_where_a_script_cannot_be_read_nothing_else_is_said() -> None:
    found = lint("var utils = (;")
    assert {problem.rule for problem in found} == {"dialect"}


def test_what_may_be_right_as_it_is_is_not_certain() -> None:
    found = lint("for (let i = 0; i < 3; i++) { later.push(function () { return i; }); }\nvar later = [];")
    assert [(problem.rule, problem.certain) for problem in found] == [("dialect", False)]


def test_what_browsers_have_is_reported_once() -> None:
    (problem,) = lint("btoa('x');")
    assert problem.hint == "did you mean utils.base64.encode?"
