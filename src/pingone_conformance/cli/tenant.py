"""A run on a tenant: look first, choose what fits into the limits, try that, leave nothing behind."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from pingone_conformance.cli.run import prepared, read_results, summed_up
from pingone_conformance.cli.suites import BrokenRunError, log_tail, run_suites
from pingone_conformance.cli.sweep import sweep_settings
from pingone_conformance.config import Settings
from pingone_conformance.doctor import diagnose, usable
from pingone_conformance.doctor.report import in_short
from pingone_conformance.findings import ConformanceError, ExitCode, Untested
from pingone_conformance.plugin.interrupts import Interrupts
from pingone_conformance.plugin.plan import FILE_NAME, Plan
from pingone_conformance.plugin.tenant import limits_of
from pingone_conformance.reporting.plan import print_plan
from pingone_conformance.reporting.terminal import print_header

Flags = Mapping[str, object]


def run_on_tenant(
    console: Console, settings: Settings, flags: Flags, suites: Sequence[str], rules: Sequence[str]
) -> int:
    """Run the suites on the tenant of the settings, or say what that would be; gives the exit code."""
    tenant = settings.tenant
    # From here on things may have to be deleted, whatever ends the run.
    Interrupts().install()
    if tenant.dry_run:
        with tempfile.TemporaryDirectory(prefix="pingone-conformance-") as folder:
            place = Path(folder)
            _rehearse(settings, flags, suites, rules, place)
            # The second time in the order of the plan, and within the limits: as the run would.
            plan = _rehearse(settings, flags, suites, rules, place, f"--pingone-plan={place / FILE_NAME}")
            print_plan(console, plan, settings)
        return int(ExitCode.CONFORMS)
    tenant.require_complete()
    out = prepared(settings)
    print_header(console, settings, f"tenant, environment {tenant.environment_id}")
    if not _is_usable(settings):
        return int(ExitCode.USAGE)
    run_id = secrets.token_hex(4)
    console.print(f"run {run_id}: its things are named p1c-{run_id}-…, and deleted at the end\n")
    try:
        if tenant.interactive:
            flags = {**flags, "verified_transaction": _verified_by_telephone(console, settings, run_id)}
        with tempfile.TemporaryDirectory(prefix="pingone-conformance-") as folder:
            plan = _rehearse(settings, flags, suites, rules, Path(folder))
            limits = limits_of(settings)
            click.echo(
                f"{len(plan.tests)} tests can try {plan.rules} rules; those that try most come first, until "
                f"{limits.max_requests:,} requests or {limits.max_creates:,} creates are spent\n"
            )
            file = Path(folder) / FILE_NAME
            run_suites(
                settings, flags, suites, rules, out, f"--pingone-run-id={run_id}", f"--pingone-plan={file}"
            )
    finally:
        # The run cleans up after itself, unless it never began or was killed.
        if "summary" not in read_results(out):
            sweep_settings(settings, click.echo, only=run_id)
    return summed_up(console, settings, out)


def _is_usable(settings: Settings) -> bool:
    diagnoses = list(diagnose(settings))
    width = shutil.get_terminal_size((80, 24)).columns
    click.echo("\n".join(in_short(diagnoses, width)))
    return usable(diagnoses)


def _rehearse(
    settings: Settings, flags: Flags, suites: Sequence[str], rules: Sequence[str], out: Path, *more: str
) -> Plan:
    if run_suites(settings, {**flags, "dry_run": True}, suites, rules, out, *more):
        raise KeyboardInterrupt
    if not (out / FILE_NAME).exists():
        raise BrokenRunError(f"the rehearsal on the embedded mock broke\n{log_tail(out)}".rstrip())
    return Plan.read(out / FILE_NAME)


def _verified_by_telephone(console: Console, settings: Settings, run_id: str) -> str:
    from pingone_conformance.cli.interactive import verify_by_telephone
    from pingone_conformance.plugin.tenant import connect_tenant

    target = connect_tenant(settings, run_id)
    limit = settings.tenant.verification_timeout
    try:
        return verify_by_telephone(target.api, target.given().transaction, console, limit)
    except Untested as reason:
        raise ConformanceError(
            f"nothing was verified by telephone: {reason}", hint="leave --interactive out to run without"
        ) from None
    finally:
        target.close()
