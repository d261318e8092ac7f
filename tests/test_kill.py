"""The runner is killed at fifty random moments: after `sweep` nothing of it is left, and nothing else was touched.

`KILL_SEED` draws other moments; `KILL_TIMES` (default 50) is how many there are.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from pingone_conformance.cli.sweep import sweep
from pingone_conformance.mock.server import MockServer
from pingone_conformance.target.ledger import Ledger

from .leftovers import Project, connection_to, everything, place_of, session_over

SEED = int(os.environ.get("KILL_SEED", "4"))
TIMES = int(os.environ.get("KILL_TIMES", "50"))
RUNNER = Path(__file__).with_name("killed_runner.py")
SETTLING_SECONDS = 0.5
GOING_ON = "ffffffff"


class Runner:
    """The process that forks those to be killed: `with Runner(log) as runner`."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def attempt(self, job: str, seconds: float | None, **given: Any) -> tuple[int, float]:
        """The exit code of a process that was given so many seconds, and those that it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        task = {"job": job, "given": given, "seconds": seconds, "log": str(self.log)}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        ended = json.loads(self._process.stdout.readline())
        return ended["code"], ended["seconds"]


class Tenant:
    """A served mock with things of others in it, one of them a run that is going on; and a folder of ledgers."""

    def __init__(self, server: MockServer, folder: Path, stack: ExitStack) -> None:
        self.app = server.app
        self.folder = folder
        self.connection = connection_to(server.app, server.base_url)
        self.api = session_over(stack.enter_context(httpx.HTTPTransport()), self.connection)
        going_on = Ledger.open(folder, GOING_ON, place_of(self.connection))
        Project(self.api, stack.enter_context(going_on)).user(f"{going_on.prefix}1")
        self.said: list[str] = []

    def furnish(self, prefix: str) -> None:
        """Create, as a second project, things whose names could be taken for those of a run."""
        others = Project(self.api)
        for name in (f"{prefix}0x", f"{prefix[:-1]}0-0", f"x{prefix}0", prefix.rstrip("-")):
            others.transaction(others.user(name))
            others.policy(name)

    def sweep(self) -> int:
        self.said.clear()

        def connect() -> tuple[Any, Any]:
            return self.api, self.api.platform

        return sweep(
            self.folder, place_of(self.connection), connect, self.said.append, settling=SETTLING_SECONDS
        )

    def files(self) -> list[str]:
        """What the folder of the ledgers holds beside the run that is going on."""
        return sorted(file.name for file in self.folder.iterdir() if not file.name.startswith(GOING_ON))


@pytest.fixture
def tenant(tmp_path: Path) -> Iterator[Tenant]:
    with MockServer(seed="killed") as server, ExitStack() as stack:
        yield Tenant(server, tmp_path / "ledgers", stack)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_nothing_is_left_of_a_run_that_was_killed(tenant: Tenant, tmp_path: Path) -> None:
    moments = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    print(f"KILL_SEED={SEED}")  # noqa: T201 - shown when the test fails
    killed = swept = 0
    with Runner(tmp_path / "runner.log") as runner:
        job = {"connection": asdict(tenant.connection), "folder": str(tenant.folder)}
        before = everything(tenant.app)
        code, whole = runner.attempt("create_a_lot", None, run_id="00000000", **job)
        assert (code, everything(tenant.app) == before) == (0, True), runner.log.read_text()
        for _ in range(TIMES):
            run_id = f"{moments.getrandbits(32):08x}"
            tenant.furnish(f"p1c-{run_id}-")
            before = everything(tenant.app)
            moment = moments.uniform(0, whole)
            code, _ = runner.attempt("create_a_lot", moment, run_id=run_id, **job)
            left = len(everything(tenant.app)) - len(before)
            print(f"run {run_id}: {moment:.3f} s of {whole:.3f}, ended with {code}, {left} left")  # noqa: T201
            assert code in (0, -signal.SIGKILL), runner.log.read_text()
            assert tenant.sweep() == 0, tenant.said
            assert everything(tenant.app) == before, tenant.said
            killed += code != 0
            swept += left > 0
    assert tenant.said[0].startswith(f"run {GOING_ON}: left alone")
    assert [name for name in tenant.files() if not name.startswith(".draft-")] == []
    # Else nothing was shown.
    assert killed > TIMES / 2
    assert swept > TIMES / 4
