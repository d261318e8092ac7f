"""What a tenant cannot do alone, and what a run may do there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from .conftest import SECRETS, Look, Tenant

OTHER = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"
NOTIFIES = {"PINGONE_CONFORMANCE_ALLOW": "notifies"}


@pytest.fixture
def user_id(tenant: Tenant) -> str:
    return str(tenant.client.get("/_mock/environment").json()["userId"])


@pytest.fixture
def transaction_id(tenant: Tenant, user_id: str) -> str:
    """A transaction that nobody has verified yet."""
    variables = tenant.variables
    environment = variables["PINGONE_ENVIRONMENT_ID"]
    credentials = (variables["PINGONE_CLIENT_ID"], variables["PINGONE_CLIENT_SECRET"])
    form = {"grant_type": "client_credentials"}
    token = tenant.client.post(f"/{environment}/as/token", data=form, auth=credentials).json()["access_token"]
    path = f"/v1/environments/{environment}/users/{user_id}/verifyTransactions"
    made = tenant.client.post(path, json={}, headers={"Authorization": f"Bearer {token}"})
    return str(made.raise_for_status().json()["id"])


def finish(tenant: Tenant, transaction_id: str, status: str) -> None:
    tenant.client.post(f"/_mock/transactions/{transaction_id}", json={"status": status}).raise_for_status()


def flow(tenant: Tenant) -> str:
    return str(tenant.client.post("/_mock/flows", json={}).raise_for_status().json()["flowId"])


def test_nobody_verifies_and_nobody_signs_on(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables)
    assert found["verified transaction"].what.startswith("none: rules about verified data")
    for way in ("--verified-transaction", "--verification-hook", "--interactive"):
        assert way in found["verified transaction"].hint
    assert found["flow"].what.startswith("none: rules about account confirmation")
    assert "--flow-hook" in found["flow"].hint


def test_a_verified_transaction(look: Look, tenant: Tenant, user_id: str, transaction_id: str) -> None:
    finish(tenant, transaction_id, "SUCCESS")
    given = f"{user_id}/{transaction_id}"
    found = look(tenant.variables, PINGONE_CONFORMANCE_VERIFIED_TRANSACTION=given)
    assert found["verified transaction"].what == (
        "the given one is verified; its data are kept for 30 minutes more"
    )


def test_a_transaction_that_was_verified_too_long_ago(
    look: Look, tenant: Tenant, user_id: str, transaction_id: str
) -> None:
    finish(tenant, transaction_id, "SUCCESS")
    tenant.client.post("/_mock/clock", json={"advanceSeconds": 1900}).raise_for_status()
    found = look(tenant.variables, PINGONE_CONFORMANCE_VERIFIED_TRANSACTION=f"{user_id}/{transaction_id}")
    assert found["verified transaction"].state == "warning"
    assert "more than 30 minutes ago" in found["verified transaction"].what
    assert "another one" in found["verified transaction"].hint


def test_a_transaction_that_is_not_verified(
    look: Look, tenant: Tenant, user_id: str, transaction_id: str
) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_VERIFIED_TRANSACTION=f"{user_id}/{transaction_id}")
    assert found["verified transaction"].what == "the given one is REQUESTED, not SUCCESS"


def test_a_transaction_that_is_not_there(look: Look, tenant: Tenant, user_id: str) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_VERIFIED_TRANSACTION=f"{user_id}/{OTHER}")
    assert found["verified transaction"].what == "the given one cannot be read: 404, not found"


def test_a_transaction_without_its_user(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_VERIFIED_TRANSACTION=OTHER)
    assert found.bad == ["verified transaction"]
    assert "USER_ID/TRANSACTION_ID" in found["verified transaction"].hint


def test_a_hook_that_may_open_no_transaction(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_VERIFICATION_HOOK=f"./verify {SECRETS[1]}")
    assert found["verified transaction"].state == "warning"
    assert found["verified transaction"].hint == "add --allow notifies"


def test_hooks(look: Look, tenant: Tenant) -> None:
    hooks = {"PINGONE_VERIFICATION_HOOK": "./verify", "PINGONE_FLOW_HOOK": "./flow"}
    found = look(tenant.variables, **hooks, **NOTIFIES)
    assert found["verified transaction"].what == "a hook finishes verifications, within 600 s each"
    assert found["flow"].what == "a hook opens flows"


@pytest.mark.parametrize(("terminal", "state"), [(True, "good"), (False, "warning")])
def test_a_person_needs_a_terminal(
    look: Look, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, terminal: bool, state: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    found = look(tenant.variables, PINGONE_CONFORMANCE_INTERACTIVE="true", **NOTIFIES)
    assert found["verified transaction"].state == state


def test_a_flow_that_waits(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_FLOW=flow(tenant))
    assert found["flow"].what == "the given one waits for account confirmation"


def test_a_flow_that_is_not_there(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_FLOW=OTHER)
    assert found["flow"].what == "the given one cannot be read: 404, not found"
    assert "cookies" in found["flow"].hint


def test_addresses_without_permission_to_send(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_NOTIFY_EMAIL="canary.person@example.com")
    assert found["notifications"].what == "notify-email given, nothing is sent"
    assert found["notifications"].hint == "add --allow notifies"
    assert "canary.person" not in "".join(diagnosis.what + diagnosis.hint for diagnosis in found.all)


def test_permission_to_send_without_addresses(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **NOTIFIES)
    assert found["notifications"].what.startswith("no notify-email and no notify-phone")
    assert "--notify-email, --notify-phone" in found["notifications"].hint


def test_addresses_and_permission(look: Look, tenant: Tenant) -> None:
    addresses = {
        "PINGONE_CONFORMANCE_NOTIFY_EMAIL": "somebody@example.com",
        "PINGONE_CONFORMANCE_NOTIFY_PHONE": "+1.5125550100",
    }
    found = look(tenant.variables, **addresses, **NOTIFIES)
    assert found["notifications"].state == "good"


def test_what_is_allowed(look: Look, tenant: Tenant) -> None:
    what = look(tenant.variables)["allowed"].what
    assert what.startswith("reads (11 operations), creates (")
    assert "--allow changes" in what
    assert "--allow notifies" in what


def test_a_population_that_is_not_there(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_POPULATION_ID=OTHER)
    assert found["population"].state in ("bad", "unknown")
    assert "404" in found["population"].what


@pytest.mark.parametrize(
    ("status", "state", "what"),
    [
        (200, "good", "users are made in Staging people"),
        (403, "unknown", "cannot be read: 403, not permitted"),
        (404, "bad", f"there is no population {OTHER} (404)"),
    ],
)
def test_populations(look: Look, tenant: Tenant, status: int, state: str, what: str) -> None:
    class Populations(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "/populations/" in request.url.path:
                return httpx.Response(status, json={"name": "Staging people"})
            return super().handle_request(request)

    found = look(tenant.variables, Populations(), PINGONE_POPULATION_ID=OTHER)
    assert (found["population"].state, found["population"].what) == (state, what)


def test_a_tenant_that_limits_requests(look: Look, tenant: Tenant) -> None:
    class Limited(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "/metaData" in request.url.path:
                return httpx.Response(429)
            return super().handle_request(request)

    found = look(tenant.variables, Limited())
    assert found["rate limits"].state == "warning"
    assert found["rate limits"].what.startswith("2 of ")
    assert "--rate" in found["rate limits"].hint
    assert found["permission metadata"].state == "warning"


def test_a_ledger_that_cannot_be_written(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ledger = tmp_path / "file" / "ledger"
    found = look(tenant.variables, PINGONE_CONFORMANCE_LEDGER=str(ledger))
    assert found.bad == ["ledger"]
    assert "--ledger" in found["ledger"].hint


def test_policies_of_several_pages(look: Look, tenant: Tenant) -> None:
    class Paged(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if not request.url.path.endswith("/verifyPolicies"):
                return super().handle_request(request)
            return httpx.Response(200, json=page(request))

    def page(request: httpx.Request) -> dict[str, Any]:
        last = "cursor" in str(request.url)
        following = {} if last else {"next": {"href": f"{request.url}?cursor=2"}}
        return {"_links": following, "_embedded": {"verifyPolicies": [{"name": "It", "default": last}]}}

    assert look(tenant.variables, Paged())["verify policy"].what == "the default is 'It'"


def test_a_link_to_elsewhere_is_not_followed(look: Look, tenant: Tenant) -> None:
    asked: list[str] = []

    class Leading(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.host)
            if not request.url.path.endswith("/verifyPolicies"):
                return super().handle_request(request)
            links = {"next": {"href": "https://elsewhere.example/v1/verifyPolicies"}}
            return httpx.Response(200, json={"_links": links, "_embedded": {"verifyPolicies": []}})

    assert look(tenant.variables, Leading())["verify policy"].state == "warning"
    assert set(asked) == {"127.0.0.1"}
