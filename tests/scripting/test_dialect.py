"""The dialect of the product: what is reported, and that the real Rhino agrees."""

from __future__ import annotations

import pytest
from tests.scripting.conftest import PATIENT, Runner
from tests.scripting.dialect_samples import ACCEPTED, DIFFERENT, REFUSED

from pingone_conformance.scripting.dialect import Kind, problems
from pingone_conformance.scripting.program import Part, Reason, ScriptFailedError


def refusal(run: Runner, text: str) -> ScriptFailedError | None:
    """How an engine fails to compile a text, which is never called."""
    try:
        run.engine.run([Part("sample.js", text)], run.host, PATIENT)
    except ScriptFailedError as failure:
        return failure if failure.reason is Reason.SYNTAX else None
    return None


def of(text: str, *kinds: Kind) -> str:
    return " | ".join(problem.message for problem in problems(text) if problem.kind in kinds)


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_rhino_refuses_is_reported(text: str, words: str) -> None:
    assert words in of(text, Kind.REFUSED)


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_rhino_refuses_what_is_reported(on_rhino: Runner, text: str, words: str) -> None:
    assert refusal(on_rhino, text) is not None


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_rhino_accepts_is_not_reported(text: str) -> None:
    assert of(text, Kind.REFUSED, Kind.DIFFERENT) == ""


@pytest.mark.parametrize("text", ACCEPTED)
def test_rhino_accepts_what_is_not_reported(on_rhino: Runner, text: str) -> None:
    assert refusal(on_rhino, text) is None


@pytest.mark.parametrize(("text", "words", "standard", "rhino"), DIFFERENT)
def test_what_rhino_does_otherwise_is_reported(
    text: str, words: str, standard: object, rhino: object
) -> None:
    called = f"(function () {{ {text} }}())"
    assert of(called, Kind.REFUSED) == ""
    assert words in of(called, Kind.DIFFERENT, Kind.POSSIBLE)


@pytest.mark.parametrize(("text", "words", "standard", "rhino"), DIFFERENT)
def test_rhino_does_otherwise(
    on_rhino: Runner, on_quickjs: Runner, text: str, words: str, standard: object, rhino: object
) -> None:
    assert on_quickjs.value(f"(function () {{ {text} }}())") == standard
    assert on_rhino.value(f"(function () {{ {text} }}())") == rhino


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a ?? b", 1, 3),
        ("\r\n\r\n  a?.b", 3, 4),
        ("\n'é😀' + (b ?? c)", 2, 11),
        ("\u2028x => { class A {} }", 2, 8),
        ("function f(a, b = 1) {}", 1, 15),
        ("var a = /x/u;", 1, 9),
        ("try {\n} catch {\n}", 2, 3),
    ],
)
def test_a_problem_has_line_and_column(text: str, line: int, column: int) -> None:
    assert [(problem.line, problem.column) for problem in problems(text)] == [(line, column)]


def test_problems_come_in_the_order_of_the_text() -> None:
    found = problems("const a = 1;\n{ const a = 2; }\nx ?? y;\nf(...z);\nvar b = Reflect.ownKeys(x) ?? [];")
    assert [problem.line for problem in found] == [2, 3, 4, 5, 5]
    assert found == sorted(found)


@pytest.mark.parametrize(
    "text", ["if (a) { b();", "var a b;", "x = ;", "foo(", "}", "'abc", "for each (var x in y) ;"]
)
def test_what_is_no_javascript_is_one_problem(text: str) -> None:
    [problem] = problems(text)
    assert problem.message.startswith("syntax error")


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "(" * 50_000 + ")" * 50_000, "a ?? " * 5_000 + "b", "\0", "\ud800", ""]
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    assert len(problems(text)) <= 5_001


def test_every_message_is_short() -> None:
    for text, *_ in [*REFUSED, *DIFFERENT]:
        assert all(len(problem.message) < 130 for problem in problems(text))
