"""Lines on a terminal: they fit, need no colour, and nothing that a target sent can steer the terminal."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from pingone_conformance.findings import Verdict
from pingone_conformance.reporting.summary import printable, shortened

LABEL = 10
"""Width of the labels of fields."""

LONGEST_TEXT = 500
NO_BREAK = "\u00a0"
"""A space at which no line is broken."""

_WIDEST = 100
STYLES = {
    Verdict.CONFORMS: "green",
    Verdict.UNTESTED: "bright_black",
    Verdict.WAIVED: "cyan",
    Verdict.DEVIATES: "yellow",
    Verdict.VIOLATES: "bold red",
    Verdict.BROKEN: "bold magenta",
}


class Writer:
    """Writes lines that fit the console: wrapped, in its encoding, without control characters."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._width = min(console.width, _WIDEST)

    def line(self, text: str = "", *, style: str = "") -> None:
        """One line as it is; a terminal wraps it where it must, so that it can be copied."""
        encodable = text.encode(self.console.encoding, "backslashreplace").decode(self.console.encoding)
        self.console.print(Text(encodable, style=style), soft_wrap=True)

    def verdict(self, verdict: str, text: str) -> None:
        """The first line of a block."""
        self.headed(verdict, text, STYLES[Verdict(verdict)])

    def headed(self, head: str, text: str, style: str) -> None:
        """The same for what is no verdict."""
        self.console.print(Text(head.upper(), style=style), end="  ", soft_wrap=True)
        self.line(printable(text), style="bold")

    def wrapped(self, text: str, *, indent: int = 0, style: str = "") -> None:
        """A text in lines of the console's width."""
        for line in self._lines(text, " " * indent, " " * indent):
            self.line(line, style=style)

    def field(self, label: str, text: str, *, width: int = LABEL) -> None:
        """A label of that width and its text, aligned with the other fields."""
        text = shortened(printable(text), LONGEST_TEXT)
        for line in self._lines(text, f"  {label:<{width}}", " " * (width + 2)):
            self.line(line)

    def command(self, label: str, text: str) -> None:
        """A label and a command line, never broken into several."""
        self.line(f"  {label:<{LABEL}}{printable(text)}")

    def _lines(self, text: str, first: str, others: str) -> list[str]:
        wrapped = textwrap.wrap(
            text,
            self._width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace(NO_BREAK, " ") for line in wrapped] or [first.rstrip()]
