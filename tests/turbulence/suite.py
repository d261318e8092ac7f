"""The suite as a child process, and what it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pingone_conformance.rooms import room

# The one rule about the life of a token: turbulence shortens it, and the server says so.
OF_A_SHORT_LIFE = "TOKEN-005"


@dataclass(frozen=True)
class Tried:
    """The content of `results.json`, and what was written meanwhile."""

    results: Mapping[str, Any]
    output: str

    @property
    def summary(self) -> Mapping[str, Any]:
        """The numbers of the run."""
        found: Mapping[str, Any] = self.results["summary"]
        return found

    @property
    def accused(self) -> dict[str, str]:
        """The rules that neither hold nor are untested, and what was seen of each.

        Left out is what a server may do otherwise, and what the line broke.
        """
        bad = [row for row in self.results["rules"] if row["verdict"] not in {"conforms", "untested"}]
        bad = [row for row in bad if not of_the_line(row)]
        bad = [row for row in bad if (row["level"], row["verdict"]) != ("may", "deviates")]
        return {
            row["id"]: f"{row['verdict']}: {row['reason'] or row['findings'][0]['observed']}" for row in bad
        }


def of_the_line(row: Mapping[str, Any]) -> bool:
    """Whether a rule is broken because the network lost or spoilt something."""
    return row["verdict"] == "broken" and str(row["reason"]).startswith("NetworkTrouble: ")


def try_suite(
    out: Path,
    *arguments: str,
    suites: Sequence[str] = (".",),
    plugins: Sequence[str] = (),
    cache: Path | None = None,
    timeout: float = 600,
) -> Tried:
    """Run folders of the suites with these arguments and pytest plugins; `cache` has the corpus.

    Raises `AssertionError` when the run ends without results.
    """
    folders = [str(room("suites") / name) for name in suites]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PINGONE_", "PYTEST_"))}
    # The plugins stand in this checkout.
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), kept.get("PYTHONPATH"))))
    environment = {**kept, "PYTHONPATH": path, "TTY_COMPATIBLE": "1"}
    if cache:
        environment["XDG_CACHE_HOME"] = str(cache)
    more = [argument for plugin in plugins for argument in ("-p", plugin)]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *folders, *more, f"--pingone-out={out}", *arguments],
        cwd=out.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    file = out / "results.json"
    results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    output = done.stdout + done.stderr
    if "summary" not in results:
        raise AssertionError(f"the suite ended without results\n{output}")
    return Tried(results, output)
