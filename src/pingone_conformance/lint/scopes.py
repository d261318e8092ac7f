"""Which names a script declares, and where it can see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from pingone_conformance.lint.syntax import walk
from pingone_conformance.scripting.dialect.problem import text_of
from pingone_conformance.scripting.dialect.syntax import FUNCTIONS

_BLOCKS = FUNCTIONS | {
    "catch_clause", "class_body", "for_in_statement", "for_statement", "program", "statement_block", "switch_body",
}  # fmt: skip
_NAMES_IN_PATTERNS = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_REFERENCES = frozenset({"identifier", "shorthand_property_identifier"})
_ASSIGNMENTS = frozenset({"assignment_expression", "augmented_assignment_expression"})


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name where a script declares it. `scope` is the node within which it is seen."""

    name: str
    node: Node
    scope: Node
    kind: str

    @property
    def is_at_top_level(self) -> bool:
        """Whether the whole script sees it."""
        return self.scope.type == "program"


class Scopes:
    """The declarations of a script, and what is free in it."""

    def __init__(self, root: Node) -> None:
        self.nodes = list(walk(root))
        self._parents = {child.id: node for node in self.nodes for child in node.children}
        # Parents come before their children, so what they stand in is known.
        self._blocks: dict[int, Node] = {}
        self._within_with: set[int] = set()
        for node in self.nodes:
            above = self._parents.get(node.id, node)
            self._blocks[node.id] = node if node.type in _BLOCKS else self._blocks[above.id]
            if above.type == "with_statement" or above.id in self._within_with:
                self._within_with.add(node.id)
        self.declarations = [found for node in self.nodes for found in self._declared_by(node)]
        self._times = Counter(each.name for each in self.declarations)
        self._seen: dict[int, set[str]] = {}
        for each in self.declarations:
            self._seen.setdefault(each.scope.id, set()).add(each.name)
        declaring = {each.node.id for each in self.declarations}
        references = [node for node in self.nodes if node.type in _REFERENCES and node.id not in declaring]
        self.reassigned = {text_of(node) for node in references if self._is_assigned(node)}
        """Names that are given a value after they were declared, or without."""
        self.free = [node for node in references if not self._is_declared(node)]
        """Identifiers that nothing in the script declares, in the order of the text."""
        self.assigned = [node for node in self.free if self._is_assigned(node)]
        """Those of them that the script gives a value."""
        self.asked_for = {text_of(node) for node in self.free if self._is_operand_of_typeof(node)}
        """Names whose existence the script looks at itself."""

    def parent(self, node: Node) -> Node | None:
        """What a node stands in, which the tree itself would look for from its root."""
        return self._parents.get(node.id)

    def uses(self, declarator: Node) -> list[Node]:
        """Where a variable is used that is declared once and given no other value; nothing for other patterns."""
        name = declarator.child_by_field_name("name")
        if name is None or name.type != "identifier" or not self._is_constant(text_of(name)):
            return []
        return [
            node
            for node in self.nodes
            if node.type == "identifier" and node != name and text_of(node) == text_of(name)
        ]

    def value_of(self, node: Node) -> Node:
        """The only value that a variable ever has, or the node itself where it is no such variable."""
        if node.type != "identifier" or not self._is_constant(text_of(node)):
            return node
        declared = next(each.node for each in self.declarations if each.name == text_of(node))
        above = self.parent(declared)
        value = above.child_by_field_name("value") if above and above.type == "variable_declarator" else None
        return value or node

    def _is_constant(self, name: str) -> bool:
        return self._times[name] == 1 and name not in self.reassigned

    def around(self, node: Node) -> tuple[Node | None, Node]:
        """What a node stands in once parentheses are left out, and the part of it that holds the node."""
        below, above = node, self.parent(node)
        while above is not None and above.type == "parenthesized_expression":
            below, above = above, self.parent(above)
        return above, below

    def is_within_with(self, node: Node) -> bool:
        """Whether a name may be that of a member, for it stands in the body of `with (…)`."""
        return node.id in self._within_with

    def _blocks_around(self, node: Node) -> Iterator[Node]:
        """The blocks that a node stands in, the innermost first; a block stands in itself."""
        block: Node | None = self._blocks[node.id]
        while block is not None:
            yield block
            above = self.parent(block)
            block = self._blocks[above.id] if above is not None else None

    def _function_around(self, node: Node) -> Node:
        above = self.parent(node) or node
        return next(block for block in self._blocks_around(above) if block.type in FUNCTIONS | {"program"})

    def _block_around(self, node: Node) -> Node:
        return self._blocks[(self.parent(node) or node).id]

    def _is_declared(self, node: Node) -> bool:
        name = text_of(node)
        return any(name in self._seen.get(block.id, ()) for block in self._blocks_around(node))

    def _is_assigned(self, node: Node) -> bool:
        above = self.parent(node)
        if above is None or above.type == "update_expression":
            return above is not None
        return above.type in _ASSIGNMENTS and above.child_by_field_name("left") == node

    def _is_operand_of_typeof(self, node: Node) -> bool:
        above, _ = self.around(node)
        return (
            above is not None and above.type == "unary_expression" and text_of(above.children[0]) == "typeof"
        )

    def _declared_by(self, node: Node) -> Iterator[Declaration]:
        name = node.child_by_field_name("name")
        match node.type:
            case "variable_declaration" | "lexical_declaration":
                var = node.type == "variable_declaration"
                scope = self._function_around(node) if var else self._block_around(node)
                for declarator in node.named_children:
                    yield from _pattern(declarator.child_by_field_name("name"), scope, "variable")
            case "for_in_statement" if (kind := node.child_by_field_name("kind")) is not None:
                scope = self._function_around(node) if text_of(kind) == "var" else node
                yield from _pattern(node.child_by_field_name("left"), scope, "variable")
            case "function_declaration" | "generator_function_declaration":
                yield from _pattern(name, self._function_around(node), "function")
            case "class_declaration":
                yield from _pattern(name, self._block_around(node), "class")
            case "function_expression" | "generator_function":
                yield from _pattern(name, node, "function")
            case "catch_clause":
                yield from _pattern(node.child_by_field_name("parameter"), node, "variable")
        if node.type in FUNCTIONS:
            for part in ("parameter", "parameters"):
                yield from _pattern(node.child_by_field_name(part), node, "parameter")


def _pattern(node: Node | None, scope: Node, kind: str) -> Iterator[Declaration]:
    waiting = [] if node is None else [node]
    while waiting:
        current = waiting.pop()
        if current.type in _NAMES_IN_PATTERNS:
            yield Declaration(text_of(current), current, scope, kind)
        elif current.type in {"assignment_pattern", "object_assignment_pattern"}:
            waiting.extend(filter(None, [current.child_by_field_name("left")]))
        elif current.type == "pair_pattern":
            waiting.extend(filter(None, [current.child_by_field_name("value")]))
        else:
            waiting.extend(reversed(current.named_children))
