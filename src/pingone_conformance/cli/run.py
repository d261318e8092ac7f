"""`pingone-conformance run`: pytest as a child process, the reports it leaves, and the exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click
import httpx
from rich.console import Console

from pingone_conformance.cli.flags import tenant_flags
from pingone_conformance.cli.folder import prepare
from pingone_conformance.cli.suites import LOG, BrokenRunError, log_tail, run_suites
from pingone_conformance.config import PROFILES, SCRIPT_ENGINES, SUITES, Settings, load_settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.plugin.connect import engine_there
from pingone_conformance.reporting.github import commands_stopped, write_github
from pingone_conformance.reporting.previous import keep_previous
from pingone_conformance.reporting.reading import read_results as read_earlier
from pingone_conformance.reporting.reports import MADE
from pingone_conformance.reporting.results import FILE_NAME as RESULTS
from pingone_conformance.reporting.terminal import print_header, print_summary
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.waivers import load_waivers


@click.command(name="run")
@click.option("--target", metavar="KIND", help="What to try the rules on: mock or tenant.  [default: mock]")
@click.option("--mock-url", metavar="URL", help="A mock that is already running.  [default: an embedded one]")
@click.option(
    "--suite", "suites", multiple=True, type=click.Choice(SUITES), help="Only this suite; may be repeated."
)
@click.option(
    "--rule", "rules", metavar="ID", multiple=True, help="Only what shows this rule; may be repeated."
)
@click.option("--profile", type=click.Choice(PROFILES), help="How much to try.  [default: standard]")
@click.option("--seed", metavar="N", help="Seed of generated cases and of the mock's ids.  [default: 1]")
@click.option(
    "-n", "--workers", metavar="N", help="Processes that run tests; 0 is none but this.  [default: 0]"
)
@click.option("--strict", is_flag=True, default=None, help="A broken should-rule fails the run, too.")
@click.option(
    "--waivers",
    metavar="FILE",
    help="Known breaches that do not fail the run.  [default: contracts/waivers.yaml, which is empty]",
)
@click.option(
    "--shard", metavar="I/N", help="Only this part of the rules, such as 2/5; `merge` joins the parts."
)
@click.option(
    "--shard-by",
    metavar="DIR",
    help="Results of an earlier run: --shard deals the rules out by its durations.",
)
@click.option(
    "--script-engine",
    type=click.Choice(SCRIPT_ENGINES),
    help="What runs scripts on the embedded mock.  [default: quickjs]",
)
@click.option("--out", metavar="DIR", help="Where the reports go.  [default: reports/latest]")
@tenant_flags()
def command(suites: tuple[str, ...], rules: tuple[str, ...], **flags: object) -> int:
    """Try the promises of the documents on a target.

    Without options: every rule, on an embedded mock that needs no account and no network. The options from
    --region-code on are for a tenant; `doctor` looks at one before anything is tried there.
    """
    settings = load_settings(flags)
    for rule in rules:
        contracts().rule(rule)
    load_waivers(settings.waivers, contracts())
    _check_durations(settings)
    given = {name: value for name, value in flags.items() if value is not None and name != "out"}
    console = Console(highlight=False)
    if settings.target == "tenant":
        from pingone_conformance.cli.tenant import run_on_tenant

        return run_on_tenant(console, settings, given, suites or SUITES, rules)
    if settings.tenant.dry_run:
        raise ConformanceError("--dry-run is for a tenant", hint="add --target tenant")
    _check_engine(settings)
    out = prepared(settings)
    if settings.mock_url:
        ControlPlane(settings.mock_url, httpx.HTTPTransport()).environment()
    print_header(console, settings, settings.mock_url or "embedded mock")
    run_suites(settings, given, suites or SUITES, rules, out)
    return summed_up(console, settings, out)


def _check_durations(settings: Settings) -> None:
    """Raise `ConformanceError` before anything is removed when a shard cannot be dealt out as it is asked for."""
    if not (settings.shard and settings.shard_by):
        return
    read_earlier(settings.shard_by)
    if (settings.out / RESULTS).exists() and (settings.out / RESULTS).samefile(
        settings.shard_by / RESULTS if settings.shard_by.is_dir() else settings.shard_by
    ):
        raise ConformanceError(
            f"{settings.out / RESULTS} is what this run replaces, and --shard-by needs it until the last shard began",
            hint="copy it elsewhere, or write to another folder with --out",
        )


def _check_engine(settings: Settings) -> None:
    """Raise `ConformanceError` when the engine of scripts is not installed, or is not this run's to choose."""
    if not settings.mock_url:
        engine_there(settings.script_engine)
    elif settings.script_engine != SCRIPT_ENGINES[0]:
        raise ConformanceError(
            "--script-engine is for the embedded mock", hint="start the other one with --script-engine"
        )


def prepared(settings: Settings) -> Path:
    """The folder of the reports, without those of an earlier run but what the new ones are compared with."""
    out = settings.out.absolute()
    keep_previous(out)
    prepare(out, (RESULTS, *MADE, LOG))
    return out


def summed_up(console: Console, settings: Settings, out: Path) -> int:
    """Say how a run ended; its exit code. Raises `BrokenRunError` when it left no verdicts."""
    results = read_results(out)
    if "summary" not in results:
        raise BrokenRunError(
            f"the run ended before it had verdicts\n{log_tail(out)}".rstrip(),
            hint=f"{out / LOG} has the rest",
        )
    with commands_stopped(os.environ):
        print_summary(console, results, settings.out)
    write_github(results, os.environ)
    return int(results["summary"]["exit_code"])


def read_results(out: Path) -> dict[str, Any]:
    """What a run left, empty if nothing."""
    try:
        results: dict[str, Any] = json.loads((out / RESULTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return results
