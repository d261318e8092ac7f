"""What Rhino cannot read, by the type of the node."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tree_sitter import Node

from pingone_conformance.scripting.dialect.problem import Kind, Report, text_of
from pingone_conformance.scripting.dialect.regexes import faults

_NOT = "not in Rhino 1.7.14"
FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
_OPERATORS = {
    "??": "x === null || x === undefined ? y : x",
    "??=": "if (x === null || x === undefined) { x = y; }",
    "||=": "x = x || y",
    "&&=": "x = x && y",
}
_SPREAD = {"arguments": "f.apply(null, list)", "array": "concat", "object": "Object.assign"}
_RESERVED = {"await", "let", "yield"}

Handler = Callable[[Node, Sequence[str], Report], None]
_HANDLERS: dict[str, Handler] = {}


def check(node: Node, above: Sequence[str], report: Report) -> None:
    """Report what is wrong with one node, without what is in it; `above` are the types of the nodes around it."""
    handler = _HANDLERS.get(node.type)
    if handler is not None:
        handler(node, above, report)


def _on(*types: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        _HANDLERS.update(dict.fromkeys(types, handler))
        return handler

    return register


@_on(*FUNCTIONS)
def _function(node: Node, _: Sequence[str], report: Report) -> None:
    words = [child for child in node.children if child.type in {"async", "*"}]
    for word in words:
        if word.type == "async":
            report(
                word, f"async function: {_NOT}; use a function with a callback, or a Promise", Kind.REFUSED
            )
        elif node.type == "method_definition":
            report(word, f"generator method: {_NOT}; use name: function* () {{ … }}", Kind.REFUSED)


@_on("assignment_pattern", "object_assignment_pattern")
def _default(node: Node, above: Sequence[str], report: Report) -> None:
    if above[-1] == "formal_parameters":
        report(node, f"default parameter: {_NOT}; use if (x === undefined) {{ x = …; }}", Kind.REFUSED)
    else:
        report(node, f"default value in destructuring: {_NOT}; assign it afterwards", Kind.REFUSED)


@_on("rest_pattern")
def _rest(node: Node, above: Sequence[str], report: Report) -> None:
    if above[-1] == "formal_parameters":
        report(node, f"rest parameter: {_NOT}; use arguments", Kind.REFUSED)
    else:
        report(node, f"rest in destructuring: {_NOT}; use slice, or copy the members", Kind.REFUSED)


@_on("spread_element")
def _spread(node: Node, above: Sequence[str], report: Report) -> None:
    report(node, f"spread: {_NOT}; use {_SPREAD.get(above[-1], 'concat')}", Kind.REFUSED)


@_on("formal_parameters")
def _parameters(node: Node, _: Sequence[str], report: Report) -> None:
    if len(node.children) > 2 and node.children[-2].type == ",":
        report(node.children[-2], f"comma after the last parameter: {_NOT}; leave it out", Kind.REFUSED)


@_on("class_declaration", "class")
def _class(node: Node, _: Sequence[str], report: Report) -> None:
    if node.is_named:
        report(node, f"class: {_NOT}; use a function and its prototype", Kind.REFUSED)


@_on("await_expression")
def _await(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"await: {_NOT}; use then", Kind.REFUSED)


@_on("for_in_statement")
def _for_in(node: Node, _: Sequence[str], report: Report) -> None:
    for child in node.children:
        if child.type == "await":
            report(child, f"for await: {_NOT}", Kind.REFUSED)
        elif child.type == "const":
            report(child, f"const in the head of a loop: {_NOT}; use let", Kind.REFUSED)


@_on("for_statement")
def _for(node: Node, _: Sequence[str], report: Report) -> None:
    head = node.child_by_field_name("initializer")
    if head is not None and head.children and head.children[0].type == "const":
        report(head, f"const in the head of a loop: {_NOT}; use let", Kind.REFUSED)


@_on("optional_chain")
def _chain(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"?.: {_NOT}; use x && x.y", Kind.REFUSED)


@_on("binary_expression", "augmented_assignment_expression")
def _operator(node: Node, _: Sequence[str], report: Report) -> None:
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type in _OPERATORS:
        report(operator, f"{operator.type}: {_NOT}; use {_OPERATORS[operator.type]}", Kind.REFUSED)


@_on("computed_property_name")
def _computed(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"computed property name: {_NOT}; use o[name] = value", Kind.REFUSED)


@_on("catch_clause")
def _catch(node: Node, _: Sequence[str], report: Report) -> None:
    parameter = node.child_by_field_name("parameter")
    if parameter is None:
        report(node, f"catch without a variable: {_NOT}; use catch (e)", Kind.REFUSED)
    elif parameter.type != "identifier":
        report(parameter, f"destructuring in catch: {_NOT}; use catch (e)", Kind.REFUSED)


@_on("regex")
def _regex(node: Node, _: Sequence[str], report: Report) -> None:
    pattern, flags = (node.child_by_field_name(name) for name in ("pattern", "flags"))
    for message in faults(text_of(pattern) if pattern else "", text_of(flags) if flags else ""):
        report(node, message, Kind.REFUSED)


@_on("import_statement", "import")
def _import(node: Node, _: Sequence[str], report: Report) -> None:
    if node.is_named:
        report(node, f"import: {_NOT}; library scripts come with require", Kind.REFUSED)


@_on("export_statement")
def _export(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"export: {_NOT}; library scripts use exports", Kind.REFUSED)


@_on("meta_property")
def _meta(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"{text_of(node)}: {_NOT}", Kind.REFUSED)


@_on("super")
def _super(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"super: {_NOT}; call the function of the prototype", Kind.REFUSED)


@_on("using_declaration")
def _using(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"using: {_NOT}; use try and finally", Kind.REFUSED)


@_on("private_property_identifier")
def _private(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"private name: {_NOT}", Kind.REFUSED)


@_on("hash_bang_line")
def _hash_bang(node: Node, _: Sequence[str], report: Report) -> None:
    report(node, f"#! line: {_NOT}; leave it out", Kind.REFUSED)


@_on("escape_sequence")
def _escape(node: Node, above: Sequence[str], report: Report) -> None:
    if text_of(node).startswith("\\u{") and above[-1] != "template_string":
        report(
            node,
            "\\u{…} in a string: Rhino 1.7.14 drops the backslash; use \\uXXXX, twice if needed",
            Kind.DIFFERENT,
        )


@_on(
    "identifier",
    "shorthand_property_identifier",
    "shorthand_property_identifier_pattern",
    "statement_identifier",
)
def _name(node: Node, _: Sequence[str], report: Report) -> None:
    name = text_of(node)
    if name in _RESERVED:
        report(node, f"{name} as a name: Rhino 1.7.14 reserves it; use another", Kind.REFUSED)
    elif any(character > "\uffff" for character in name):
        report(node, "a letter beyond U+FFFF in a name: not in Rhino 1.7.14; use another", Kind.REFUSED)


@_on("return_statement")
def _return(node: Node, above: Sequence[str], report: Report) -> None:
    if not FUNCTIONS.intersection(above):
        report(
            node, "return outside a function: no engine has it; use if and else, or a function", Kind.REFUSED
        )
