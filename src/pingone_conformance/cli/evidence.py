"""`pingone-conformance evidence`: a broken rule as a page and a test for the vendor."""

from __future__ import annotations

from pathlib import Path

import click

from pingone_conformance.cli.folder import replacing
from pingone_conformance.cli.rehearsal import passes_on_the_mock
from pingone_conformance.contracts import contracts
from pingone_conformance.reporting.evidence import Evidence, broken_row, evidence_of
from pingone_conformance.reporting.reading import read_results

_PATH = click.Path(path_type=Path)


@click.command(name="evidence")
@click.argument("rule", metavar="RULE")
@click.option(
    "--results",
    "place",
    metavar="DIR",
    type=_PATH,
    default=Path("reports/latest"),
    show_default=True,
    help="What a run wrote.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=_PATH,
    default=Path("evidence"),
    show_default=True,
    help="Where the files go.",
)
def command(rule: str, place: Path, out: Path) -> int:
    """Write what a run has to show of a broken rule: one page, and a test that stands alone.

    The page has the statement and its source, the request, the answer, and how to send it again; nothing in it is
    secret. The test needs httpx and pytest only; it is tried on a mock that conforms before it is written.
    """
    contracts().rule(rule)
    results = read_results(place)
    found = evidence_of(results, broken_row(results, rule), contracts())
    if found.test and not passes_on_the_mock(found.test, found.test_name):
        found.take_back(
            "it would fail on a server that conforms, too: what else the run did before, such as letting time "
            "pass, is no request"
        )
    with replacing(out) as draft:
        _write(found, draft)
    if not found.test:
        (out / found.test_name).unlink(missing_ok=True)  # of an earlier run
    _tell(found, out)
    return 0


def _write(found: Evidence, out: Path) -> None:
    (out / found.page_name).write_text(found.page, encoding="utf-8", errors="backslashreplace")
    if found.test:
        (out / found.test_name).write_text(found.test, encoding="utf-8")


def _tell(found: Evidence, out: Path) -> None:
    click.echo(f"{out / found.page_name}  one page for the vendor")
    if found.test:
        click.echo(f"{out / found.test_name}  shows it alone, with httpx and pytest")
    else:
        click.echo(f"no stand-alone test, because {found.not_shown}")
