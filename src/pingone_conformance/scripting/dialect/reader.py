"""Reads a script and says what Rhino would not."""

from __future__ import annotations

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from pingone_conformance.scripting.dialect.builtins import Builtins
from pingone_conformance.scripting.dialect.names import Names
from pingone_conformance.scripting.dialect.problem import Kind, Problem
from pingone_conformance.scripting.dialect.syntax import check
from pingone_conformance.scripting.dialect.walk import walk
from pingone_conformance.scripting.sourcetext import SourceText

_LANGUAGE = Language(tree_sitter_javascript.language())


def problems(text: str) -> list[Problem]:
    """What of a script Rhino 1.7.14 does not understand or does otherwise, in the order of the text.

    Of the places that are no JavaScript at all only the first is told: what follows one is guesswork.
    """
    source = SourceText(text)
    found: set[Problem] = set()

    def report(node: Node, message: str, kind: Kind) -> None:
        found.add(Problem(*source.place(node.start_byte), message, kind))

    names, builtins = Names(report), Builtins(report)
    above: list[str] = []
    broken: Node | None = None
    for node, begins in walk(Parser(_LANGUAGE).parse(source.encoded).root_node):
        if not begins:
            above.pop()
            names.leave(node)
            continue
        if broken is None and (node.is_error or node.is_missing):
            broken = node
        check(node, above, report)
        names.enter(node)
        builtins.enter(node, above)
        above.append(node.type)
    names.end()
    builtins.end(names.own)
    if broken is not None:
        found.add(_syntax_error(source, broken))
    return sorted(found)


def _syntax_error(source: SourceText, node: Node) -> Problem:
    """Where reading stopped: at what is missing, or at the last of what makes no sense."""
    if node.is_missing:
        return Problem(*source.place(node.start_byte), f"syntax error: {node.type} is missing")
    while node.children:
        node = node.children[-1]
    return Problem(*source.place(node.start_byte), "syntax error")
