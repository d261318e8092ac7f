"""Names: bindings that a script declares, does without or mistakes for others ("Script bindings", reserved names)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tree_sitter import Node

from pingone_conformance.lint.known import (
    DECISION_NODE,
    DECISION_NODES,
    INSTEAD,
    LANGUAGE,
    LIBRARY,
    is_offered,
)
from pingone_conformance.lint.scopes import Scopes
from pingone_conformance.script_bindings import Binding
from pingone_conformance.scripting.dialect.problem import text_of

NEARNESS = 0.75
"""How alike two names are that somebody may have mixed up."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong about a node."""

    rule: str
    node: Node
    message: str
    hint: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """A script and who runs it."""

    scopes: Scopes
    bindings: Mapping[str, Binding]
    legacy: bool
    context: str

    def offers(self, name: str) -> bool:
        """Whether it is given the binding of that name."""
        found = self.bindings.get(name)
        return found is not None and is_offered(found, legacy=self.legacy, context=self.context)

    @property
    def engine(self) -> str:
        """What contracts call the engine that runs it."""
        return "legacy" if self.legacy else "next-generation"

    @property
    def kind(self) -> str:
        """What messages call it."""
        return f"{self.engine} scripts"


def reserved(script: Script) -> Iterator[Remark]:
    """Variables, functions and parameters that have the name of a binding, and values given to a binding."""
    for each in script.scopes.declarations:
        # A library is handed the bindings of its caller as arguments.
        handed = script.context == LIBRARY and each.kind == "parameter"
        if script.offers(each.name) and not handed:
            yield Remark(
                "reserved-name",
                each.node,
                f"{each.name} is the name of a binding, and reserved for it",
                f"give the {each.kind} another name",
                certain=each.is_at_top_level,
            )
    for node in script.scopes.assigned:
        if script.offers(text_of(node)):
            yield Remark(
                "reserved-name",
                node,
                f"{text_of(node)} is a binding, and is given a value",
                "use a variable of your own",
            )


def not_available(script: Script) -> Iterator[Remark]:
    """Bindings that exist, and that scripts of this kind do not have; each once."""
    told = {text_of(node) for node in script.scopes.assigned} | script.scopes.asked_for
    for node in script.scopes.free:
        name = text_of(node)
        binding = script.bindings.get(name)
        if binding is None or name in told or script.offers(name):
            continue
        told.add(name)
        partly = binding.availability.legacy == "partial"
        yield Remark(
            "not-available",
            node,
            f"{name} is not available to {script.kind}"
            + (f" of the context {script.context}" if partly else ""),
            "" if partly else "a next-generation script has it",
            certain=not partly,
        )


def unknown(script: Script) -> Iterator[Remark]:
    """Names that nothing declares and that look like bindings; each once."""
    scopes = script.scopes
    known = LANGUAGE | DECISION_NODE | script.bindings.keys()
    told = {text_of(node) for node in scopes.assigned} | scopes.asked_for
    if any(text_of(node) in {"importClass", "importPackage"} for node in scopes.free):
        return
    offered = [each for each in script.bindings if script.offers(each)]
    for node in scopes.free:
        name = text_of(node)
        if name in known or name in told or scopes.is_within_with(node):
            continue
        looks_like_one, meant = _mistaken(script, node, offered)
        if looks_like_one:
            told.add(name)
            hint = f"did you mean {meant}?" if meant else "declare it, or take it from a library by require"
            reason = f"{name} is neither declared nor a binding of {script.kind}"
            # Editions of the product add bindings that nothing here knows.
            yield Remark("unknown-binding", node, reason, hint, certain=bool(meant))


def _mistaken(script: Script, node: Node, offered: list[str]) -> tuple[bool, str]:
    """Whether a name that nothing declares was to be a binding, and which one."""
    name = text_of(node)
    instead = INSTEAD.get(name, "")
    instead = instead if instead.partition(".")[0] in offered else ""
    if _is_used_as_object(script.scopes, node):
        meant = instead or closest(name, offered)
        # In other contexts there are bindings that nothing here knows.
        return bool(meant) or script.context in DECISION_NODES, meant
    # A value or a function may come from anywhere, unless it was plainly mixed up.
    if instead and _is_called(script.scopes, node):
        return True, instead
    meant = next((each for each in offered if each.lower() == name.lower()), "")
    return bool(meant), meant


def closest(name: str, names: list[str]) -> str:
    """The one of these names that was probably meant, or an empty text."""
    lowered = {each.lower(): each for each in names}
    found = get_close_matches(name.lower(), lowered, n=1, cutoff=NEARNESS)
    return lowered[found[0]] if found else ""


def _is_used_as_object(scopes: Scopes, node: Node) -> bool:
    """Whether it is the `xyz` of `xyz.method(…)`, at any depth of members."""
    above, below = scopes.around(node)
    if above is None or above.type not in {"member_expression", "subscript_expression"}:
        return False
    while above is not None and above.type in {"member_expression", "subscript_expression"}:
        if above.child_by_field_name("object") != below:
            return False
        above, below = scopes.around(above)
    return (
        above is not None
        and above.type == "call_expression"
        and above.child_by_field_name("function") == below
    )


def _is_called(scopes: Scopes, node: Node) -> bool:
    above = scopes.parent(node)
    return (
        above is not None
        and above.type == "call_expression"
        and above.child_by_field_name("function") == node
    )
