"""Runs that share an environment with each other and with other projects."""

from __future__ import annotations

from pathlib import Path

from ..leftovers import Project
from .world import Tenant, rules, tenant_in, text_of, until

SOME = (
    *rules("USER-001", "USER-004", "USER-006", "USER-070", "POLICY-001", "POLICY-070", "TXN-001"),
    "--rate",
    "5",
)
OTHERS = ("somebody", "p1c-", "p1c-0000000-1", "xp1c-00000000-1")


def second_project(tenant: Tenant) -> list[str]:
    """Things of another project; gives all that must not be in a report."""
    others = Project(tenant.api)
    words: list[str] = []
    for name in OTHERS:
        named = f"{name}-canary"
        user = others.user(named)
        words += [named, f"{named}@example.com", user, others.transaction(user), others.policy(named)]
    return words


def test_two_runs_and_another_project_leave_each_other_alone(tmp_path: Path) -> None:
    with tenant_in(tmp_path / "one") as tenant:
        words = second_project(tenant)
        before = tenant.everything()
        other = Tenant(tenant.url, tenant.app, tenant.journal, tmp_path / "two")
        other.folder.mkdir()
        shared = {"PINGONE_CONFORMANCE_LEDGER": str(tenant.ledger)}
        allowed = ("--allow", "changes,notifies")
        runs = [one.start(*SOME, *allowed, **shared) for one in (tenant, other)]
        until(
            lambda: (
                len({name[:12] for name in tenant.of_runs()}) == 2
                or any(run.poll() is not None for run in runs)
            )
        )
        both = {name[:12] for name in tenant.of_runs()}
        codes = [run.wait(240) for run in runs]
        assert codes == [0, 0], tenant.said + other.said
        assert len(both) == 2, "they were not at work at the same time"
        assert tenant.everything() == before
        assert tenant.files() == set()
        for one in (tenant, other):
            text = text_of(one.folder)
            assert [word for word in words if word in text] == []
        other.api.close()
