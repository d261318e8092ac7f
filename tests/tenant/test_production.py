"""Where real people may be, nothing is tried unless somebody names the place."""

from __future__ import annotations

import httpx
import pytest

from .world import FEW, SUITES, Tenant

USERS = str(SUITES / "scenarios" / "users" / "test_delete.py")


@pytest.fixture(params=["PRODUCTION", None], ids=["production", "of no type"])
def production(tenant: Tenant, request: pytest.FixtureRequest) -> Tenant:
    changed = httpx.post(f"{tenant.url}/_mock/environment", json={"type": request.param})
    assert changed.is_success
    return tenant


def test_nothing_is_created_in_production(production: Tenant) -> None:
    before = production.everything()
    done = production.run(*FEW)
    said = " ".join((done.stdout + done.stderr).split())
    assert (done.returncode, "Traceback" in said) == (2, False), said
    assert "--allow-production" in said
    assert [request for request in production.journal.requests if request.creates] == []
    assert (production.everything(), production.files()) == (before, set())


@pytest.mark.parametrize("workers", ["0", "2"])
def test_nor_by_plain_pytest(production: Tenant, workers: str) -> None:
    done = production.pytest(USERS, "-n", workers)
    said = " ".join((done.stdout + done.stderr).split())
    assert (done.returncode, "Traceback" in said) == (2, False), said
    assert "--allow-production" in said
    assert [request for request in production.journal.requests if request.creates] == []
    assert production.files() == set()


def test_another_environments_id_allows_nothing(production: Tenant) -> None:
    done = production.pytest(USERS, "--pingone-set=allow_production=11111111-1111-4111-8111-111111111111")
    assert done.returncode == 2, done.stdout
    assert [request for request in production.journal.requests if request.creates] == []


def test_its_own_id_does(production: Tenant) -> None:
    before = production.everything()
    done = production.run(*FEW, "--allow-production", production.environment_id)
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(request.creates for request in production.journal.requests)
    assert production.everything() == before
