"""`pingone-conformance power`: the suite against the clean mock, and against the mock with each fault."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click
from rich.console import Console

from pingone_conformance.cli.faults import known_faults
from pingone_conformance.cli.folder import prepare
from pingone_conformance.config import PROFILES, load_settings
from pingone_conformance.power.processes import Workers
from pingone_conformance.power.report import FILE_NAME, Power, print_power, write_power
from pingone_conformance.power.trials import Judged, Task, Trial, merged
from pingone_conformance.reporting.live import Live


@click.command(name="power")
@click.option(
    "--fault",
    "names",
    metavar="NAME",
    multiple=True,
    help="Only this fault; may be repeated.  [default: all]",
)
@click.option(
    "--all-rules", is_flag=True, help="Run every test under every fault: slow, and the widest blame."
)
@click.option(
    "-n", "--workers", type=click.IntRange(1, 64), help="Processes that try faults.  [default: one per CPU]"
)
@click.option("--profile", type=click.Choice(PROFILES), help="How much to try.  [default: standard]")
@click.option("--seed", metavar="N", help="Seed of generated cases and of the mock's ids.  [default: 1]")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports/power"),
    show_default=True,
    help="Where power.json goes.",
)
def command(names: tuple[str, ...], all_rules: bool, workers: int | None, out: Path, **flags: object) -> int:
    """Measure which faults of the mock the suite sees, and that it accuses nobody else.

    A fault is killed when a rule that it breaks turns, and blamed right when no other rule does. Each fault is tried
    with the tests that can reach it. Exit code 1: a fault survived, or the clean mock was accused.
    """
    settings = load_settings(flags)
    faults = {fault.name: fault for fault in known_faults(names)}
    prepare(out, (FILE_NAME,))
    number = workers or os.cpu_count() or 1
    console = Console(highlight=False)
    started = time.monotonic()
    only = names if not all_rules else ()
    tasks = [Task(reach=only, part=part, of=number) for part in range(number)]
    tasks += [Task(fault=name, reach=() if all_rules else (name,)) for name in faults]
    clean: list[Trial] = []
    judged: dict[str, Judged] = {}
    survived = 0
    with Workers(min(number, len(tasks)), settings) as processes, Live(console, "trials") as shown:
        shown.expect(len(tasks))
        for trial in processes.try_all(tasks):
            if trial.fault is None:
                clean.append(trial)
            else:
                judged[trial.fault] = Judged(faults[trial.fault], trial)
                survived += not judged[trial.fault].killed
            shown.advance(f"{survived:,} survived")
    in_order = [judged[name] for name in faults]
    power = Power(merged(clean), in_order, not names, all_rules, time.monotonic() - started)
    print_power(console, power)
    console.print(f"  {write_power(power, settings, out)}", soft_wrap=True)
    return int(power.exit_code)
