"""Every node of a tree in the order of the text, without recursion: scripts may be nested as deep as they like."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node


def walk(root: Node) -> Iterator[tuple[Node, bool]]:
    """Each node twice: when it begins (True), and after what is in it (False)."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None:
            yield node, True
        if cursor.goto_first_child():
            continue
        while True:
            if cursor.node is not None:
                yield cursor.node, False
            if cursor.goto_next_sibling():
                break
            if not cursor.goto_parent():
                return
