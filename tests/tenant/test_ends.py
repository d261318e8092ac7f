"""However a run ends, nothing of it is left, or it is said what is."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from pingone_conformance.plugin.interrupts import TOGETHER_SECONDS

from .world import SECONDS, Request, Tenant, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")

# Slow enough to be interrupted in the middle, with things that have to be deleted.
RULES = ("USER-001", "USER-004", "USER-006", "USER-008", "USER-070", "POLICY-001", "POLICY-002", "POLICY-003")
SLOW = ("--suite", "scenarios", *(f"--rule={rule}" for rule in RULES), "--rate", "5")


def creates(tenant: Tenant) -> list[Request]:
    return [request for request in tenant.journal.requests if request.creates]


def started(tenant: Tenant, *more: str, things: int = 3) -> subprocess.Popen[str]:
    """A run that has created some things."""
    run = tenant.start(*SLOW, *more)
    until(lambda: len(creates(tenant)) >= things or run.poll() is not None)
    assert run.poll() is None, tenant.said
    return run


def children(run: subprocess.Popen[str]) -> list[int]:
    """The processes that a run has started."""
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(run.pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("number", "whole_group", "more"),
    [
        (signal.SIGINT, True, ()),
        (signal.SIGINT, False, ("-n", "2")),
        (signal.SIGTERM, False, ()),
        (signal.SIGTERM, True, ("-n", "2")),
        (signal.SIGHUP, True, ()),
    ],
    ids=["Ctrl-C", "SIGINT to the command", "SIGTERM", "SIGTERM to everybody", "the terminal is closed"],
)
def test_a_signal_ends_a_run_that_cleans_up(
    tenant: Tenant, number: int, whole_group: bool, more: tuple[str, ...]
) -> None:
    before = tenant.everything()
    run = started(tenant, *more)
    (os.killpg if whole_group else os.kill)(run.pid, number)
    assert run.wait(SECONDS) == 3, tenant.said
    assert tenant.everything() == before, tenant.said
    assert tenant.files() == set()
    results = tenant.results
    assert results["complete"] is False
    assert results["summary"]["tests"] > 0
    assert results["not_deleted"] == []
    assert "Traceback" not in tenant.said
    assert str(tenant.out.relative_to(tenant.folder) / "report.html") in tenant.said


def test_a_second_interrupt_ends_the_clean_up_and_sweep_finishes_it(tenant: Tenant) -> None:
    before = tenant.everything()
    run = started(tenant, "--rule=USER-010", "--rule=USER-012", "--rule=POLICY-004", things=8)
    begun = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    until(
        lambda: any(request.method == "DELETE" for request in tenant.journal.requests if request.at > begun)
    )
    # What comes at once counts as one signal.
    time.sleep(TOGETHER_SECONDS)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(SECONDS) == 3, tenant.said
    left = set(tenant.everything()) - set(before)
    assert left, "nothing was interrupted"
    assert "not deleted" in tenant.said
    assert len(tenant.results["not_deleted"]) >= len(left)
    assert any(name.endswith(".sqlite") for name in tenant.files())
    swept = tenant.command("sweep", "--rate", "100")
    assert swept.returncode == 0, swept.stdout + swept.stderr
    assert tenant.everything() == before
    assert tenant.files() == set()


def test_the_command_cleans_up_after_a_child_that_was_killed(tenant: Tenant) -> None:
    before = tenant.everything()
    run = started(tenant)
    (child,) = children(run)
    os.kill(child, signal.SIGKILL)
    assert run.wait(SECONDS) == 3, tenant.said
    assert tenant.everything() == before, tenant.said
    assert tenant.files() == set()
    assert "the run ended before it had verdicts" in tenant.said


CRASH = """
import os
import pathlib

crashed = pathlib.Path(__file__).with_suffix(".txt")


def pytest_runtest_teardown(item):
    # The rehearsal has no plan.
    if item.config.option.pingone_plan and "delete" in item.nodeid and not crashed.exists():
        crashed.touch()
        os._exit(70)
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_command_cleans_up_after_a_crash(tenant: Tenant, workers: str, tmp_path: Path) -> None:
    (tmp_path / "crash.py").write_text(CRASH, encoding="utf-8")
    before = tenant.everything()
    done = tenant.run(
        "--suite", "scenarios", "--rule", "USER-070", "--rule", "USER-001", "--rule", "POLICY-001",
        "-n", workers,
        PYTHONPATH=os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))), PYTEST_PLUGINS="crash",
    )  # fmt: skip
    assert done.returncode == 3, done.stdout + done.stderr
    assert tenant.everything() == before
    assert tenant.files() == set()
    assert (tmp_path / "crash.txt").exists()
    assert "Traceback" not in done.stderr


def test_an_interrupt_of_the_rehearsal_ends_the_run(tenant: Tenant) -> None:
    temporary = tenant.folder / "tmp"
    temporary.mkdir()
    run = tenant.start("--profile", "smoke", TMPDIR=str(temporary))
    # The rehearsal has a ledger of its own.
    until(lambda: list(temporary.rglob("*.sqlite")) or run.poll() is not None)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(SECONDS) == 3, tenant.said
    assert creates(tenant) == []
    assert tenant.files() == set()
    assert "Traceback" not in tenant.said
    assert list(temporary.glob("pingone-conformance-*")) == []
