"""Journey scripts on the mock: one with bindings on each engine, and the suite that tries the bindings."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from benchmarks.figures import Aim, Figure
from benchmarks.processes import measure as measure_process
from benchmarks.workspace import Workspace
from pingone_conformance.plugin.connect import connect_mock, embedded_mock
from pingone_conformance.plugin.target import MockTarget
from pingone_conformance.rooms import room
from pingone_conformance.scripting.engines import EngineUnavailableError, require

_ROUNDS = 200
_SCRIPT = Path(__file__).parents[1] / "examples" / "scripts" / "completion_decision.js"
_OURS, _PEER = "quickjs", "rhino"


def measure(workspace: Workspace) -> list[Figure]:
    """The completion decision of the examples, again and again, and a run of the suite; beside Rhino, if there."""
    peer = _peer(workspace)
    target = connect_mock(app=embedded_mock("benchmarks"))
    try:
        ours = _milliseconds(workspace, target, _OURS)
        theirs = _milliseconds(workspace, target, peer) if peer else (None, None)
    finally:
        target.close()
    suite = _suite_seconds(workspace, _OURS)
    suite_there = _suite_seconds(workspace, peer) if peer else None
    name, small = "script with bindings", Aim(at_most=5)
    return [
        Figure(f"{name}, the first", "milliseconds", ours[0], theirs[0], peer, "less"),
        Figure(f"{name}, median after the first", "milliseconds", ours[1], theirs[1], peer, "less", small),
        Figure("pytest suites/bindings", "seconds", suite, suite_there, peer, "less", Aim(at_most=10)),
    ]


def _peer(workspace: Workspace) -> str:
    """Rhino, where it is installed."""
    try:
        require(_PEER)
    except EngineUnavailableError as missing:
        workspace.note(f"Rhino was not measured: {missing.message}; {missing.hint}")
        return ""
    return _PEER


def _milliseconds(workspace: Workspace, target: MockTarget, engine: str) -> tuple[float, float]:
    """How long the first run of the script took, with the start of the engine, and the median of those after it."""
    workspace.say(f"{_SCRIPT.name} on {engine}, {_ROUNDS} times")
    source = _SCRIPT.read_text(encoding="utf-8")
    user = target.control.environment()["userId"]
    target.given().transaction_in("SUCCESS", user)
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        left = target.control.cloud.run(source, engine=engine, userId=user)
        taken.append((time.perf_counter() - start) * 1000)
        if left["outcome"] != "verified":
            raise RuntimeError(f"{_SCRIPT.name} ended otherwise on {engine}: {left}")
    return taken[0], statistics.median(taken[1:])


def _suite_seconds(workspace: Workspace, engine: str) -> float:
    """The wall time of a whole pytest run of the suite `bindings` on the embedded mock, with its start."""
    workspace.say(f"pytest suites/bindings on {engine}")
    suite = [str(room("suites") / "bindings"), f"--pingone-script-engine={engine}", "-q"]
    measured = measure_process(
        [sys.executable, "-m", "pytest", *suite],
        folder=workspace.subfolder(f"bindings-{engine}"),
        limit=workspace.limit,
    )
    if not measured.ended or measured.exit_code:
        workspace.note(f"the suite bindings on {engine} did not pass:\n{measured.output[-500:]}")
    return measured.seconds
