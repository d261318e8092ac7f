"""The command: what to measure, for how long, and where the figures go."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import httpx
from rich.console import Console

from benchmarks import faults, rates, runs, scripts, startup
from benchmarks.figures import Figure, print_figures, write_figures
from benchmarks.workspace import MissingToolError, Workspace

PARTS = {
    "runs": runs.measure,
    "rates": rates.measure,
    "startup": startup.measure,
    "scripts": scripts.measure,
    "faults": faults.measure,
}

_COLUMNS = 120


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write figures there.")
@click.option("--seed", default=1, show_default=True, help="Seed of generated cases, ours and theirs.")
@click.option(
    "--limit",
    default=600.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Seconds after which a run is ended.",
)
@click.option(
    "--seconds",
    default=6,
    show_default=True,
    type=click.IntRange(min=1),
    help="Length of each measurement of requests per second.",
)
@click.option(
    "--every",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Try plain Schemathesis on each N-th fault only.",
)
@click.option(
    "--npm-folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep WireMock and Prism there for the next time.  [default: a temporary folder]",
)
def main(
    *,
    parts: tuple[str, ...],
    file: Path | None,
    seed: int,
    limit: float,
    seconds: int,
    every: int,
    npm_folder: Path | None,
) -> None:
    """Measure PARTS (default: all) on this machine and print figures with ratios.

    Nothing is judged: an aim that is missed is shown as missed, and the exit code stays 0.
    """
    console = Console(highlight=False)
    console.width = max(console.width, _COLUMNS)
    figures: list[Figure] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        workspace = Workspace(
            folder=Path(folder),
            npm_folder=npm_folder.absolute() if npm_folder else Path(folder) / "npm",
            seed=seed,
            limit=limit,
            seconds=seconds,
            every=every,
            say=lambda text: console.print(f"[dim]{text}[/dim]"),
            note=notes.append,
        )
        for part in parts or PARTS:
            try:
                figures += PARTS[part](workspace)
            except (MissingToolError, RuntimeError, httpx.HTTPError) as problem:
                workspace.note(f"{part}: {problem}")
    print_figures(console, figures, notes)
    if file is not None:
        write_figures(file, figures, notes)
        console.print(f"\n{file}")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
