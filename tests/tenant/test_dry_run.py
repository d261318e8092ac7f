"""A dry run sends nothing, and says about what the run will do."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .world import Tenant, rules, tenant_in

SOME = rules("USER-001", "USER-004", "USER-070", "POLICY-001", "TXN-001", "USER-050", "PORTRAIT-003")
NUMBERS = re.compile(
    r"would try (\d+) of \d+ rules with (\d+) tests\.\s+About ([\d,]+) requests, .* (\d+) things created",
    re.DOTALL,
)


def test_a_dry_run_needs_no_server_and_agrees_with_the_run(tenant: Tenant) -> None:
    before = tenant.everything()
    dry = tenant.command("run", "--dry-run", *SOME)
    assert (dry.returncode, tenant.journal.requests) == (0, []), dry.stdout + dry.stderr
    assert max(map(len, dry.stdout.splitlines())) <= 80
    assert tenant.files() == set()
    found = NUMBERS.search(dry.stdout)
    assert found is not None, dry.stdout
    tried, _, requests, creates = (int(number.replace(",", "")) for number in found.groups())
    done = tenant.run(*SOME)
    assert done.returncode == 0, done.stdout + done.stderr
    conforms = tenant.results["summary"]["conforms"]
    # Tests show rules beside those that were asked for.
    assert 0 < conforms <= tried
    created = len([request for request in tenant.journal.requests if request.creates])
    assert abs(created - creates) <= max(3, creates * 0.2)
    # The doctor and the look at the environment come on top.
    sent = len(tenant.journal.requests)
    assert requests * 0.7 <= sent <= requests * 1.3 + 40
    assert tenant.everything() == before


def test_a_dry_run_without_a_network_or_settings(tmp_path: Path) -> None:
    with tenant_in(tmp_path / "run") as tenant:
        pass
    done = tenant.command("run", "--dry-run", "--profile", "smoke")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing was sent" in done.stdout
    assert "needs a verified transaction" in " ".join(done.stdout.split())
    assert not tenant.out.exists()


def test_the_limits_hold_at_the_server(tenant: Tenant) -> None:
    before = tenant.everything()
    done = tenant.run(
        "--profile", "smoke", "--suite", "scenarios", "--max-requests", "40", "--max-creates", "4"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    run = [request for request in tenant.journal.requests if request.method != "DELETE"]
    assert len([request for request in run if request.creates]) <= 4
    # The doctor is before the run.
    assert tenant.results["summary"]["requests"] <= 40
    assert "--max-requests" in json.dumps(tenant.results)
    assert tenant.everything() == before
