"""`pingone-conformance doctor`: whether a run on the tenant would show anything, and what to do where it would not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator

import click

from pingone_conformance.cli.flags import tenant_flags
from pingone_conformance.config import load_settings
from pingone_conformance.doctor import Diagnosis, conclusion, diagnose, usable
from pingone_conformance.doctor.report import as_json, lines, merged
from pingone_conformance.findings import ConformanceError, ExitCode


@click.command(name="doctor")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell.",
)
@tenant_flags("dry_run")
def command(layout: str, **flags: object) -> int:
    """Look at the tenant of the settings before a run.

    Checks settings, line, clock, token, environment, roles, policies and preconditions by at most thirty
    requests, none of which changes anything. Exits with 2 when a run would be pointless. Shows no secrets.
    """
    try:
        found = diagnose(load_settings({**flags, "target": "tenant"}))
    except ConformanceError as error:
        found = iter([Diagnosis("settings", "bad", error.message, error.hint)])
    if layout == "json":
        diagnoses = list(found)
        click.echo(json.dumps(as_json(diagnoses), indent=1, ensure_ascii=False))
    else:
        diagnoses = _told(found)
    return int(ExitCode.CONFORMS if usable(diagnoses) else ExitCode.USAGE)


def _told(found: Iterable[Diagnosis]) -> list[Diagnosis]:
    """Print each diagnosis as soon as it is known; some take seconds."""
    width = shutil.get_terminal_size((80, 24)).columns
    diagnoses: list[Diagnosis] = []

    def kept() -> Iterator[Diagnosis]:
        for diagnosis in found:
            diagnoses.append(diagnosis)
            yield diagnosis

    for diagnosis in merged(kept()):
        click.echo("\n".join(lines(diagnosis, width)))
    click.echo(f"\n{conclusion(diagnoses)}")
    return diagnoses
