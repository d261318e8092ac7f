"""The bank of faults: how many the suite kills, and how many plain Schemathesis does."""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import httpx

from benchmarks.figures import Aim, Figure
from benchmarks.plain_schemathesis import failures_of
from benchmarks.processes import measure as measure_process
from benchmarks.served_mock import ServedMock, served_mock
from benchmarks.workspace import Workspace, clean_environment, installed_command
from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.mock.faults import Fault, Kind, bank
from pingone_conformance.mock.faults.operations import BEHIND_THE_API, OPERATIONS

_PEER = "schemathesis run"
# Classes of which the aim is 95 %, and so for all.
_HARDER = (Kind.MEANING, Kind.SECURITY, "faults")


@dataclass(frozen=True)
class _Seen:
    """What plain Schemathesis found while a fault was on, and without any, at the same operations."""

    with_fault: Counter[str]
    without: Counter[str]

    @property
    def killed(self) -> bool:
        """A failure that the clean mock does not show, or one more often: counted in its favour."""
        return bool(self.with_fault - self.without)


def measure(workspace: Workspace) -> list[Figure]:
    """The bank under both; plain Schemathesis tries the operations at which a fault acts, with all its phases."""
    ours = _power(workspace)
    theirs = _plain(workspace)
    summary = ours["summary"]
    workspace.note(f"the suite: {summary['requests']:,} requests, {summary['dead_rules']} dead rules")
    workspace.note(
        f"{_PEER}: {len(theirs)} of {len(_of_the_api())} faults, default checks, --continue-on-failure"
    )
    figures = [
        _figure(
            f"faults of {kind}", counts, [seen for name, seen in theirs.items() if bank()[name].kind == kind]
        )
        for kind, counts in ours["classes"].items()
    ]
    return [*figures, _figure("faults", summary, list(theirs.values()))]


def _figure(name: str, counts: Mapping[str, int], theirs: Sequence[bool]) -> Figure:
    share = 100 * counts["killed"] / counts["faults"] if counts["faults"] else None
    seen = 100 * sum(theirs) / len(theirs) if theirs else None
    aim = Aim(at_least=95 if name.endswith(_HARDER) else 100)
    return Figure(f"{name} killed, of {counts['faults']}", "%", share, seen, _PEER, "more", aim)


def _power(workspace: Workspace) -> dict[str, Any]:
    workspace.say("pingone-conformance power")
    folder = workspace.subfolder("power")
    measured = measure_process(
        [installed_command("pingone-conformance"), "power", "--seed", str(workspace.seed), "--out", "out"],
        folder=folder,
        limit=3 * workspace.limit,
        environment=clean_environment(),
    )
    workspace.note(f"the suite tried the bank in {measured.seconds:.0f} s")
    try:
        content: dict[str, Any] = json.loads((folder / "out" / "power.json").read_text(encoding="utf-8"))
    except OSError:
        raise RuntimeError(f"the bank was not tried:\n{measured.output[-3000:]}") from None
    return content


def _plain(workspace: Workspace) -> Mapping[str, bool]:
    """Whether each fault was killed, by its name. Each thread has a mock of its own."""
    number = os.cpu_count() or 1
    faults = _of_the_api()[:: workspace.every]
    workspace.say(f"{_PEER}: {len(faults)} faults, some seconds each")
    with contextlib.ExitStack() as stack:
        idle: SimpleQueue[tuple[int, ServedMock]] = SimpleQueue()
        for place in range(number):
            idle.put((place, stack.enter_context(served_mock(workspace, f"faulty-mock-{place}"))))
        clean: dict[tuple[str, ...], Counter[str]] = {}

        def found(operations: tuple[str, ...], faults: list[str], *, early: bool) -> Counter[str]:
            place, mock = idle.get()
            try:
                return failures_of(workspace, mock, f"plain-{place}", operations, faults, early=early)
            finally:
                idle.put((place, mock))

        def killed(fault: Fault) -> bool:
            operations = _operations(fault)
            early = not BEHIND_THE_API.keys().isdisjoint(fault.operations)
            try:
                return _Seen(found(operations, [fault.name], early=early), clean[operations]).killed
            except (RuntimeError, LookupError, httpx.HTTPError):
                return True  # it did not even begin: seen

        with ThreadPoolExecutor(number) as pool:
            places = sorted({_operations(fault) for fault in faults})
            clean.update(
                zip(places, pool.map(lambda place: found(place, [], early=False), places), strict=True)
            )
            return dict(zip((fault.name for fault in faults), pool.map(killed, faults), strict=True))


def _of_the_api() -> list[Fault]:
    """The faults of the description that both are given: not those of Advanced Identity Cloud and of its scripts."""
    known = {*OPERATIONS, *BEHIND_THE_API}
    return [fault for fault in bank().values() if known.intersection(fault.operations)]


def _operations(fault: Fault) -> tuple[str, ...]:
    """Where a client of the API could see the fault: where it acts, else what the rules that it breaks are about."""
    at = [name for name in fault.operations if name in OPERATIONS]
    about = [
        name for rule in fault.rules for name in contracts().rules[rule].operations if name != EVERY_OPERATION
    ]
    return tuple(sorted(set(at or about)))
