"""Runs jobs in processes that are killed at a given moment: forked from one that has loaded everything already.

A script of its own, without threads, so that it may fork. It reads one task a line and answers with one line each: how
the process ended, and after how many seconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import pingone_conformance.cli.run
import pingone_conformance.plugin  # noqa: F401 - loaded for those that are forked
from pingone_conformance.contracts import contracts
from pingone_conformance.spec import load_description
from pingone_conformance.target.cleanup import clean_up
from pingone_conformance.target.ledger import Ledger, Place
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.transports import Recorder

POLICY = {"governmentId": {"verify": "REQUIRED"}} | {
    name: {"verify": "DISABLED", "threshold": "MEDIUM"} for name in ("facialComparison", "liveness")
}
_ROUNDS = 8


def create_a_lot(connection: dict[str, str], folder: str, run_id: str) -> None:
    """A run in short: it creates users, policies and transactions by the ledger, and deletes them at its end."""
    where = Connection(**connection)
    ledger = Ledger.open(Path(folder), run_id, Place(where.api_path, where.auth_path, where.environment_id))
    recorder = Recorder(where.api_path, where.auth_path)
    api = Session(load_description(), where, recorder, httpx.HTTPTransport())

    def create(operation: str, name: str | None, body: Any, **path: Any) -> str:
        number = ledger.intend(operation, path, name)
        id_ = str(api.call(operation, json=body, **path).json()["id"])
        ledger.made(number, id_)
        return id_

    for number in range(_ROUNDS):
        name = f"{ledger.prefix}{number}"
        user = create("createUser", name, {"username": name, "email": f"{name}@example.com"})
        create("createVerifyPolicy", name, {"name": name, **POLICY})
        create("createVerifyTransaction", None, {}, userID=user)
    if not clean_up(ledger, api, api.platform):
        ledger.discard()


def run_pytest(arguments: list[str], variables: dict[str, str], folder: str) -> None:
    """A run as it is: the suites, with the settings in the environment."""
    os.environ.update(variables)
    os.chdir(folder)
    code = pytest.main(arguments)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(int(code))


JOBS: dict[str, Callable[..., None]] = {"create_a_lot": create_a_lot, "run_pytest": run_pytest}


def attempt(job: str, given: dict[str, Any], seconds: float | None, log: str) -> dict[str, Any]:
    """Fork, and kill the process and its children after so many seconds; None lets it come to its end."""
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _be_killed(job, given, log)
    # Both sides do it: whoever is first, the group is there when it is needed.
    os.setpgid(pid, pid)
    ended, status = os.waitpid(pid, os.WNOHANG)
    while not ended and (seconds is None or time.monotonic() < started + seconds):
        time.sleep(0.0005)
        ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return {"code": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - started}


def _be_killed(job: str, given: dict[str, Any], log: str) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for stream in (1, 2):
            os.dup2(descriptor, stream)
        JOBS[job](**given)
        code = 0
    except BaseException:  # noqa: BLE001 - the test shows it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Serve one task after the other."""
    contracts()
    load_description()
    for line in sys.stdin:
        print(json.dumps(attempt(**json.loads(line))), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
