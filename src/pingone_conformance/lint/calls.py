"""Calls of the bindings: methods that they have, and how many arguments those take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from pingone_conformance.lint.known import LATER_METHODS
from pingone_conformance.lint.names import Remark, Script, closest
from pingone_conformance.lint.scopes import Scopes
from pingone_conformance.lint.syntax import arguments, beginning, named
from pingone_conformance.script_bindings import Binding, Method
from pingone_conformance.scripting.dialect.problem import text_of

_OF_EVERY_OBJECT = frozenset({"apply", "bind", "call", "hasOwnProperty", "toString", "valueOf"})
_OTHER_ENGINE = {
    "debug": "message", "info": "message", "isDebugEnabled": "messageEnabled", "isErrorEnabled": "errorEnabled",
    "isInfoEnabled": "messageEnabled", "isTraceEnabled": "messageEnabled", "isWarnEnabled": "warningEnabled",
    "trace": "message", "warn": "warning",
    "errorEnabled": "isErrorEnabled", "message": "debug", "messageEnabled": "isDebugEnabled", "warning": "warn",
    "warningEnabled": "isWarnEnabled",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a method of a binding. `method` is the overload that its arguments fit."""

    binding: Binding
    method: Method
    node: Node
    arguments: Sequence[Node]


def calls(script: Script, remarks: list[Remark]) -> Iterator[Call]:
    """The calls of bindings that a script makes as they are meant; the others are added to the remarks.

    A binding that the script shadows or assigns is left alone.
    """
    replaced = {text_of(node) for node in script.scopes.assigned}
    for node in script.scopes.free:
        name = text_of(node)
        if not script.offers(name) or name in replaced or script.scopes.is_within_with(node):
            continue
        binding = script.bindings[name]
        found = called(script.scopes, node) if binding.methods else None
        if found is None:
            continue
        call, names = found
        overloads = methods_of(script, binding.methods)
        written = ".".join(map(named, names))
        fitting = [method for method in overloads if method.name == written]
        if not fitting:
            remarks.extend(_unknown(script, binding, overloads, names))
            continue
        given = arguments(call)
        if given is None:
            continue
        chosen = next((method for method in fitting if _takes(method, len(given))), None)
        if chosen is None:
            remarks.append(_miscounted(binding, fitting, names[-1], len(given)))
        yield Call(binding, chosen or fitting[0], call, given)


def called(scopes: Scopes, node: Node) -> tuple[Node, list[Node]] | None:
    """The call whose function is a member of this node, and the nodes that name the way to it."""
    names: list[Node] = []
    above, below = scopes.around(node)
    while above is not None and above.type in {"member_expression", "subscript_expression"}:
        name = above.child_by_field_name("property") or above.child_by_field_name("index")
        if name is None or above.child_by_field_name("object") != below:
            return None
        if above.type == "subscript_expression" and not beginning(name)[1]:
            return None
        names.append(name)
        above, below = scopes.around(above)
    is_call = above is not None and above.type == "call_expression"
    if above is None or not is_call or above.child_by_field_name("function") != below or not names:
        return None
    return above, names


def methods_of(script: Script, methods: Sequence[Method]) -> list[Method]:
    """Those of the methods that the script's engine has."""
    return [method for method in methods if method.engine in (None, script.engine)]


def _unknown(
    script: Script, binding: Binding, methods: Sequence[Method], names: list[Node]
) -> Iterator[Remark]:
    known = list(dict.fromkeys(method.name for method in methods))
    words = [named(name) for name in names]
    written = ".".join(words)
    later = LATER_METHODS.get(binding.name, ())
    if any(f"{written}.".startswith(f"{name}.") for name in later) or words[-1] in _OF_EVERY_OBJECT:
        return
    if any(written.startswith(f"{name}.") for name in known):
        return  # a member of what a method is, such as apply
    wrong = next(
        (at for at in range(len(words)) if not _begins(known, ".".join(words[: at + 1]))), len(words) - 1
    )
    if written in {method.name for method in binding.methods}:
        reason = f"{binding.name}.{written} is not available to {script.kind}"
        meant = _OTHER_ENGINE.get(written, "")
    else:
        reason, meant = f"{binding.name} has no method {written}", _alike(written, known)
    hint = f"did you mean {binding.name}.{meant}?" if meant else f"it has {_listed(known)}"
    yield Remark("unknown-method", names[wrong], reason, hint)


def _alike(written: str, known: Sequence[str]) -> str:
    same = [name for name in known if name.rpartition(".")[2] == written]
    return same[0] if len(same) == 1 else closest(written, list(known))


def _begins(known: Sequence[str], words: str) -> bool:
    return any(f"{name}.".startswith(f"{words}.") for name in known)


def _takes(method: Method, number: int) -> bool:
    least, most = _bounds(method)
    return least <= number and (most is None or number <= most)


def _bounds(method: Method) -> tuple[int, int | None]:
    least = sum(not argument.optional for argument in method.arguments)
    repeated = any(argument.repeated for argument in method.arguments)
    return least, None if repeated else len(method.arguments)


def _miscounted(binding: Binding, fitting: Sequence[Method], name: Node, number: int) -> Remark:
    least, most = _bounds(fitting[0])
    if most is None:
        takes = f"{least} or more arguments"
    elif least == most:
        takes = f"{least or 'no'} argument{'' if least == 1 else 's'}"
    else:
        takes = f"{least} {'or' if most == least + 1 else 'to'} {most} arguments"
    return Remark(
        "argument-count",
        name,
        f"{binding.name}.{fitting[0].name} takes {takes} and is given {number or 'none'}",
        f"as in {signature(binding.name, fitting[0])}",
    )


def signature(binding: str, method: Method) -> str:
    """How a method is called, with its optional arguments in brackets."""
    words = [f"[{each.name}]" if each.optional else each.name for each in method.arguments]
    return f"{binding}.{method.name}({', '.join(words)})"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
