"""What a run says on the terminal: a header before it, and a summary after it made from `results.json` alone.

Nothing here needs colour, and nothing that a target sent can steer the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pingone_conformance.config import Settings
from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.results import versions
from pingone_conformance.reporting.summary import Results, Row
from pingone_conformance.reporting.waived import State, expiring_waivers, failing_waivers
from pingone_conformance.reporting.writer import LABEL, LONGEST_TEXT, NO_BREAK, STYLES, Writer

BLOCKS = 20
_LONGEST_VALUE = 24
_FINDINGS = 3
_CURL = 700
_OF_WAIVERS = {
    State.EXPIRED: STYLES[Verdict.VIOLATES],
    State.UNUSED: STYLES[Verdict.VIOLATES],
    "expiring": STYLES[Verdict.DEVIATES],
}
_TO_DO = {
    State.EXPIRED: "remove it from {} if the breach is gone; else mend it, or renew the waiver",
    State.UNUSED: "its rule was tried and holds: remove it from {}",
    "expiring": "from the next day on, the run fails: mend the breach, or renew the waiver in {}",
}
# A smoke run takes as few tests of a rule as it can.
_FOR_MORE = "; if a longer profile still finds the breach, give smoke runs a file of their own"
_REPORTS = {
    "report.html": "for people; opens in a browser",
    "results.json": "for programs",
    "junit.xml": "for CI: a test case for each rule",
    "report.sarif": "for code scanning",
    "badge.json": "for a badge of shields.io",
    "allure-results": "for `pingone-conformance report --allure`",
    "pytest.log": "what pytest said meanwhile",
}


def print_header(console: Console, settings: Settings, target_line: str) -> None:
    """Say what runs against what: versions, target, and each setting with where it comes from."""
    writer = Writer(console)
    own, *others = (f"{name}{NO_BREAK}{number}" for name, number in versions().items())
    writer.wrapped(own, style="bold")
    writer.wrapped(", ".join(others))
    writer.line()
    told = [(name.replace("_", "-"), _shown(value), origin) for name, value, origin in settings.shown()]
    shown = [row for row in told if row[1] and row[0] != "target"]
    label = max(LABEL, *(len(name) + 2 for name, _, _ in shown))
    widest = min(_LONGEST_VALUE, max(len(value) for _, value, _ in shown))
    writer.field("target", target_line, width=label)
    for name, value, origin in shown:
        writer.field(name, f"{value:<{widest}}  ({origin})", width=label)
    writer.line()


def print_summary(console: Console, results: Results, out: Path) -> None:
    """Tell how a run ended: breaches, verdicts by resource, the reports in `out`, and what to do next."""
    writer = Writer(console)
    breaches = summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES)
    for row in breaches[:BLOCKS]:
        _print_breach(writer, results, row)
    _print_remaining(writer, breaches[BLOCKS:])
    for reason, rows in summary.by_reason(summary.rows(results, Verdict.BROKEN)).items():
        _print_broken(writer, reason, rows)
    _print_waived(writer, results)
    _print_waivers(writer, results)
    _print_not_deleted(writer, results.get("not_deleted", ()))
    if summary.rows(results):
        _print_table(writer, results)
    writer.wrapped(summary.headline(results), style=STYLES[summary.tone(results)])
    _print_numbers(writer, results)
    _print_reports(writer, results, out)


def _print_breach(writer: Writer, results: Results, row: Row) -> None:
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


def _print_remaining(writer: Writer, rows: list[Row]) -> None:
    for verdict, number in summary.counts(rows).items():
        if number:
            writer.verdict(verdict, f"{number} more, each in report.html")
            writer.wrapped(" ".join(row["id"] for row in rows if row["verdict"] == verdict), indent=2)
            writer.line()


def _print_broken(writer: Writer, reason: str, rows: list[Row]) -> None:
    writer.verdict(Verdict.BROKEN, "1 rule" if len(rows) == 1 else f"{len(rows)} rules, all for one reason")
    writer.field("reason", reason)
    writer.field("rules", summary.shortened(" ".join(row["id"] for row in rows), LONGEST_TEXT))
    writer.line()


def _print_waived(writer: Writer, results: Results) -> None:
    rows = summary.rows(results, Verdict.WAIVED)
    for row in rows[:BLOCKS]:
        writer.verdict(row["verdict"], f"{row['id']}  {row['title']}")
        writer.field("until", row["waiver"]["expires"])
        writer.field("reason", row["waiver"]["reason"])
        writer.field("", row["waiver"]["link"])
        writer.line()
    _print_remaining(writer, rows[BLOCKS:])


def _print_waivers(writer: Writer, results: Results) -> None:
    """What has to be done about waivers."""
    soon = [(row, "expiring") for row in expiring_waivers(results)]
    for row, state in [*((row, row["state"]) for row in failing_waivers(results)), *soon][:BLOCKS]:
        at = f", {row['operation']}" if row["operation"] else ""
        writer.headed(f"{state} waiver", f"{row['rule']}{at}", _OF_WAIVERS[state])
        writer.field("ended" if state == State.EXPIRED else "ends", row["expires"])
        writer.field("reason", row["reason"])
        writer.field("", row["link"])
        more = _FOR_MORE if state == State.UNUSED and results["profile"] == "smoke" else ""
        writer.field("to do", _TO_DO[state].format(summary.waivers_file(results)) + more)
        writer.line()


def _print_not_deleted(writer: Writer, left: Sequence[str]) -> None:
    if left:
        writer.verdict(Verdict.BROKEN, f"{summary.things_were(len(left))} not deleted")
        for thing in left[:BLOCKS]:
            writer.field("left", thing)
        if len(left) > BLOCKS:
            writer.field("", f"{len(left) - BLOCKS} more are in results.json")
        writer.command("clean up", "pingone-conformance sweep")
        writer.line()


def _print_table(writer: Writer, results: Results) -> None:
    total = summary.counts(summary.rows(results))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=True, header_style="", footer_style="")
    if total[Verdict.WAIVED]:
        table.padding = 0, 1, 0, 0  # 80 columns are few
    else:
        del total[Verdict.WAIVED]
    table.add_column("resource", "total", no_wrap=True)
    for verdict, number in total.items():
        table.add_column(verdict, str(number or "-"), justify="right", no_wrap=True)
    for name, rows in summary.by_resource(results).items():
        counts = summary.counts(rows)
        table.add_row(name, *(_cell(verdict, counts[verdict]) for verdict in total))
    writer.console.print(table)


def _cell(verdict: str, number: int) -> Text:
    return Text(str(number), style=STYLES[Verdict(verdict)]) if number else Text("-")


def _print_numbers(writer: Writer, results: Results) -> None:
    if "summary" not in results:
        return
    number = results["summary"]
    tests = summary.counted(number["tests"], "test")
    writer.wrapped(f"{number['requests']:,} requests in {tests} and {number['seconds']:.1f} s.")
    if number["seconds_waited"]:
        writer.wrapped(f"{number['seconds_waited']:,.1f} s of it went into waiting for a busy target.")
    if number["untested"]:
        writer.wrapped(f"{summary.rules_are(number['untested'])} untested; report.html#untested says why.")
    if idle := sum(row["state"] == State.NOT_TRIED for row in results.get("waivers", ())):
        waivers = "1 waiver is" if idle == 1 else f"{idle:,} waivers are"
        writer.wrapped(f"{waivers} for what this run did not try, and may be out of date.")


def _print_reports(writer: Writer, results: Results, out: Path) -> None:
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
    return _advice_without_breaches(results, number, out)


def _advice_without_breaches(results: Results, number: Mapping[str, Any], out: Path) -> str:
    if failing_waivers(results):
        return f"Next: mend {summary.waivers_file(results)} as said above, then run again."
    if results.get("not_deleted"):
        return "Next: `pingone-conformance sweep` tries again to delete what was left."
    if number["broken"]:
        return f"Next: {out / 'pytest.log'} has the whole story of what broke."
    if not results["complete"] or not (number["conforms"] or number["waived"]):
        return "Next: start the run again; without a complete run nothing can be said about the target."
    return "Next: `pingone-conformance run --profile deep` looks longer, `--seed N` elsewhere."


def _shown(value: str) -> str:
    return {"True": "yes", "False": "no"}.get(value, value)
