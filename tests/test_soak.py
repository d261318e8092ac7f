"""No false alarms, no chance: a hundred standard runs on servers that conform, and whole runs in turbulence.

`tox -e soak` runs this; it takes about an hour. `SOAK_SEEDS` (default 50) is the number of seeds, each tried on both
servers; `SOAK_REPORT` (default `reports/latest/soak.json`) is where the figures go, also those of an unfinished set.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance import __version__
from pingone_conformance.mock.app import create_app

from . import second_server
from .turbulence import Turbulence, served
from .turbulence.suite import OF_A_SHORT_LIFE, Tried, try_suite

pytestmark = pytest.mark.soak

SEEDS = int(os.environ.get("SOAK_SEEDS", "50"))
REPORT = Path(os.environ.get("SOAK_REPORT", "reports/latest/soak.json")).absolute()
AT_A_TIME = 2
PLUGINS = {"mock": (), "second server": ("tests.second_server.plugin",)}
APPS: dict[str, Callable[..., Any]] = {"mock": create_app, "second server": second_server.create_app}
PARTS = ("property", "scenarios")
SECONDS_OF_A_CALM_RUN = 1800
SECONDS_IN_TURBULENCE = 3 * 3600


class Report:
    """The figures so far: on the terminal line by line, in the file as a whole."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._content: dict[str, Any] = {"version": __version__, "seeds": SEEDS, "calm": [], "turbulence": []}

    def add(self, kind: str, server: str, what: str, tried: Tried, **more: Any) -> None:
        """One more run has ended."""
        row = {"server": server, "run": what, "accused": tried.accused, **tried.summary, **more}
        rows: list[dict[str, Any]] = self._content[kind]
        rows.append(row)
        self._content |= {"date": datetime.now(UTC).date().isoformat(), "runs": self._runs()}
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(json.dumps(self._content, indent=1) + "\n", encoding="utf-8")
        accused = ", ".join(tried.accused) or "nobody accused"
        waited = f", {row['seconds_waited']:.0f} s of it waiting" if row["seconds_waited"] else ""
        self._say(f"{kind} {len(rows)}: {server}, {what}, {row['seconds']:.0f} s{waited}: {accused}")

    def _runs(self) -> dict[str, Any]:
        rows = self._content["calm"]
        verdicts = {name: sum(row[name] for row in rows) for name in ("violates", "deviates", "broken")}
        return {"calm": len(rows), "requests": sum(row["requests"] for row in rows), **verdicts}

    def accused(self, kind: str) -> list[tuple[str, str, dict[str, str]]]:
        """The runs of that kind that accused anybody."""
        return [(row["server"], row["run"], row["accused"]) for row in self._content[kind] if row["accused"]]


@pytest.fixture(scope="module")
def report(pytestconfig: pytest.Config) -> Report:
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")

    def say(text: str) -> None:
        with capture.global_and_fixture_disabled():
            print(text, flush=True)  # noqa: T201 - the progress of an hour

    return Report(say)


def test_calm_servers_are_accused_of_nothing(report: Report, tmp_path: Path) -> None:
    def both(seed: int) -> list[tuple[str, int, Tried]]:
        # One after the other: the second replays the cases that the first generated.
        return [(server, seed, calm(tmp_path / server / str(seed), server, seed)) for server in PLUGINS]

    def calm(folder: Path, server: str, seed: int) -> Tried:
        folder.mkdir(parents=True)
        return try_suite(
            folder / "out",
            f"--pingone-seed={seed}",
            plugins=PLUGINS[server],
            cache=tmp_path / "cache",
            timeout=SECONDS_OF_A_CALM_RUN,
        )

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for tried in pool.map(both, range(1, SEEDS + 1)):
            for server, seed, run in tried:
                report.add("calm", server, f"seed {seed}", run)
    assert report.accused("calm") == []


def test_servers_in_turbulence_are_accused_of_nothing(report: Report, tmp_path: Path) -> None:
    def rough(server: str, part: str) -> tuple[str, str, Tried, Counter[str]]:
        folder = tmp_path / server / part
        folder.mkdir(parents=True)
        turbulence = Turbulence(APPS[server](seed="7"), seed=f"{server}/{part}")
        with served(turbulence) as base:
            tried = try_suite(
                folder / "out",
                f"--pingone-mock-url={base}",
                suites=[part],
                cache=tmp_path / "cache",
                timeout=SECONDS_IN_TURBULENCE,
            )
        return server, part, tried, turbulence.seen

    # They wait most of the time, so all go at once.
    with ThreadPoolExecutor(len(APPS) * len(PARTS)) as pool:
        running = [pool.submit(rough, server, part) for part in PARTS for server in APPS]
        for ended in as_completed(running):
            server, part, tried, seen = ended.result()
            report.add("turbulence", server, part, tried, seen=seen)
            assert tried.results["complete"] is True
    accused = [rules.keys() - {OF_A_SHORT_LIFE} for _, _, rules in report.accused("turbulence")]
    assert not any(accused), report.accused("turbulence")
