"""What a run says on the terminal: a header before it, and a summary after it made from `results.json` alone.

Nothing here needs colour, and nothing that a target sent can steer the terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pingone_conformance.config import Settings
from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.results import versions
from pingone_conformance.reporting.summary import Results, Row

BLOCKS = 20
_WIDEST = 100
_LABEL = 10
_LONGEST_VALUE = 24
_NO_BREAK = "\u00a0"
_FINDINGS = 3
_TEXT = 500
_CURL = 700
_STYLES = {
    Verdict.CONFORMS: "green",
    Verdict.UNTESTED: "bright_black",
    Verdict.DEVIATES: "yellow",
    Verdict.VIOLATES: "bold red",
    Verdict.BROKEN: "bold magenta",
}
_REPORTS = {
    "report.html": "for people; opens in a browser",
    "results.json": "for programs",
    "junit.xml": "for CI",
    "allure-results": "for Allure: `npx allure generate`",
    "pytest.log": "what pytest said meanwhile",
}


def print_header(console: Console, settings: Settings, target_line: str) -> None:
    """Say what runs against what: versions, target, and each setting with where it comes from."""
    writer = _Writer(console)
    own, *others = (f"{name}{_NO_BREAK}{number}" for name, number in versions().items())
    writer.wrapped(own, style="bold")
    writer.wrapped(", ".join(others))
    writer.line()
    told = [(name.replace("_", "-"), _shown(value), origin) for name, value, origin in settings.shown()]
    shown = [row for row in told if row[1] and row[0] != "target"]
    label = max(_LABEL, *(len(name) + 2 for name, _, _ in shown))
    widest = min(_LONGEST_VALUE, max(len(value) for _, value, _ in shown))
    writer.field("target", target_line, width=label)
    for name, value, origin in shown:
        writer.field(name, f"{value:<{widest}}  ({origin})", width=label)
    writer.line()


def print_summary(console: Console, results: Results, out: Path) -> None:
    """Tell how a run ended: breaches, verdicts by resource, the reports in `out`, and what to do next."""
    writer = _Writer(console)
    breaches = summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES)
    for row in breaches[:BLOCKS]:
        _print_breach(writer, results, row)
    _print_remaining(writer, breaches[BLOCKS:])
    for reason, rows in summary.by_reason(summary.rows(results, Verdict.BROKEN)).items():
        _print_broken(writer, reason, rows)
    _print_not_deleted(writer, results.get("not_deleted", ()))
    if summary.rows(results):
        _print_table(writer, results)
    writer.wrapped(summary.headline(results), style=_STYLES[summary.tone(results)])
    _print_numbers(writer, results)
    _print_reports(writer, results, out)


def _print_breach(writer: _Writer, results: Results, row: Row) -> None:
    source = row["source"]
    document = results["documents"][source["document"]]
    findings = summary.distinct_findings(row)
    writer.verdict(row["verdict"], f"{row['id']}  {row['title']}")
    writer.field("level", f"{row['level']} ({row['basis']}), {row['subject']}")
    for finding, times in findings[:_FINDINGS]:
        writer.field("expected", finding["expected"])
        writer.field("observed", finding["observed"] + (f" ({times} times)" if times > 1 else ""))
    if len(findings) > _FINDINGS:
        writer.field("", f"{len(findings) - _FINDINGS} more findings are in report.html#{row['id']}")
    if beyond := summary.findings_left_out(row):
        writer.field("", f"found {beyond:,} more times")
    writer.field("source", f"{document['title']}, {source['section']}")
    writer.field("", document["url"])
    if curl := next((finding["exchange"]["curl"] for finding, _ in findings if finding["exchange"]), None):
        fits = len(curl) <= _CURL and curl.isprintable()
        writer.command("curl", curl if fits else f"is in report.html#{row['id']}")
    writer.command("repeat", summary.repeat_command(results, row["id"]))
    writer.line()


def _print_remaining(writer: _Writer, rows: list[Row]) -> None:
    for verdict, number in summary.counts(rows).items():
        if number:
            writer.verdict(verdict, f"{number} more, each in report.html")
            writer.wrapped(" ".join(row["id"] for row in rows if row["verdict"] == verdict), indent=2)
            writer.line()


def _print_broken(writer: _Writer, reason: str, rows: list[Row]) -> None:
    writer.verdict(Verdict.BROKEN, "1 rule" if len(rows) == 1 else f"{len(rows)} rules, all for one reason")
    writer.field("reason", reason)
    writer.field("rules", summary.shortened(" ".join(row["id"] for row in rows), _TEXT))
    writer.line()


def _print_not_deleted(writer: _Writer, left: Sequence[str]) -> None:
    if left:
        writer.verdict(Verdict.BROKEN, f"{_things(len(left))} not deleted")
        for thing in left[:BLOCKS]:
            writer.field("left", thing)
        if len(left) > BLOCKS:
            writer.field("", f"{len(left) - BLOCKS} more are in results.json")
        writer.command("clean up", "pingone-conformance sweep")
        writer.line()


def _things(number: int) -> str:
    return "1 thing was" if number == 1 else f"{number:,} things were"


def _print_table(writer: _Writer, results: Results) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=True, header_style="", footer_style="")
    total = summary.counts(summary.rows(results))
    table.add_column("resource", "total", no_wrap=True)
    for verdict, number in total.items():
        table.add_column(verdict, str(number or "-"), justify="right", no_wrap=True)
    for name, rows in summary.by_resource(results).items():
        table.add_row(name, *(_cell(verdict, number) for verdict, number in summary.counts(rows).items()))
    writer.console.print(table)


def _cell(verdict: str, number: int) -> Text:
    return Text(str(number), style=_STYLES[Verdict(verdict)]) if number else Text("-")


def _print_numbers(writer: _Writer, results: Results) -> None:
    if "summary" not in results:
        return
    number = results["summary"]
    tests = "1 test" if number["tests"] == 1 else f"{number['tests']:,} tests"
    writer.wrapped(f"{number['requests']:,} requests in {tests} and {number['seconds']:.1f} s.")
    if number["seconds_waited"]:
        writer.wrapped(f"{number['seconds_waited']:,.1f} s of it went into waiting for a busy target.")
    if number["untested"]:
        rules = "1 rule is" if number["untested"] == 1 else f"{number['untested']:,} rules are"
        writer.wrapped(f"{rules} untested; report.html#untested says why.")


def _print_reports(writer: _Writer, results: Results, out: Path) -> None:
    there = {out / name: purpose for name, purpose in _REPORTS.items() if (out / name).exists()}
    if there:
        writer.line()
        width = max(len(str(path)) for path in there)
        for path, purpose in there.items():
            writer.line(f"  {path!s:<{width}}  {purpose}")
    writer.line()
    writer.wrapped(_advice(results, out))


def _advice(results: Results, out: Path) -> str:
    number = results.get("summary")
    if not number:
        return f"Next: {out / 'pytest.log'} says how far the run came; start it again."
    if number["violates"] or number["deviates"]:
        return (
            "Next: try one rule again with its `repeat` line; report.html shows what was sent and answered."
        )
    if results.get("not_deleted"):
        return "Next: `pingone-conformance sweep` tries again to delete what was left."
    if number["broken"]:
        return f"Next: {out / 'pytest.log'} has the whole story of what broke."
    if not results["complete"] or not number["conforms"]:
        return "Next: start the run again; without a complete run nothing can be said about the target."
    return "Next: `pingone-conformance run --profile deep` looks longer, `--seed N` elsewhere."


def _shown(value: str) -> str:
    return {"True": "yes", "False": "no"}.get(value, value)


class _Writer:
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
        style = _STYLES[Verdict(verdict)]
        self.console.print(Text(verdict.upper(), style=style), end="  ", soft_wrap=True)
        self.line(summary.printable(text), style="bold")

    def wrapped(self, text: str, *, indent: int = 0, style: str = "") -> None:
        """A text in lines of the console's width."""
        for line in self._lines(text, " " * indent, " " * indent):
            self.line(line, style=style)

    def field(self, label: str, text: str, *, width: int = _LABEL) -> None:
        """A label of that width and its text, aligned with the other fields."""
        text = summary.shortened(summary.printable(text), _TEXT)
        for line in self._lines(text, f"  {label:<{width}}", " " * (width + 2)):
            self.line(line)

    def command(self, label: str, text: str) -> None:
        """A label and a command line, never broken into several."""
        self.line(f"  {label:<{_LABEL}}{summary.printable(text)}")

    def _lines(self, text: str, first: str, others: str) -> list[str]:
        wrapped = textwrap.wrap(
            text,
            self._width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace(_NO_BREAK, " ") for line in wrapped] or [first.rstrip()]
