"""Runs suites in processes that are killed at a given moment: forked from one that has loaded everything already.

A script of its own, without threads, so that it may fork. It reads one task a line and answers with one line each: how
the process ended, and how many seconds after it had begun its ledger.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

import pytest

_POLL_SECONDS = 0.0005


def warm_up(arguments: list[str], log: str) -> dict[str, Any]:
    """Load what a run loads."""
    own = os.dup(1)
    _say_to(log)
    code = pytest.main([*arguments, "--collect-only"])
    sys.stdout.flush()
    os.dup2(own, 1)
    return {"code": int(code), "seconds": 0.0}


def attempt(
    arguments: list[str], variables: dict[str, str], ledger: str, log: str, seconds: float | None
) -> dict[str, Any]:
    """Start a run, and kill it and its children so many seconds after its ledger is there; None lets it end."""
    pid = os.fork()
    if pid == 0:
        _run(arguments, variables, log)
    # Both sides do it: whoever is first, the group is there when it is needed.
    os.setpgid(pid, pid)
    begun = now = time.monotonic()
    there = False
    ended, status = os.waitpid(pid, os.WNOHANG)
    while not ended and not (there and seconds is not None and now >= begun + seconds):
        time.sleep(_POLL_SECONDS)
        ended, status = os.waitpid(pid, os.WNOHANG)
        now = time.monotonic()
        if not there and Path(ledger).exists():
            there, begun = True, now
    if not ended:
        os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return {"code": os.waitstatus_to_exitcode(status), "seconds": now - begun}


def _run(arguments: list[str], variables: dict[str, str], log: str) -> NoReturn:
    code = 70
    try:
        os.setpgid(0, 0)
        _say_to(log)
        os.environ.update(variables)
        code = int(pytest.main(arguments))
    except BaseException:  # noqa: BLE001 - the test shows it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _say_to(log: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)


def main() -> None:
    """Serve one task after the other; the first one loads what the others need."""
    log = sys.argv[1]
    for number, line in enumerate(sys.stdin):
        task = json.loads(line)
        done = attempt(log=log, **task) if number else warm_up(log=log, **task)
        print(json.dumps(done), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
