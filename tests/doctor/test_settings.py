"""Misconfigurations that can be seen without asking anybody."""

from __future__ import annotations

import pytest

from .conftest import SECRETS, Look, Tenant

OTHER = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"


def test_no_settings_at_all(look: Look) -> None:
    found = look({})
    assert found.bad == ["settings missing"]
    missing = found["settings missing"]
    assert missing.what == "api-path, auth-path, environment-id, client-id, client-secret"
    for named in ("PINGONE_API_PATH (--api-path)", "PINGONE_CLIENT_SECRET", "PINGONE_REGION_CODE"):
        assert named in missing.hint
    assert "embedded mock" in missing.hint
    assert found["token"].what == "not checked: no address is known"


def test_no_secret(look: Look, tenant: Tenant) -> None:
    variables = {**tenant.variables}
    del variables["PINGONE_CLIENT_SECRET"]
    found = look(variables)
    assert found.bad == ["settings missing"]
    assert found["settings missing"].hint == "set PINGONE_CLIENT_SECRET"
    assert found["api host"].state == "good"
    assert found["token"].what == "not checked: not all that a token needs is set"


def test_each_value_and_where_it_came_from(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables)
    assert found["setting client-secret"].what == "*** (environment PINGONE_CLIENT_SECRET)"
    assert found["setting api-path"].what == f"{tenant.url}/v1 (environment PINGONE_API_PATH)"
    assert "rate 5" in found["settings not given"].what


def test_a_typo(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_ENVIROMENT_ID=OTHER)
    assert found["variable PINGONE_ENVIROMENT_ID"].state == "warning"
    assert found["variable PINGONE_ENVIROMENT_ID"].hint == "did you mean PINGONE_ENVIRONMENT_ID?"


def test_a_typo_that_holds_a_secret(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CLIENT_SECRT=SECRETS[0])
    assert found["variable PINGONE_CLIENT_SECRT"].hint == "did you mean PINGONE_CLIENT_SECRET?"


def test_an_api_path_without_its_version(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_API_PATH=tenant.url)
    assert found.bad == ["api-path"]
    assert found["api-path"].what == f"{tenant.url} does not end in /v1"
    assert found["api-path"].hint == f"give {tenant.url}/v1"
    assert found["token"].state == "unknown"


def test_an_auth_path_with_a_version(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_AUTH_PATH=f"{tenant.url}/v1")
    assert found.bad == ["auth-path"]
    assert found["auth-path"].hint == f"give {tenant.url}"


@pytest.mark.parametrize(
    ("api", "auth"),
    [
        ("http://127.0.0.1:9", "http://127.0.0.1:9/v1"),
        ("https://auth.pingone.eu/v1", "https://api.pingone.eu"),
        ("https://auth.pingone.eu", "https://api.pingone.eu/v1"),
    ],
)
def test_hosts_that_are_exchanged(look: Look, tenant: Tenant, api: str, auth: str) -> None:
    found = look(tenant.variables, PINGONE_API_PATH=api, PINGONE_AUTH_PATH=auth)
    assert found.bad == ["addresses"]
    assert "exchanged" in found["addresses"].what
    assert "ends in /v1" in found["addresses"].hint
    assert found["api host"].state == "unknown"


def test_one_host_for_both(look: Look, tenant: Tenant) -> None:
    found = look(
        tenant.variables,
        PINGONE_API_PATH="https://api.pingone.eu/v1",
        PINGONE_AUTH_PATH="https://api.pingone.eu",
    )
    assert found.bad == ["auth-path"]
    assert "PINGONE_AUTH_PATH (--auth-path)" in found["auth-path"].hint


def test_a_region_beside_another_address(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_REGION_CODE="EU")
    assert found["region-code"].state == "warning"
    assert "EU has no effect" in found["region-code"].what


def test_a_key_that_is_not_used(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_PRIVATE_KEY="key.pem")
    assert found["private-key"].state == "warning"
    assert "--client-authentication private_key_jwt" in found["private-key"].hint


def test_a_secret_that_is_not_used(look: Look, tenant: Tenant) -> None:
    found = look(
        tenant.variables,
        PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION="private_key_jwt",
        PINGONE_CONFORMANCE_PRIVATE_KEY="key.pem",
    )
    assert found["client-secret"].state == "warning"
    assert "private_key_jwt" in found["client-secret"].what


def test_permission_for_another_environment(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CONFORMANCE_ALLOW_PRODUCTION=OTHER)
    assert found["allow-production"].state == "warning"
    assert "another environment" in found["allow-production"].what


def test_command_lines_of_hooks_are_not_shown(look: Look, tenant: Tenant) -> None:
    found = look(
        tenant.variables,
        PINGONE_VERIFICATION_HOOK=f"./verify --token {SECRETS[1]}",
        PINGONE_FLOW_HOOK=f"./flow --token {SECRETS[1]}",
    )
    assert found["setting verification-hook"].what == "*** (environment PINGONE_VERIFICATION_HOOK)"
