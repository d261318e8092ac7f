"""`pingone-conformance diff`: what changed between two runs."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from pingone_conformance.findings import ExitCode
from pingone_conformance.reporting.changes import markdown, print_changes
from pingone_conformance.reporting.comparison import compare
from pingone_conformance.reporting.reading import read_results


@click.command(name="diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--format", "layout", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True
)
def command(before: Path, after: Path, layout: str) -> int:
    """Say what changed from run A to run B.

    Both are folders that a run wrote to, or their results.json. Exit code 1: something got worse, which is a rule that
    held and does not, or is not shown to, any more, or a breach that was not known.
    """
    old, new = (read_results(place) for place in (before, after))
    comparison = compare(old, new)
    if layout == "json":
        click.echo(json.dumps(comparison.as_json(), indent=1, ensure_ascii=False))
    elif layout == "markdown":
        click.echo(markdown(comparison, old, new))
    else:
        print_changes(Console(highlight=False), comparison, old, new)
    return int(ExitCode.VIOLATES if comparison.got_worse else ExitCode.CONFORMS)
