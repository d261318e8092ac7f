"""A full run of the suite beside plain Schemathesis: wall time, requests, memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.figures import Aim, Figure
from benchmarks.plain_schemathesis import PlainRun, run_schemathesis
from benchmarks.processes import Measured
from benchmarks.processes import measure as measure_process
from benchmarks.workspace import Workspace, clean_environment, installed_command

_PEER = "schemathesis run"


@dataclass(frozen=True)
class _SuiteRun:
    name: str
    measured: Measured
    requests: int


def measure(workspace: Workspace) -> list[Figure]:
    """The profiles `standard` and `smoke`, each with an empty corpus of generated cases and with a full one."""
    runs = [
        _run(workspace, profile, cache) for profile in ("standard", "smoke") for cache in ("cold", "warm")
    ]
    workspace.say(f"{_PEER}: at most {workspace.limit:.0f} s")
    plain = _plain(workspace)
    return [figure for run in runs for figure in _figures(run, plain)]


def _plain(workspace: Workspace) -> PlainRun | None:
    """The peer's run; one that cannot be measured is noted, and ours are shown without it."""
    try:
        plain = run_schemathesis(workspace)
    except (RuntimeError, httpx.HTTPError) as problem:
        workspace.note(f"{_PEER} was not measured: {problem}")
        return None
    if not plain.measured.ended:
        limit = f"the limit of {workspace.limit:.0f} s"
        workspace.note(f"{_PEER} was ended at {limit}; it would have taken longer than is shown")
    else:
        workspace.note(f"{_PEER} ended with: {plain.measured.output.strip().splitlines()[-1].strip(' =')}")
    return plain


def _run(workspace: Workspace, profile: str, cache: str) -> _SuiteRun:
    name = f"{profile}, {cache}"
    workspace.say(f"pingone-conformance run: {name}")
    corpus = workspace.folder / "cache"
    command = [installed_command("pingone-conformance"), "run", "--profile", profile]
    folder = workspace.subfolder(f"{profile}-{cache}")
    measured = measure_process(
        [*command, "--seed", str(workspace.seed), "--out", "reports"],
        folder=folder,
        limit=workspace.limit,
        environment=clean_environment(XDG_CACHE_HOME=str(corpus)),
    )
    if not any(corpus.rglob("*.json")):
        workspace.note("the corpus of generated cases is not below XDG_CACHE_HOME here: 'cold' may be warm")
    if not measured.ended:
        workspace.note(f"the run {name} was ended at the limit of {workspace.limit:.0f} s")
    elif measured.exit_code:
        workspace.note(f"the run {name} ended with exit code {measured.exit_code}")
    return _SuiteRun(name, measured, _requests(folder / "reports" / "results.json", measured))


def _requests(results: Path, measured: Measured) -> int:
    try:
        return int(json.loads(results.read_text(encoding="utf-8"))["summary"]["requests"])
    except (OSError, KeyError):
        raise RuntimeError(f"the run left no verdicts:\n{measured.output[-3000:]}") from None


def _figures(run: _SuiteRun, plain: PlainRun | None) -> list[Figure]:
    ours = run.measured
    seconds = plain.measured.seconds if plain else None
    requests = plain.requests if plain else None
    peak_mb = plain.measured.peak_mb if plain else None
    pace = plain.requests / plain.measured.seconds if plain else None
    standard = run.name.startswith("standard")
    time_aim = Aim(at_most=20, ratio=2) if standard else Aim(at_most=5)
    requests_aim = Aim(at_least=1500) if standard else Aim()
    memory_aim = Aim(at_most=400) if standard else Aim()
    return [
        Figure(f"run {run.name}", "seconds", ours.seconds, seconds, _PEER, "less", time_aim),
        Figure(f"run {run.name}", "requests", run.requests, requests, _PEER, aim=requests_aim),
        Figure(f"run {run.name}", "requests/s", run.requests / ours.seconds, pace, _PEER, "more"),
        Figure(f"run {run.name}", "peak MB", ours.peak_mb, peak_mb, _PEER, "less", memory_aim),
    ]
