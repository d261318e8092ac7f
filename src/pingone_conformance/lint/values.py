"""Arguments whose text shows that a binding refuses them, and members that results do not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from pingone_conformance.lint.calls import Call
from pingone_conformance.lint.names import Remark, Script, closest
from pingone_conformance.lint.syntax import beginning, named, path
from pingone_conformance.script_bindings import Argument
from pingone_conformance.scripting.dialect.problem import text_of

_RULES = {
    "defaultValue": "null-default",
    "propertyName": "property-name",
    "returnType": "return-type",
    "secretLabel": "secret-label",
    "type": "verified-data-type",
}
_NOTHING = ("null", "undefined")
_MEANT = {
    "Array": "java.util.List",
    "Boolean": "java.lang.Boolean",
    "Map": "java.util.Map",
    "Number": "java.lang.Double",
    "Object": "java.util.Map",
    "String": "java.lang.String",
    "java.lang.Float": "java.lang.Double",
    "java.lang.Long": "java.lang.Integer",
    "java.lang.Number": "java.lang.Double",
}
"""Classes of JavaScript and of Java that are written where another one is taken."""
_OPTIONS = "requestOptions"


def wrong_values(script: Script, call: Call) -> Iterator[Remark]:
    """What is wrong about the arguments of a call."""
    for given, argument in zip(call.arguments, call.method.arguments, strict=False):
        node = script.scopes.value_of(given)
        rule = _RULES.get(argument.name, "argument-value")
        text, whole = beginning(node)
        start = argument.begins_with
        if start and not (text.startswith(start) if whole else _may_begin(text, start)):
            yield Remark(
                rule, node, f"“{_short(text)}” does not begin with {start}", f"only {start}… is accepted"
            )
        elif argument.name == "defaultValue" and node.type in _NOTHING:
            yield Remark(rule, node, "the default must not be null", "leave it out: then null is the answer")
        elif argument.one_of and argument.type == "Class":
            yield from _wrong_class(script, rule, node, argument)
        elif argument.one_of and whole and text:
            yield from _wrong_text(rule, node, text, argument)
        if argument.name == _OPTIONS and node.type == "object":
            yield from _wrong_options(call, node)


def _may_begin(text: str, start: str) -> bool:
    return text.startswith(start) or start.startswith(text)


def _wrong_class(script: Script, rule: str, node: Node, argument: Argument) -> Iterator[Remark]:
    hint = f"it is {', '.join(argument.one_of[:-1])} or {argument.one_of[-1]}"
    if beginning(node)[1] or node.type in {"number", "true", "false", *_NOTHING}:
        yield Remark(rule, node, f"{_short(text_of(node))} is no Java class", hint)
        return
    found = path(node)
    if found is None:
        return
    root, names = found
    written = ".".join([text_of(root), *map(named, names)])
    if written in argument.one_of or not any(free == root for free in script.scopes.free):
        return
    if text_of(root) in {"java", "javax"} or written in _MEANT:
        reason = f"{written} is none of the return types"
        meant = _MEANT.get(written) or _named_alike(written, argument.one_of)
        yield Remark(rule, node, reason, f"did you mean {meant}?" if meant else hint)


def _named_alike(written: str, classes: Sequence[str]) -> str:
    last = {name.rpartition(".")[2]: name for name in classes}
    return last.get(closest(written.rpartition(".")[2], list(last)), "")


def _wrong_text(rule: str, node: Node, text: str, argument: Argument) -> Iterator[Remark]:
    # The API takes several types with commas between them.
    for each in text.split(","):
        if each.strip() not in argument.one_of:
            meant = closest(each, list(argument.one_of))
            hint = f"did you mean {meant}?" if meant else f"it is one of {', '.join(argument.one_of)}"
            yield Remark(rule, node, f"“{_short(each)}” is no type of verified data", hint, certain=False)


def _wrong_options(call: Call, node: Node) -> Iterator[Remark]:
    known = next((list(each.fields) for each in call.binding.objects if each.type == _OPTIONS), [])
    for pair in node.named_children:
        key = pair.child_by_field_name("key") if pair.type == "pair" else None
        if key is None or key.type not in {"property_identifier", "string"} or named(key) in known:
            continue
        meant = closest(named(key), known)
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(known)}"
        yield Remark(
            "request-option", key, f"{_short(named(key))} is no option of a request", hint, certain=False
        )


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
