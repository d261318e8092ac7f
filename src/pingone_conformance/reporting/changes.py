"""A comparison of two runs for people: on a terminal, and as markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pingone_conformance.reporting.comparison import Comparison, Cost, Kind, Turn
from pingone_conformance.reporting.summary import Results, Row, counted, printable

SHOWN = 40
"""Rules of one kind that a terminal lists."""

_DEARER = 5
_STYLES = {Kind.WORSE: "bold red", Kind.BETTER: "green", Kind.OTHER: "yellow"}
_WIDEST = 100
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&])")


def print_changes(console: Console, comparison: Comparison, before: Results, after: Results) -> None:
    """Tell what turned, worst first, then what else differs; the last line says it in one sentence."""
    width = min(console.width, _WIDEST)
    for label, results in (("A", before), ("B", after)):
        _print_text(console, f"{label}  {_which(results)}", width, under=3)
    for note in comparison.notes:
        _print_text(console, f"   note: {printable(note)}", width, under=9)
    console.print()
    for kind in Kind:
        _print_turns(console, kind, comparison.of_kind(kind), width)
    for label, listed in (("NEW", comparison.new), ("GONE", comparison.gone)):
        _print_rules(console, label, listed, width)
    _print_documents(console, comparison)
    _print_costs(console, comparison)
    style = _STYLES[Kind.WORSE] if comparison.got_worse else ""
    console.print(Text(headline(comparison), style=style), soft_wrap=True)


def headline(comparison: Comparison) -> str:
    """What changed in one sentence."""
    parts = [
        f"{len(turns)} {word}"
        for kind, word in ((Kind.WORSE, "got worse"), (Kind.BETTER, "got better"), (Kind.OTHER, "otherwise"))
        if (turns := comparison.of_kind(kind))
    ]
    parts += [f"{len(comparison.new)} new"] if comparison.new else []
    parts += [f"{len(comparison.gone)} gone"] if comparison.gone else []
    return f"Rules: {', '.join(parts)}." if parts else "No rule turned."


def markdown(comparison: Comparison, before: Results, after: Results) -> str:
    """The same as markdown, for a comment on a pull request or a summary of a job; all rules are in it."""
    lines = [
        f"**{headline(comparison)}**",
        "",
        f"* A: {_plain(_which(before))}",
        f"* B: {_plain(_which(after))}",
    ]
    lines += [f"* note: {_plain(note)}" for note in comparison.notes]
    for kind in Kind:
        if turns := comparison.of_kind(kind):
            lines += [
                "",
                f"### {str(kind).capitalize()}",
                "",
                "| rule | promise | A | B | |",
                "|---|---|---|---|---|",
            ]
            lines += [_line(turn.rule, turn.title, turn.before, turn.after, turn.what) for turn in turns]
    for label, rules in (("New", comparison.new), ("Gone", comparison.gone)):
        if rules:
            lines += ["", f"### {label}", "", "| rule | promise | verdict |", "|---|---|---|"]
            lines += [_line(row["id"], row["title"], row["verdict"]) for row in rules]
    if comparison.new_documents or comparison.gone_documents:
        lines += ["", "### Findings about the documents", ""]
        lines += [f"* new: {one['id']} {_plain(one['title'])}" for one in comparison.new_documents]
        lines += [f"* gone: {one['id']} {_plain(one['title'])}" for one in comparison.gone_documents]
    lines += ["", "| | A | B | change |", "|---|--:|--:|--:|"]
    lines += [_line(cost.name, *_numbers(cost)) for cost in comparison.costs]
    return "\n".join(lines)


def _which(results: Results) -> str:
    target = results["target"]
    words = (
        results["finished"],
        f"{target['kind']} ({target['address']})",
        f"profile {results['profile']}",
        f"seed {results['seed']}",
        f"version {results['versions']['pingone-conformance']}",
    )
    return printable(", ".join(words))


def _print_turns(console: Console, kind: Kind, turns: Sequence[Turn], width: int) -> None:
    if not turns:
        return
    console.print(Text(f"{str(kind).upper()}  {counted(len(turns), 'rule')}", style=_STYLES[kind]))
    for turn in turns[:SHOWN]:
        first = f"{turn.rule}  {turn.before} -> {turn.after}: {turn.what}"
        _print_block(console, first, f"{turn.title} ({turn.level}, {turn.subject})", width)
    _print_rest(console, [turn.rule for turn in turns[SHOWN:]], width)


def _print_rules(console: Console, label: str, listed: Sequence[Row], width: int) -> None:
    if not listed:
        return
    console.print(
        Text(
            f"{label}  {counted(len(listed), 'rule')} that only {'B' if label == 'NEW' else 'A'} has",
            style="bold",
        )
    )
    for row in listed[:SHOWN]:
        _print_block(console, f"{row['id']}  {row['verdict']}", row["title"], width)
    _print_rest(console, [row["id"] for row in listed[SHOWN:]], width)


def _print_block(console: Console, first: str, second: str, width: int) -> None:
    _print_text(console, f"  {printable(first)}", width, under=6)
    _print_text(console, f"      {printable(second)}", width, under=6)


def _print_rest(console: Console, names: Sequence[str], width: int) -> None:
    if names:
        _print_text(console, f"  and {len(names)} more: {' '.join(names)}", width, under=4)
    console.print()


def _print_text(console: Console, text: str, width: int, *, under: int) -> None:
    """A text in lines of that width, all but the first one `under` so many spaces."""
    lines = textwrap.wrap(
        text, width, subsequent_indent=" " * under, break_long_words=False, break_on_hyphens=False
    )
    for line in lines:
        console.print(Text(line), soft_wrap=True)


def _print_documents(console: Console, comparison: Comparison) -> None:
    told = [("new", one) for one in comparison.new_documents] + [
        ("gone", one) for one in comparison.gone_documents
    ]
    for label, finding in told:
        text = printable(f"{label} about the documents: {finding['id']} {finding['title']}")
        console.print(Text(text), soft_wrap=True)
    if told:
        console.print()


def _print_costs(console: Console, comparison: Comparison) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="")
    table.add_column("")
    for name in ("A", "B", "change"):
        table.add_column(name, justify="right")
    for cost in comparison.costs:
        table.add_row(cost.name, *_numbers(cost))
    for cost in comparison.dearer[:_DEARER]:
        table.add_row(f"requests of {cost.name}", *_numbers(cost))
    console.print(table)
    console.print()


def _numbers(cost: Cost) -> tuple[str, str, str]:
    digits = 0 if isinstance(cost.before, int) and isinstance(cost.after, int) else 1
    return f"{cost.before:,.{digits}f}", f"{cost.after:,.{digits}f}", f"{cost.more:+,.{digits}f}"


def _line(*cells: str) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", printable(text))
