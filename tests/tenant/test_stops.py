"""A run that only annoys its tenant ends, with the reason; a busy tenant is waited for."""

from __future__ import annotations

from .world import Answer, Tenant, refusal, rules

POLICIES_AND_USERS = rules(
    *(f"USER-{number:03}" for number in (1, 2, 4, 6, 8, 10, 12, 22, 23, 24, 25, 30, 40, 41, 70, 71)),
    *(f"POLICY-{number:03}" for number in (1, 4, 5, 7, 8, 9, 10, 11, 13, 20, 21, 30, 36)),
)


def test_five_refusals_of_a_good_token_stop_the_run(tenant: Tenant) -> None:
    before = tenant.everything()
    made: list[str] = []

    def fault(method: str, path: str) -> Answer | None:
        # What the doctor asks is fine, and so is the beginning of the run.
        if method == "POST" and path.endswith(("/users", "/verifyPolicies")):
            made.append(path)
        deletes = method == "DELETE"
        return refusal(403) if len(made) > 3 and not deletes and "environments" in path else None

    tenant.journal.fault = fault
    done = tenant.run(*POLICIES_AND_USERS)
    said = " ".join(done.stdout.split())
    assert done.returncode == 3, done.stdout + done.stderr
    assert tenant.results["complete"] is False
    assert "refused 5 requests in a row that carried a good token" in said + str(tenant.results)
    refused = [request for request in tenant.journal.requests if request.status == 403]
    assert len(refused) < 15
    assert (tenant.everything(), tenant.files()) == (before, set())


def test_twenty_refused_preconditions_stop_the_run(tenant: Tenant) -> None:
    before = tenant.everything()

    def fault(method: str, path: str) -> Answer | None:
        return refusal(400) if method == "POST" and path.endswith(("/users", "/verifyPolicies")) else None

    tenant.journal.fault = fault
    done = tenant.run("--profile", "standard", "--suite", "scenarios", "--max-creates", "500")
    assert done.returncode in (1, 3), done.stdout + done.stderr
    assert tenant.results["complete"] is False
    assert "preconditions in a row" in str(tenant.results) + done.stdout
    assert (tenant.everything(), tenant.files()) == (before, set())


def test_a_busy_tenant_is_waited_for(tenant: Tenant) -> None:
    turned_away: list[str] = []

    def fault(method: str, path: str) -> Answer | None:
        if method == "POST" and path.endswith("/users") and not turned_away:
            turned_away.append(path)
            return refusal(429, Retry_After="2")
        return None

    tenant.journal.fault = fault
    done = tenant.run(*rules("USER-001"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert tenant.results["summary"]["seconds_waited"] >= 2
    assert "went into waiting for a busy target" in done.stdout


def test_a_token_that_expires_in_mid_run_is_renewed(tenant: Tenant) -> None:
    """The tenant forgets its tokens once."""
    asked: list[str] = []

    def fault(method: str, path: str) -> Answer | None:
        if "/users" in path:
            asked.append(path)
            return refusal(401) if len(asked) in (8, 12) else None
        return None

    tenant.journal.fault = fault
    done = tenant.run(*rules("USER-001", "USER-004", "USER-070", "USER-006"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len([r for r in tenant.journal.requests if r.path.endswith("/as/token")]) >= 3
