"""What cannot be deleted is listed, kept in the ledger, and swept when it can be."""

from __future__ import annotations

import pytest

from .world import FEW, SUITES, Answer, Tenant, refusal

USERS = str(SUITES / "scenarios" / "users" / "test_create.py")


def undeletable(tenant: Tenant, status: int) -> None:
    """Let the tenant refuse to delete policies and users, but not what a test deletes at once."""

    def fault(method: str, path: str) -> Answer | None:
        return refusal(status) if method == "DELETE" and "/users/" in path else None

    tenant.journal.fault = fault


@pytest.mark.parametrize("status", [403, 500])
def test_what_is_left_is_told_and_swept_later(tenant: Tenant, status: int) -> None:
    before = tenant.everything()
    undeletable(tenant, status)
    done = tenant.run(*FEW[:4])
    said = " ".join(done.stdout.split())
    assert done.returncode == 3, done.stdout + done.stderr
    left = tenant.of_runs()
    assert left
    assert len(tenant.results["not_deleted"]) == len(left)
    assert all(any(name in told for told in tenant.results["not_deleted"]) for name in left)
    assert all(name in said for name in left)
    assert f"answered {status}" in said
    assert "pingone-conformance sweep" in said
    assert tenant.results["summary"]["exit_code"] == 3
    assert any(name.endswith(".sqlite") for name in tenant.files())
    tenant.journal.fault = lambda method, path: None  # noqa: ARG005
    swept = tenant.command("sweep", "--rate", "100")
    assert swept.returncode == 0, swept.stdout + swept.stderr
    assert tenant.everything() == before
    assert tenant.files() == set()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_plain_pytest_cleans_up(tenant: Tenant, workers: str) -> None:
    before = tenant.everything()
    done = tenant.pytest(USERS, "-n", workers)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "rules: " in done.stdout
    assert len([request for request in tenant.journal.requests if request.creates]) > 2
    assert tenant.of_runs() == [], done.stdout + done.stderr
    assert (tenant.everything(), tenant.files()) == (before, set())


def test_plain_pytest_says_what_is_left(tenant: Tenant) -> None:
    undeletable(tenant, 500)
    done = tenant.pytest(USERS)
    assert done.returncode == 3, done.stdout
    assert "exit code 3" in done.stdout
    assert any(name.endswith(".sqlite") for name in tenant.files())
