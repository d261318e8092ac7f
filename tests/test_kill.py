"""A run on a tenant is killed at fifty random moments: `sweep` leaves nothing of it, and touches nothing else.

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
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from pingone_conformance.cli.sweep import sweep
from pingone_conformance.mock.server import MockServer
from pingone_conformance.rooms import room
from pingone_conformance.target.ledger import Ledger

from .leftovers import Project, connection_to, everything, place_of, session_over

SEED = int(os.environ.get("KILL_SEED", "4"))
TIMES = int(os.environ.get("KILL_TIMES", "50"))
RUNNER = Path(__file__).with_name("killed_runner.py")
# Those that create a lot, of each kind.
SUITES = [
    str(room("suites") / "scenarios" / name)
    for name in ("policies/test_create.py", "transactions/test_create_echo.py", "users/test_delete.py")
]
SETTLING_SECONDS = 0.5
GOING_ON = "ffffffff"


class Runner:
    """The process that forks the runs to be killed: `with Runner(log) as runner`."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, str(RUNNER), str(self.log)],
            # Arithmetic in threads would be lost in a fork.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.ask(arguments=SUITES) == (0, 0.0), self.log.read_text()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, **task: Any) -> tuple[int, float]:
        """The exit code of a run, and the seconds from its ledger to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
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

    def variables(self) -> dict[str, str]:
        """All that a run is told, as a person would tell it."""
        return {
            "PINGONE_API_PATH": self.connection.api_path,
            "PINGONE_AUTH_PATH": self.connection.auth_path,
            "PINGONE_ENVIRONMENT_ID": self.connection.environment_id,
            "PINGONE_CLIENT_ID": self.connection.client_id,
            "PINGONE_CLIENT_SECRET": self.connection.client_secret,
            "PINGONE_CONFORMANCE_ALLOW": "changes,notifies",
            "PINGONE_CONFORMANCE_LEDGER": str(self.folder),
            "PINGONE_CONFORMANCE_RATE": "100",
        }

    def run(self, runner: Runner, run_id: str, seconds: float | None) -> tuple[int, float]:
        return runner.ask(
            arguments=[*SUITES, "--pingone-target=tenant", f"--pingone-run-id={run_id}"],
            variables=self.variables(),
            ledger=str(self.folder / f"{run_id}.sqlite"),
            seconds=seconds,
        )

    def furnish(self, prefix: str) -> None:
        """Create, as a second project, things whose names could be taken for those of a run."""
        others = Project(self.api)
        for name in (f"{prefix[:-1]}0-1", f"x{prefix}1", prefix.rstrip("-"), f"{prefix}1x"):
            others.transaction(others.user(name))
            others.policy(name)

    def sweep(self) -> int:
        self.said.clear()

        def connect() -> tuple[Any, Any, None]:
            return self.api, self.api.platform, None

        return sweep(
            self.folder, place_of(self.connection), connect, self.said.append, settling=SETTLING_SECONDS
        )


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
        before = everything(tenant.app)
        # The first one is slower than those that follow.
        code, whole = min(tenant.run(runner, run_id, None) for run_id in ("00000000", "00000001"))
        assert (code, everything(tenant.app)) == (0, before), runner.log.read_text()
        for _ in range(TIMES):
            run_id, moment = f"{moments.getrandbits(32):08x}", moments.uniform(0, whole)
            tenant.furnish(f"p1c-{run_id}-")
            before = everything(tenant.app)
            code, _ = tenant.run(runner, run_id, moment)
            left = len(everything(tenant.app)) - len(before)
            print(f"run {run_id}: {moment:.3f} s of {whole:.3f}, ended with {code}, {left} left")  # noqa: T201
            assert code in (0, -signal.SIGKILL), runner.log.read_text()
            assert tenant.sweep() == 0, tenant.said
            assert everything(tenant.app) == before, tenant.said
            killed += code != 0
            swept += left > 0
    assert tenant.said[0].startswith(f"run {GOING_ON}: left alone")
    assert {file.name for file in tenant.folder.glob("*.sqlite")} == {f"{GOING_ON}.sqlite"}
    # Else nothing was shown.
    assert (killed > TIMES / 2, swept > TIMES / 4) == (True, True)
