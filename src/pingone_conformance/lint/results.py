"""What a script reads from the results of calls."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from pingone_conformance.lint.calls import Call, methods_of
from pingone_conformance.lint.names import Remark, Script, closest
from pingone_conformance.script_bindings import Binding, ScriptObject
from pingone_conformance.scripting.dialect.problem import text_of

_PROMISE = "Promise"


def unknown_members(script: Script, call: Call) -> Iterator[Remark]:
    """Members of the result that the document does not have; never certain, for editions add members."""
    kind, node = call.method.result, call.node
    while (found := _object(script, call.binding, kind)) is not None:
        above, below = script.scopes.around(node)
        if above is None:
            return
        if above.type == "variable_declarator":
            yield from _members_of_variable(script, call.binding, found, above)
            return
        name = _member(above, below)
        if name is None:
            return
        if remark := _unknown(call.binding, found, name):
            yield remark
            return
        method = next(
            (each for each in methods_of(script, found.methods) if each.name == text_of(name)), None
        )
        outer = script.scopes.parent(above)
        if method is None or outer is None or outer.type != "call_expression":
            return
        kind, node = method.result, outer


def _object(script: Script, binding: Binding, kind: str) -> ScriptObject | None:
    plain = kind.partition("<")[0]
    fitting = (each for each in binding.objects if each.type == plain)
    return next((each for each in fitting if each.engine in (None, script.engine)), None)


def _members_of_variable(
    script: Script, binding: Binding, kind: ScriptObject, declarator: Node
) -> Iterator[Remark]:
    for node in script.scopes.uses(declarator):
        above = script.scopes.parent(node)
        member = _member(above, node) if above is not None else None
        if member is not None and (remark := _unknown(binding, kind, member)):
            yield remark


def _member(above: Node, node: Node) -> Node | None:
    if above.type != "member_expression" or above.child_by_field_name("object") != node:
        return None
    return above.child_by_field_name("property")


def _unknown(binding: Binding, kind: ScriptObject, name: Node) -> Remark | None:
    known = _members(kind)
    if text_of(name) in known:
        return None
    if kind.type == _PROMISE:
        # Promises have more methods than the document names; what belongs to the response was meant for that.
        if not any(text_of(name) in _members(each) for each in binding.objects):
            return None
        hint = f"call get first: .get().{text_of(name)}"
    else:
        meant = closest(text_of(name), known)
        hint = f"did you mean {meant}?" if meant else f"it has {', '.join(known)}"
    return Remark("unknown-method", name, f"{kind.type} has no {text_of(name)}", hint, certain=False)


def _members(kind: ScriptObject) -> list[str]:
    return [*kind.fields, *(method.name for method in kind.methods)]
