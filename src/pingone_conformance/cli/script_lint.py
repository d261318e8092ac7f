"""`pingone-conformance script lint`: what a tenant would not accept in journey scripts."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pingone_conformance.cli.script_input import DECISION_NODE, context_of, source_of
from pingone_conformance.findings import ExitCode

if TYPE_CHECKING:
    from pingone_conformance.lint import Problem

_COLUMNS = 80


@click.command(name="lint")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--legacy", is_flag=True, help="The scripts are for the legacy engine.")
@click.option(
    "--context",
    metavar="NAME",
    default=DECISION_NODE,
    show_default=True,
    help="Where the scripts run, such as LIBRARY or OAUTH2_MAY_ACT.",
)
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def lint_command(files: tuple[Path, ...], legacy: bool, context: str, layout: str) -> int:
    """Say what a tenant would not accept in journey scripts, without running them.

    Looks for JavaScript that Rhino 1.7.14 does not have, variables with the names of bindings, bindings and
    methods that do not exist, wrong numbers of arguments, and secret labels and names of properties that are refused.
    - is the standard input.

    Exit codes: 0 nothing was found, 1 something was, 2 bad usage or a file that cannot be read.
    """
    from pingone_conformance.lint import lint

    context = context_of(context)
    texts = [source_of(file) for file in files]
    found = [(name, lint(text, legacy=legacy, context=context)) for name, text in texts]
    if layout == "json":
        click.echo(_as_json(found))
    else:
        click.echo("\n".join(_lines(found)))
    return int(ExitCode.VIOLATES if any(problems for _, problems in found) else ExitCode.CONFORMS)


def _as_json(found: Iterable[tuple[str, list[Problem]]]) -> str:
    rows = [{"file": file, **asdict(problem)} for file, problems in found for problem in problems]
    return json.dumps({"problems": rows}, indent=1, ensure_ascii=False)


def _lines(found: list[tuple[str, list[Problem]]]) -> Iterable[str]:
    from pingone_conformance.reporting.summary import counted, printable

    for file, problems in found:
        for problem in problems:
            place = f"{file}:{problem.line}:{problem.column}: {problem.rule}"
            doubt = "" if problem.certain else " (perhaps on purpose)"
            yield _wrapped(printable(f"{place}: {problem.message}{doubt}"))
            if problem.hint:
                yield _wrapped(printable(f"hint: {problem.hint}"), "    ")
    number = sum(len(problems) for _, problems in found)
    yield f"{counted(number, 'problem') if number else 'no problems'} in {counted(len(found), 'script')}"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text,
        _COLUMNS,
        initial_indent=indent,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
