"""Whole runs on a tenant that is known from variables alone, counted where they arrive."""

from __future__ import annotations

import shlex
from pathlib import Path

from .world import ROOT, Tenant, most_within, text_of

HOOKS = ROOT / "examples" / "hooks"
# The limiter lets so many go at once after a pause. What is measured are arrivals: a request may be held up on the
# line or by a busy machine, so that a few more arrive together than were sent together.
BURST, HELD_UP = 3, 6


def hook(name: str) -> str:
    return f"sh {shlex.quote(str(HOOKS / name))}"


def assert_within_rate(tenant: Tenant, rate: float) -> None:
    for seconds in (1.0, 3.0):
        most = most_within(tenant.journal.requests, seconds)
        assert most <= rate * seconds + BURST + HELD_UP


def test_six_variables_are_enough_for_a_smoke_run(tenant: Tenant) -> None:
    before = tenant.everything()
    done = tenant.command("run", "--profile", "smoke", "--rate", "40")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tenant.results["complete"] is True
    assert tenant.results["summary"]["conforms"] > 80
    requests = tenant.journal.requests
    assert len(requests) <= 300
    assert 0 < len([request for request in requests if request.creates]) <= 20
    assert tenant.everything() == before
    assert tenant.files() == set()
    assert_within_rate(tenant, 40)
    assert {path.name for path in tenant.folder.iterdir()} <= {"reports", "ledger", ".cache", ".local"}
    assert tenant.api.connection.client_secret not in text_of(tenant.folder) + done.stdout + done.stderr


def test_a_standard_run_by_two_processes_with_everything_allowed(tenant: Tenant) -> None:
    before = tenant.everything()
    hooks = ("--verification-hook", hook("finish_verification.sh"), "--flow-hook", hook("open_flow.sh"))
    temporary = tenant.folder / "tmp"
    temporary.mkdir()
    done = tenant.command(
        "run", "--rate", "100", "-n", "2", "--allow", "changes,notifies", *hooks, TMPDIR=str(temporary)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    requests = tenant.journal.requests
    assert tenant.results["summary"]["conforms"] > 300
    clean_up = len([request for request in requests if request.method == "DELETE"])
    assert len(requests) - clean_up <= 1500
    assert len([request for request in requests if request.creates]) <= 200
    assert tenant.everything() == before
    assert tenant.files() == set()
    assert_within_rate(tenant, 100)
    assert left_in(temporary) == []


def left_in(folder: Path) -> list[str]:
    """What is left in the folder of temporary files; pytest's own are kept on purpose."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("pytest-of-"))
