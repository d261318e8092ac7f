"""Room in a report: whatever a run found, the file stays small."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape


@dataclass
class Budget:
    """Room in the file for one kind of thing, in bytes of HTML; who comes first is served."""

    left: int

    def take(self, text: str) -> bool:
        """Whether the text still fits once it is escaped; takes the room if so."""
        size = len(str(escape(text)).encode("utf-8", "xmlcharrefreplace"))
        if size > self.left:
            return False
        self.left -= size
        return True


def visible(value: object) -> object:
    """A text in which nothing can hide or turn around what is beside it: what does not print becomes an escape.

    Lines and tabs stay, and so does everything that is no plain text.
    """
    if type(value) is not str or value.isprintable():
        return value
    return "".join(
        char if char.isprintable() or char in "\n\t" else char.encode("unicode_escape").decode()
        for char in value
    )
