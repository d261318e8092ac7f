"""Built-ins that newer engines have and Rhino has not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from tree_sitter import Node

from pingone_conformance.scripting.dialect.problem import Kind, Report, text_of


@cache
def lacking() -> dict[str, str]:
    """The built-ins that Rhino 1.7.14 lacks, by the path from the global scope, and what to use instead."""
    text = (files("pingone_conformance.scripting") / "rhino_lacks.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


@cache
def _methods() -> dict[str, str]:
    """The instance methods by name; of two with one name the first."""
    found: dict[str, str] = {}
    for path in lacking():
        owner, _, name = path.partition(".prototype.")
        if name:
            found.setdefault(name, f"{owner}.prototype.{name}")
    return found


class Builtins:
    """Collects the uses of built-ins, and reports once it is known which names are the script's own."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._used: list[tuple[str, Node]] = []
        self._asked: set[str] = set()

    def enter(self, node: Node, above: Sequence[str]) -> None:
        """A node begins."""
        if node.type == "identifier" and text_of(node) in lacking():
            # typeof: the script knows that it may be missing
            self._note(text_of(node), node, asked=above[-1] == "unary_expression")
        elif node.type == "member_expression":
            self._member(node, called=above[-1] == "call_expression")

    def end(self, own: set[str]) -> None:
        """Report what is not one of the script's own names."""
        for path, node in self._used:
            method = ".prototype." in path
            if method or path.partition(".")[0] not in own:
                name = path.replace(".prototype.", "#")
                instead = lacking()[path]
                message = f"{name}: not in Rhino 1.7.14{'; ' if instead else ''}{instead}"
                unsure = method or path in self._asked
                self._report(node, message, Kind.POSSIBLE if unsure else Kind.DIFFERENT)

    def _member(self, node: Node, *, called: bool) -> None:
        target, name = node.child_by_field_name("object"), node.child_by_field_name("property")
        if target is None or name is None:
            return
        path = f"{text_of(target)}.{text_of(name)}" if target.type == "identifier" else ""
        if path in lacking():
            self._note(path, node, asked=not called)
        elif called and text_of(name) in _methods():
            self._note(_methods()[text_of(name)], name, asked=False)

    def _note(self, path: str, node: Node, *, asked: bool) -> None:
        if asked:
            self._asked.add(path)
        else:
            self._used.append((path, node))
