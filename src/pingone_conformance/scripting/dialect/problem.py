"""What is said about a place in a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tree_sitter import Node


class Kind(StrEnum):
    """What Rhino makes of a place: it refuses the script, does something else there, or may do so."""

    REFUSED = "refused"
    DIFFERENT = "different"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A place, counted from 1, and what is wrong there."""

    line: int
    column: int
    message: str
    kind: Kind = Kind.REFUSED

    @property
    def certain(self) -> bool:
        """Whether something is wrong whatever the rest of the script does."""
        return self.kind is not Kind.POSSIBLE


Report = Callable[[Node, str, Kind], None]
"""Says that there is a problem at a node."""


def text_of(node: Node) -> str:
    """The text of a node."""
    return (node.text or b"").decode()
