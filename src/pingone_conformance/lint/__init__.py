"""Says what a tenant would not accept in a journey script, without running it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pingone_conformance.contracts import contracts
from pingone_conformance.lint.calls import calls
from pingone_conformance.lint.names import Remark, Script, not_available, reserved, unknown
from pingone_conformance.lint.nodes import wrong_in_nodes
from pingone_conformance.lint.problem import Problem
from pingone_conformance.lint.results import unknown_members
from pingone_conformance.lint.scopes import Scopes
from pingone_conformance.lint.syntax import parse
from pingone_conformance.lint.values import wrong_values
from pingone_conformance.scripting import dialect
from pingone_conformance.scripting.sourcetext import SourceText

__all__ = ["Problem", "lint"]


def lint(text: str, *, legacy: bool = False, context: str = "SCRIPTED_DECISION_NODE") -> list[Problem]:
    """The problems of a script, in the order of its text.

    `legacy` chooses the engine that is to run it, `context` says in which place ("Script bindings", table and notes).
    Where the script is no JavaScript of that dialect at all, nothing else is looked at.
    """
    found: list[Problem] = []
    source = SourceText(text)
    tree = parse(source)
    if not tree.root_node.has_error:
        script = Script(Scopes(tree.root_node), contracts().bindings, legacy=legacy, context=context)
        found += _placed(_remarks(script), source)
    # What browsers have is missing in the dialect, too; the other remark knows what is there instead.
    told = {(each.line, each.column) for each in found if each.rule == "unknown-binding"}
    found += [
        Problem("dialect", each.line, each.column, each.message, certain=each.certain)
        for each in dialect.problems(text)
        if (each.line, each.column) not in told
    ]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _remarks(script: Script) -> Iterator[Remark]:
    yield from reserved(script)
    yield from not_available(script)
    yield from unknown(script)
    yield from wrong_in_nodes(script)
    miscalled: list[Remark] = []
    for call in calls(script, miscalled):
        yield from wrong_values(script, call)
        yield from unknown_members(script, call)
    yield from miscalled


def _placed(remarks: Iterable[Remark], source: SourceText) -> Iterator[Problem]:
    for remark in remarks:
        line, column = source.place(remark.node.start_byte)
        yield Problem(remark.rule, line, column, remark.message, remark.hint, remark.certain)
