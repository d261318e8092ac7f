"""`pingone-conformance run`: pytest as a child process, the reports it leaves, and the exit code."""

from __future__ import annotations

import json
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import httpx
from rich.console import Console

from pingone_conformance.cli.folder import prepare
from pingone_conformance.config import PROFILES, SUITES, Settings, load_settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.plugin.process import start_pytest
from pingone_conformance.reporting.results import FILE_NAME as RESULTS
from pingone_conformance.reporting.terminal import print_header, print_summary
from pingone_conformance.rooms import room
from pingone_conformance.target.control import ControlPlane

_LOG = "pytest.log"
_LOG_LINES = 15


class _BrokenRunError(ConformanceError):
    exit_code = ExitCode.BROKEN


@click.command(name="run")
@click.option("--target", metavar="KIND", help="What to try the rules on: mock.  [default: mock]")
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
@click.option("--out", metavar="DIR", help="Where the reports go.  [default: reports/latest]")
def command(suites: tuple[str, ...], rules: tuple[str, ...], **flags: object) -> int:
    """Try the promises of the documents on a target.

    Without options: every rule, on an embedded mock that needs no account and no network.
    """
    settings = load_settings(flags)
    for rule in rules:
        contracts().rule(rule)
    out = settings.out.absolute()
    prepare(out, (RESULTS, "junit.xml", "report.html", _LOG))
    if settings.mock_url:
        ControlPlane(settings.mock_url, httpx.HTTPTransport()).environment()
    console = Console(highlight=False)
    print_header(console, settings, settings.mock_url or "embedded mock")
    given = {name: value for name, value in flags.items() if value is not None and name != "workers"}
    _run_pytest(_arguments(settings, given, suites or SUITES, rules, out))
    results = _read_results(out)
    print_summary(console, results, settings.out)
    return int(results["summary"]["exit_code"])


def _arguments(
    settings: Settings, flags: dict[str, Any], suites: Sequence[str], rules: Sequence[str], out: Path
) -> list[str]:
    options = {**flags, "out": out}
    arguments = [str(room("suites") / suite) for suite in suites]
    arguments += ["--pingone-strict"] if options.pop("strict", None) else []
    arguments += [f"--pingone-{name.replace('_', '-')}={value}" for name, value in options.items()]
    arguments += [f"--pingone-rule={rule}" for rule in rules]
    # Without file descriptor capture, the progress bar writes to the terminal while tests are captured.
    arguments += ["--pingone-progress", "--capture=sys", f"--junitxml={out / 'junit.xml'}"]
    arguments += [f"--alluredir={out / 'allure-results'}", "--clean-alluredir"]
    return arguments + (["-n", str(settings.workers), "--dist=worksteal"] if settings.workers else [])


def _run_pytest(arguments: list[str]) -> None:
    """Wait for pytest, also after Ctrl-C: it writes the verdicts so far."""
    child = start_pytest(arguments)
    on_interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    on_termination = signal.signal(signal.SIGTERM, lambda *_: child.send_signal(signal.SIGINT))
    try:
        child.wait()
    finally:
        signal.signal(signal.SIGINT, on_interrupt)
        signal.signal(signal.SIGTERM, on_termination)


def _read_results(out: Path) -> dict[str, Any]:
    try:
        results: dict[str, Any] = json.loads((out / RESULTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        results = {}
    if "summary" not in results:
        log = (
            (out / _LOG).read_text(encoding="utf-8", errors="replace").splitlines()
            if (out / _LOG).exists()
            else []
        )
        tail = "\n".join(f"  {line}" for line in log[-_LOG_LINES:] if line.strip())
        raise _BrokenRunError(
            f"the run ended before it had verdicts\n{tail}".rstrip(), hint=f"{out / _LOG} has the rest"
        )
    return results
