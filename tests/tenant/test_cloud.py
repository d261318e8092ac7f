"""A run on a tenant of Advanced Identity Cloud: its things are its own, nothing is left, and no secret is shown."""

from __future__ import annotations

import json
import os
import re
import signal

import pytest

from .world import Tenant, rules, text_of, until

SOME = rules(
    "CLOUD-001", "CLOUD-007", "CLOUD-014", "CLOUD-016", "CLOUD-023", "CLOUD-034", "CLOUD-040", "CLOUD-043"
)
ALLOWED = {"PINGONE_CONFORMANCE_ALLOW": "changes"}
SCRIPTS = "/am/json/realms/root/realms/alpha/scripts"


def verdicts(tenant: Tenant) -> dict[str, str]:
    return {
        rule["id"]: rule["verdict"] for rule in tenant.results["rules"] if rule["id"].startswith("CLOUD-")
    }


def test_a_run_leaves_nothing_and_shows_no_secret(tenant: Tenant) -> None:
    cloud, before = tenant.cloud(), tenant.in_cloud()
    done = tenant.run(*SOME, **cloud, **ALLOWED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert verdicts(tenant)["CLOUD-007"] == "conforms"
    assert tenant.in_cloud() == before
    assert any(request.creates and request.path == SCRIPTS for request in tenant.journal.requests)
    said = text_of(tenant.folder) + done.stdout + done.stderr
    key = json.loads(cloud["AIC_SA_JWK"])
    for number in ("d", "p", "q", "dp", "dq", "qi"):
        assert key[number] not in said
    assert "assertion=ey" not in said


def test_all_names_are_the_runs_own(tenant: Tenant) -> None:
    tenant.run(*SOME, **tenant.cloud(), **ALLOWED)
    made = [
        request.path for request in tenant.journal.requests if request.method == "PUT" and request.creates
    ]
    names = [path.rpartition("/")[2] for path in made if "/nodes/" not in path]
    runs = {found[1] for name in names if (found := re.match(r"(?:esv-)?p1c-([0-9a-f]{8})-", name))}
    nodes = [path.rpartition("/")[2] for path in made if "/nodes/" in path]
    assert len(runs) == 1
    assert all(runs.copy().pop() in name for name in (*names, *nodes))
    assert nodes


def test_without_its_settings_the_rules_are_untested(tenant: Tenant) -> None:
    done = tenant.run(*SOME, *rules("USER-001")[2:], **ALLOWED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(verdicts(tenant).values()) == {"untested"}
    assert "needs Advanced Identity Cloud: set AIC_BASE_URL, AIC_SA_ID" in json.dumps(tenant.results)
    assert not [request for request in tenant.journal.requests if request.path.startswith("/am/")]


@pytest.mark.parametrize("command", ["run", "doctor", "sweep"])
def test_half_of_its_settings_end_it(tenant: Tenant, command: str) -> None:
    cloud = tenant.cloud()
    del cloud["AIC_SA_ID"]
    done = tenant.command(command, **cloud)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "AIC_SA_ID" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_counts_it_and_sends_nothing(tenant: Tenant) -> None:
    done = tenant.command("run", "--dry-run", *SOME, **tenant.cloud(), **ALLOWED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tenant.journal.requests == []
    for operation in ("createScript", "replaceJourney", "createServiceAccountToken"):
        assert operation in done.stdout


def test_what_cannot_be_deleted_is_swept_later(tenant: Tenant) -> None:
    cloud, before = tenant.cloud(), tenant.in_cloud()

    def refuse(method: str, path: str) -> tuple[int, dict[str, str], bytes] | None:
        return (500, {}, b"{}") if method == "DELETE" and path.startswith("/am/") else None

    tenant.journal.fault = refuse
    done = tenant.run(*rules("CLOUD-023"), **cloud, **ALLOWED)
    assert done.returncode == 3, done.stdout + done.stderr
    assert tenant.in_cloud() > before
    tenant.journal.fault = lambda method, path: None  # noqa: ARG005
    without = tenant.command("sweep")
    assert without.returncode == 3
    assert "set AIC_BASE_URL" in " ".join(without.stdout.split())
    swept = tenant.command("sweep", **cloud)
    assert swept.returncode == 0, swept.stdout + swept.stderr
    assert tenant.in_cloud() == before


def test_what_a_killed_run_left_is_swept(tenant: Tenant) -> None:
    cloud, before = tenant.cloud(), tenant.in_cloud()
    run = tenant.start("--rate", "20", *SOME, **cloud, **ALLOWED)
    until(lambda: len(tenant.in_cloud() - before) >= 4)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert tenant.in_cloud() > before
    swept = tenant.command("sweep", **cloud)
    assert swept.returncode == 0, swept.stdout + swept.stderr
    assert tenant.in_cloud() == before
    assert tenant.files() == set()
