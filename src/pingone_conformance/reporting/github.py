"""What GitHub Actions shows of a run: annotations by workflow commands, and the summary of the job.

Formats: "Workflow commands for GitHub Actions" of https://docs.github.com/actions. GitHub shows ten annotations of a
kind for a step, and takes a summary of up to 1 MiB.
"""

from __future__ import annotations

import html
import re
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.places import Place, rule_places
from pingone_conformance.reporting.summary import Results
from pingone_conformance.reporting.waived import expiring_waivers, failing_waivers
from pingone_conformance.rooms import room

ANNOTATIONS = 10
"""Of each kind; GitHub drops the others without a word."""

SUMMARY_BYTES = 1024 * 1024
_ROWS = 100
_TEXT = 400
# What Markdown or a table might take for its own, and what HTML does.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~$:@&<>\"']")

Variables = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One workflow command; `kind` is `error`, `warning` or `notice`."""

    kind: str
    title: str
    text: str
    place: Place | None = None

    def __str__(self) -> str:
        properties = {"title": self.title}
        if self.place:
            properties |= {"file": self.place.file, "line": str(self.place.line)}
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        return f"::{self.kind} {said}::{_data(self.text)}"


def write_github(results: Results, environment: Variables) -> None:
    """Print the annotations, and append to the summary of the job, where `GITHUB_ACTIONS` says that this is one.

    A summary that cannot be written is a warning, for it changes nothing about the run.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return
    for annotation in bounded(annotations_of(results, environment)):
        _say(str(annotation))
    if file := environment.get("GITHUB_STEP_SUMMARY"):
        try:
            _append(results, Path(file))
        except OSError as error:
            text = f"the summary of the job cannot be written to {file}: {error.strerror}"
            _say(str(Annotation("warning", "pingone-conformance", text)))


@contextmanager
def commands_stopped(environment: Variables) -> Iterator[None]:
    """What is printed meanwhile may quote a target, and a runner would obey any line that looks like a command."""
    if environment.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")


def annotations_of(results: Results, environment: Variables) -> Iterator[Annotation]:
    """What there is to say about a run, the worst first."""
    for row in summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES):
        kind = "error" if summary.fails(results, row) else "warning"
        source = results["documents"][row["source"]["document"]]
        text = (
            f"{summary.in_short(row)}\nsource: {source['title']}, {row['source']['section']}, {source['url']}"
        )
        text += f"\nrepeat: {summary.repeat_command(results, row['id'])}"
        yield Annotation(
            kind, f"{row['id']} {row['verdict']}: {row['title']}", text, _place(row["id"], environment)
        )
    for row in failing_waivers(results):
        text = f"{_about(row)}\nin {summary.waivers_file(results)}"
        yield Annotation("error", f"waiver of {row['rule']} {_STATES[row['state']]}", text)
    for reason, rows in summary.by_reason(summary.rows(results, Verdict.BROKEN)).items():
        ids = summary.shortened(" ".join(row["id"] for row in rows), _TEXT)
        yield Annotation("error", f"{len(rows)} not judged: our error, or the network's", f"{reason}\n{ids}")
    for left in results.get("not_deleted", ()):
        yield Annotation("error", "not deleted", left)
    if not results["complete"]:
        yield Annotation("error", "the run was cut off", summary.headline(results))
    for row in expiring_waivers(results):
        yield Annotation("notice", f"waiver of {row['rule']} ends on {row['expires']}", _about(row))
    for row in summary.rows(results, Verdict.WAIVED):
        text = f"until {row['waiver']['expires']}: {_about(row['waiver'])}"
        yield Annotation(
            "notice", f"{row['id']} waived: {row['title']}", text, _place(row["id"], environment)
        )


def bounded(found: Iterator[Annotation]) -> Iterator[Annotation]:
    """As many of each kind as GitHub shows; the last one says how many more there are."""
    kinds: dict[str, list[Annotation]] = {"error": [], "warning": [], "notice": []}
    for annotation in found:
        kinds[annotation.kind].append(annotation)
    for kind, of in kinds.items():
        if len(of) <= ANNOTATIONS:
            yield from of
            continue
        yield from of[: ANNOTATIONS - 1]
        more = of[ANNOTATIONS - 1 :]
        titles = "\n".join(annotation.title for annotation in more[:50])
        yield Annotation(kind, f"{len(more)} more", f"report.html has all of them\n{titles}")


def job_summary(results: Results, *, rows: int = _ROWS) -> str:
    """The summary as Markdown, with so many rows of each table at most."""
    text: str = (
        _environment()
        .get_template("summary.md.j2")
        .render(
            results=results,
            headline=summary.headline(results),
            counts=summary.counts(summary.rows(results)),
            breaches=summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES),
            broken=summary.by_reason(summary.rows(results, Verdict.BROKEN)),
            waived=summary.rows(results, Verdict.WAIVED),
            waivers=[*failing_waivers(results), *expiring_waivers(results)],
            limit=rows,
            in_short=summary.in_short,
            repeat=lambda row: summary.repeat_command(results, row["id"]),
        )
    )
    return text


_STATES = {"expired": "has expired", "unused": "matched nothing", "used": "ends soon"}


def _say(line: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(line.encode(encoding, "backslashreplace").decode(encoding))


def _about(waiver: Mapping[str, str]) -> str:
    return f"{waiver['reason']} {waiver['link']}"


def _place(rule: str, environment: Variables) -> Place | None:
    """Where a rule is written down, unless the job has another checkout, in which nobody could look there."""
    place, workspace = rule_places().get(rule), environment.get("GITHUB_WORKSPACE")
    return place if place and (not workspace or (Path(workspace) / place.file).exists()) else None


def _append(results: Results, file: Path) -> None:
    """Several steps, and several runs in one, write to the same file."""
    room_left = SUMMARY_BYTES - (file.stat().st_size if file.exists() else 0)
    for rows in (_ROWS, 10, 0):
        text = job_summary(results, rows=rows).encode("utf-8", "backslashreplace")
        if len(text) <= room_left:
            with file.open("ab") as stream:
                stream.write(text)
            return


def _data(text: str) -> str:
    lines = "\n".join(summary.printable(line) for line in summary.shortened(text, 4_000).splitlines())
    return lines.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(summary.shortened(text, _TEXT)).replace(":", "%3A").replace(",", "%2C")


def _literal(text: str) -> str:
    """A text that Markdown shows as it is, on one line: entities are never taken for its marks."""
    shown = summary.printable(summary.shortened(text, _TEXT))
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", shown)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - Markdown; `literal` is what escapes
        loader=FileSystemLoader(room("reports") / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = _literal
    environment.filters["attribute"] = lambda text: html.escape(text, quote=True)
    environment.globals["states"] = _STATES
    return environment
