"""What Rhino does otherwise with names: a `const` belongs to the whole function, and built-ins are missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from pingone_conformance.scripting.dialect.problem import Kind, Report, text_of
from pingone_conformance.scripting.dialect.syntax import FUNCTIONS

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_BLOCKS = frozenset({"statement_block", "switch_body", "catch_clause"}) | _LOOPS
_SAME_EACH_TIME = frozenset({"number", "string", "true", "false", "null", "undefined"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


_Blocks = tuple[int, ...]


@dataclass(slots=True)
class _Function:
    """The names that a function declares, each with its kind and the blocks around it, and the blocks open now."""

    declared: dict[str, list[tuple[str, _Blocks]]] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    loops: int = 0


@dataclass(slots=True)
class _Loop:
    """A loop with names of its own, in the function of a number."""

    names: dict[str, Node]
    function: int
    node: int


class Names:
    """Follows the nodes of a script and reports what Rhino does otherwise with its names."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._functions = [_Function()]
        self._loops: list[_Loop] = []
        self._assigned: list[tuple[str, Node, list[tuple[_Function, _Blocks]]]] = []
        self.own: set[str] = set()

    def enter(self, node: Node) -> None:
        """A node begins."""
        kind = node.type
        if kind in FUNCTIONS:
            self._function(node)
        elif kind in _BLOCKS:
            self._block(node)
        elif kind in {"variable_declaration", "lexical_declaration"}:
            self._declaration(node)
        elif kind in {"assignment_expression", "augmented_assignment_expression", "update_expression"}:
            self._assignment(node)
        elif kind in {"identifier", "shorthand_property_identifier"}:
            self._use(node)

    def leave(self, node: Node) -> None:
        """What is in a node has been followed."""
        if node.type in FUNCTIONS:
            self._functions.pop()
        elif node.type in _BLOCKS:
            self._functions[-1].blocks.pop()
            self._functions[-1].loops -= node.type in _LOOPS
            if self._loops and self._loops[-1].node == node.id:
                self._loops.pop()

    def end(self) -> None:
        """The script has been followed: only now it is known what a name belongs to."""
        for name, node, around in self._assigned:
            if _is_const(name, around):
                self._report(
                    node,
                    f"{name} is a const: Rhino 1.7.14 ignores the assignment in silence; use let",
                    Kind.DIFFERENT,
                )

    def _function(self, node: Node) -> None:
        name = node.child_by_field_name("name")
        if name is not None and node.type.endswith("_declaration"):
            self._declare(name, "function")
        elif name is not None and name.type == "identifier":
            self.own.add(text_of(name))
        self._functions.append(_Function())
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        for each in _targets(parameters):
            self._declare(each, "parameter")

    def _block(self, node: Node) -> None:
        function = self._functions[-1]
        function.blocks.append(node.id)
        function.loops += node.type in _LOOPS
        if node.type == "catch_clause":
            self.own.update(text_of(each) for each in _targets(node.child_by_field_name("parameter")))
        if node.type == "for_in_statement":
            kind = node.child_by_field_name("kind")
            if kind is not None:
                targets = _targets(node.child_by_field_name("left"))
                for each in targets:
                    self._declare(each, kind.type)
                self._loop(node, targets if kind.type == "let" else [])
        elif node.type == "for_statement":
            head = node.child_by_field_name("initializer")
            if head is not None and head.type == "lexical_declaration":
                self._loop(
                    node,
                    [
                        each
                        for one in head.named_children
                        for each in _targets(one.child_by_field_name("name"))
                    ],
                )

    def _loop(self, node: Node, targets: list[Node]) -> None:
        if targets:
            names = {text_of(each): each for each in targets}
            self._loops.append(_Loop(names, len(self._functions), node.id))

    def _declaration(self, node: Node) -> None:
        kind = node.children[0].type
        for declarator in node.named_children:
            value = declarator.child_by_field_name("value")
            for each in _targets(declarator.child_by_field_name("name")):
                self._declare(each, kind)
                if kind == "const" and self._functions[-1].loops and _varies(value):
                    words = "in a loop: in Rhino 1.7.14 it keeps the value of the first round; use let"
                    self._report(each, f"const {text_of(each)} {words}", Kind.DIFFERENT)

    def _declare(self, node: Node, kind: str) -> None:
        name = text_of(node)
        self.own.add(name)
        function = self._functions[-1]
        blocks = tuple(function.blocks)
        earlier = function.declared.setdefault(name, [])
        if any(_clash(one, (kind, blocks)) for one in earlier):
            self._report(
                node,
                f"{name} is declared again: in Rhino 1.7.14 a const belongs to the whole function; use let",
                Kind.REFUSED,
            )
        earlier.append((kind, blocks))

    def _assignment(self, node: Node) -> None:
        target = node.child_by_field_name("left") or node.child_by_field_name("argument")
        if target is not None and target.type == "identifier":
            around = [(one, tuple(one.blocks)) for one in reversed(self._functions)]
            self._assigned.append((text_of(target), target, around))

    def _use(self, node: Node) -> None:
        name = text_of(node)
        for loop in self._loops:
            inner = self._functions[loop.function :]
            if name in loop.names and inner and not any(name in one.declared for one in inner):
                self._report(
                    loop.names.pop(name),
                    f"let {name} of a loop in a function: Rhino 1.7.14 has one for all rounds; copy it in the body",
                    Kind.POSSIBLE,
                )


def _is_const(name: str, around: list[tuple[_Function, _Blocks]]) -> bool:
    """Whether a name, used within functions and blocks, belongs to a const."""
    for function, blocks in around:
        if name in function.declared:
            seen = {
                kind for kind, where in function.declared[name] if kind != "let" or _within(blocks, where)
            }
            return seen == {"const"}
    return False


def _within(inner: _Blocks, outer: _Blocks) -> bool:
    return inner[: len(outer)] == outer


def _clash(earlier: tuple[str, _Blocks], later: tuple[str, _Blocks]) -> bool:
    """Whether Rhino refuses the second of two declarations of a name in a function, because one is a const."""
    if earlier[0] == "const":
        return True
    if later[0] != "const":
        return False
    return earlier[0] != "let" or _within(later[1], earlier[1])


def _varies(value: Node | None) -> bool:
    return value is not None and value.type not in _SAME_EACH_TIME


def _targets(node: Node | None) -> list[Node]:
    """The names that a pattern, or a list of parameters, declares."""
    found: list[Node] = []
    waiting = [node] if node is not None else []
    while waiting:
        each = waiting.pop()
        if each.type in _NAMES:
            found.append(each)
        elif each.type == "pair_pattern":
            waiting.extend(filter(None, [each.child_by_field_name("value")]))
        elif each.type in {"assignment_pattern", "object_assignment_pattern"}:
            waiting.extend(filter(None, [each.child_by_field_name("left")]))
        elif each.type in {"object_pattern", "array_pattern", "rest_pattern", "formal_parameters"}:
            waiting.extend(reversed(each.named_children))
    return found
