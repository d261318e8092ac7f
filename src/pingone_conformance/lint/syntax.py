"""The syntax tree of a script: reading it, walking it, and what its literals say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Tree

from pingone_conformance.scripting.dialect.problem import text_of
from pingone_conformance.scripting.sourcetext import SourceText

_STRINGS = ("string", "template_string")


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def parse(text: SourceText) -> Tree:
    """The syntax tree of a script; what is no JavaScript becomes nodes of errors."""
    return _parser().parse(text.encoded)


def walk(node: Node) -> Iterator[Node]:
    """A node and everything below it, in the order of the text, without recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


def field(node: Node, name: str) -> Node | None:
    """A part of a node by its name in the grammar, without the parentheses around it."""
    found = node.child_by_field_name(name)
    while found is not None and found.type == "parenthesized_expression" and found.named_child_count == 1:
        found = found.named_children[0]
    return found


def arguments(call: Node) -> list[Node] | None:
    """The arguments of a call; None where their number is open, or where there are none but a template."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "arguments":
        return None
    found = [child for child in given.named_children if child.type != "comment"]
    return None if any(child.type == "spread_element" for child in found) else found


def beginning(node: Node) -> tuple[str, bool]:
    """The text that a value certainly begins with, and whether that is all of it."""
    whole = True
    while node.type == "binary_expression" and text_of(node.children[1]) == "+":
        left = field(node, "left")
        if left is None:
            return "", False
        node, whole = left, False
    if node.type not in _STRINGS:
        return "", False
    found = ""
    for part in node.named_children:
        if part.type == "template_substitution":
            return found, False
        found += _escaped(text_of(part)) if part.type == "escape_sequence" else text_of(part)
    return found, whole


def _escaped(text: str) -> str:
    try:
        return str(ast.literal_eval(f'"{text}"'))
    except (SyntaxError, ValueError):
        return text


def path(node: Node) -> tuple[Node, list[Node]] | None:
    """`a.b["c"]` as the identifier `a` and the nodes that name `b` and `c`; None for anything else."""
    names: list[Node] = []
    while node.type in {"member_expression", "subscript_expression"}:
        member = node.type == "member_expression"
        name = node.child_by_field_name("property" if member else "index")
        under = field(node, "object")
        if name is None or under is None or not (member or beginning(name)[1]):
            return None
        names.append(name)
        node = under
    return (node, names[::-1]) if node.type == "identifier" else None


def named(node: Node) -> str:
    """The name that a node of a path stands for: its own, or the text in brackets."""
    return beginning(node)[0] if node.type in _STRINGS else text_of(node)
