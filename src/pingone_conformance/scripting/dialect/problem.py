"""What is said about a place in a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A place, counted from 1, and what is wrong there.

    One that is not `certain` depends on what the script does: it may be right as it is.
    """

    line: int
    column: int
    message: str
    certain: bool = True


Report = Callable[[Node, str, bool], None]
"""Says that there is a problem at a node, and whether that is certain."""


def text_of(node: Node) -> str:
    """The text of a node."""
    return (node.text or b"").decode()
