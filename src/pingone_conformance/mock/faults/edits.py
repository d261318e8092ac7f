"""Small changes to bodies that several faults make; what is not there, or is no object, stays as it is."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.exchange import Answer, Request


def put(content: Request | Answer, path: str, value: Any) -> None:
    """Set the member at a path such as ``requirements.email`` where its object is there."""
    node, name = _object_of(content, path)
    if isinstance(node, dict):
        node[name] = value


def drop(content: Request | Answer, *paths: str) -> None:
    """Leave out the members at these paths."""
    for path in paths:
        node, name = _object_of(content, path)
        if isinstance(node, dict):
            node.pop(name, None)


def replace_text(answer: Answer, old: str, new: str) -> None:
    """Write another text wherever one stands in the body of an answer."""
    answer.body = answer.body.replace(old.encode(), new.encode())


def _object_of(content: Request | Answer, path: str) -> tuple[Any, str]:
    parent, _, name = path.rpartition(".")
    return (content.member(parent) if parent else content.json), name
