"""`pingone-conformance report`: the reports of a run again, or the one that Allure makes of it."""

from __future__ import annotations

from pathlib import Path

import click

from pingone_conformance.cli.folder import prepare
from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.allure.commandline import RESULTS, find_allure, make_report
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.reporting.reports import write_reports
from pingone_conformance.reporting.summary import Results

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(name="report")
@click.option(
    "--results",
    "place",
    type=click.Path(path_type=Path),
    default=Path("reports/latest"),
    show_default=True,
    metavar="DIR",
    help="The folder that a run, or `merge`, wrote to.",
)
@click.option("--allure", is_flag=True, help="Make the report of Allure, whose command line has to be there.")
@click.option(
    "--history",
    type=_FOLDER,
    metavar="DIR",
    help="With --allure: the runs before; this one is added.  [default: allure-history in the folder of --results]",
)
@click.option(
    "--out",
    type=_FOLDER,
    metavar="DIR",
    help="Where the report goes.  [default: the folder of --results, and allure-report in it with --allure]",
)
def command(*, place: Path, allure: bool, history: Path | None, out: Path | None) -> int:
    """Write the reports of a run again from its results.json, as after an upgrade.

    With --allure: one file that a browser opens, made by `allure` or npm's `allure` package, version 2 or 3. Each
    report adds its run to the history, which makes Allure's trends.
    """
    if history and not allure:
        raise ConformanceError("--history is for --allure", hint="add --allure")
    results = read_results(place)
    folder = place if place.is_dir() else place.parent
    if allure:
        page = _by_allure(
            results, folder, history or folder / "allure-history", out or folder / "allure-report"
        )
    else:
        page = _again(results, out or folder)
    click.echo(f"{page}  opens in a browser")
    return 0


def _again(results: Results, out: Path) -> Path:
    prepare(out, ())
    try:
        write_reports(results, out)
    except OSError as error:
        raise _unwritable(out, error) from None
    return out / "report.html"


def _by_allure(results: Results, folder: Path, history: Path, out: Path) -> Path:
    place = folder / RESULTS
    if not any(place.glob("*-result.json")):
        raise ConformanceError(
            f"{place} has no results for Allure",
            hint="give the folder that a run wrote to; results.json alone does not have all that Allure shows",
        )
    allure = find_allure()
    for written in (out, history):
        prepare(written, ())
    click.echo(f"Allure {allure.version} makes the report.")
    try:
        return make_report(allure, results, place, history, out)
    except OSError as error:
        raise _unwritable(out, error) from None


def _unwritable(out: Path, error: OSError) -> ConformanceError:
    return ConformanceError(
        f"the report cannot be written to {out}: {error.strerror}", hint="choose another folder with --out"
    )
