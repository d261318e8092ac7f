"""`pingone-conformance merge`: the shards of one run as one report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from pingone_conformance.cli.folder import replacing
from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.allure.extras import write_allure_extras
from pingone_conformance.reporting.github import commands_stopped, write_github
from pingone_conformance.reporting.merging import merge
from pingone_conformance.reporting.previous import keep_previous
from pingone_conformance.reporting.progress import LOG_NAME as LOG
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.reporting.reports import write_reports
from pingone_conformance.reporting.terminal import print_summary

_ALLURE = "allure-results"


@click.command(name="merge")
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports/latest"),
    show_default=True,
    help="Where the joined reports go.",
)
@click.option("--incomplete", is_flag=True, help="Join shards that were cut off, too; the report says so.")
def command(folders: tuple[Path, ...], out: Path, *, incomplete: bool) -> int:
    """Join the shards of one run into one report.

    Each DIR is what `run --shard I/N` wrote; all N have to be there. The exit code is that of the whole run.
    """
    if twice := [folder for place, folder in enumerate(folders) if folder in folders[:place]]:
        raise ConformanceError(f"{twice[0]} is given twice", hint="name each shard once")
    shards = {folder: read_results(folder) for folder in folders}
    if same := [folder for folder in shards if folder.resolve() == out.resolve()]:
        raise ConformanceError(
            f"{same[0]} is one of the shards, and would be overwritten",
            hint="choose another folder with --out",
        )
    results = merge(shards, out.absolute(), incomplete=incomplete)
    with replacing(out) as draft:
        keep_previous(out, draft)
        _write(results, folders, draft)
    (out / LOG).unlink(missing_ok=True)  # of an earlier run
    with commands_stopped(os.environ):
        print_summary(Console(highlight=False), results, out)
    write_github(results, os.environ)
    return int(results["summary"]["exit_code"])


def _write(results: dict[str, Any], folders: Sequence[Path], out: Path) -> None:
    write_reports(results, out)
    if allure := _of_all(folders, _ALLURE):
        for source in allure:
            # Each file of a test has a name of its own.
            shutil.copytree(source, out / _ALLURE, dirs_exist_ok=True)
        # What is about the run as a whole is not that of any shard.
        write_allure_extras(results, out / _ALLURE)


def _of_all(folders: Sequence[Path], name: str) -> list[Path]:
    """The file or folder of that name of each shard; nothing, and a word about it, unless all have it."""
    if missing := [folder for folder in folders if not (folder / name).exists()]:
        if len(missing) < len(folders):
            click.echo(f"note: {missing[0]} has no {name}, so it was not joined", err=True)
        return []
    return [folder / name for folder in folders]
