"""Wrong usage ends with one sentence, a hint and 2, before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from .world import FEW, Tenant, tenant_in

VERIFIED = "11111111-1111-4111-8111-111111111111"
MISTAKES = {
    "no settings": ((), {"PINGONE_CLIENT_SECRET": "", "PINGONE_ENVIRONMENT_ID": ""}, "environment_id"),
    "no variables": ((), {"PINGONE_CLIENT_ID": None, "PINGONE_API_PATH": None}, "PINGONE_API_PATH"),
    "a bare transaction id": (("--verified-transaction", VERIFIED), {}, "that of its user"),
    "no transaction at all": (("--verified-transaction", "x/y/z"), {}, "USER_ID/TRANSACTION_ID"),
    "an address elsewhere": (
        ("--verified-transaction", f"https://evil.test/v1/environments/e/users/{VERIFIED}"),
        {},
        "USER_ID/TRANSACTION_ID",
    ),
    "a ledger that is a file": (("--ledger", "a-file"), {}, "ledger"),
    "a dry run on a mock": (("--dry-run",), {"PINGONE_CONFORMANCE_TARGET": "mock"}, "--target tenant"),
    "no rate": (("--rate", "0"), {}, "rate"),
    "a rate that is no number": (("--rate", "nan"), {}, "rate"),
    "a negative maximum": (("--max-requests", "-1"), {}, "max_requests"),
    "a fraction of a create": (("--max-creates", "1.5"), {}, "max_creates"),
    "an unknown permission": (("--allow", "everything"), {}, "changes, notifies"),
    "production by a word": (("--allow-production", "yes"), {}, "allow_production"),
    "an address without TLS": ((), {"PINGONE_API_PATH": "http://api.example.com/v1"}, "https://"),
    "a timeout of nothing": (("--timeout", "0"), {}, "timeout"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_one_sentence(tenant: Tenant, name: str) -> None:
    arguments, variables, word = MISTAKES[name]
    (tenant.folder / "a-file").write_text("", encoding="utf-8")
    given = tenant.variables()
    kept = {key: value for key, value in {**given, **variables}.items() if value is not None}
    tenant.variables = lambda **_: kept  # type: ignore[method-assign]
    done = tenant.command("run", *FEW, *arguments)
    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said) == (2, False), said
    assert word in " ".join(said.split())
    assert "hint" in said
    assert [request for request in tenant.journal.requests if request.creates] == []
    assert tenant.files() == set()


def test_a_secret_is_never_repeated(tenant: Tenant) -> None:
    done = tenant.command("run", *FEW, PINGONE_CLIENT_SECRET="canary-of-a-secret", PINGONE_CLIENT_ID="x")
    assert done.returncode == 2
    assert "canary-of-a-secret" not in done.stdout + done.stderr


def test_a_target_that_does_not_answer(tmp_path: Path) -> None:
    with tenant_in(tmp_path / "run") as tenant:
        pass
    done = tenant.command("run", *FEW)
    assert done.returncode in (2, 3), done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert tenant.files() == set()
