"""Settings of a run on a tenant: names, regions, what is refused, what is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.config import FILE_NAME, OPTIONS, load_settings, unknown_variables
from pingone_conformance.config.options import variable_of
from pingone_conformance.findings import ConformanceError

ID = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"

VARIABLES = {
    "PINGONE_REGION_CODE": ("region_code", "EU", "EU"),
    "PINGONE_API_PATH": ("api_path", "https://api.example.com/v1/", "https://api.example.com/v1"),
    "PINGONE_AUTH_PATH": ("auth_path", "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    "PINGONE_ENVIRONMENT_ID": ("environment_id", ID, ID),
    "PINGONE_CLIENT_ID": ("client_id", "worker", "worker"),
    "PINGONE_CLIENT_SECRET": ("client_secret", "s3cret", "s3cret"),
    "PINGONE_POPULATION_ID": ("population_id", ID.upper(), ID),
    "PINGONE_VERIFICATION_HOOK": ("verification_hook", "./verify.sh", "./verify.sh"),
    "PINGONE_FLOW_HOOK": ("flow_hook", "./flow.sh", "./flow.sh"),
    "AIC_BASE_URL": ("aic_base_url", "https://tenant.example.com/", "https://tenant.example.com"),
    "AIC_REALM": ("aic_realm", "bravo", "bravo"),
    "AIC_SA_ID": ("aic_service_account_id", ID.upper(), ID),
    "AIC_SA_JWK": ("aic_service_account_key", '{"kty": "RSA"}', '{"kty": "RSA"}'),
    "AIC_SA_JWK_FILE": ("aic_service_account_key_file", "key.json", Path("key.json")),
    "AIC_HTTPBIN_URL": ("aic_httpbin_url", "http://httpbin.example.com", "http://httpbin.example.com"),
    "PINGONE_CONFORMANCE_ALLOW": ("allow", "changes, notifies", frozenset({"changes", "notifies"})),
    "PINGONE_CONFORMANCE_RATE": ("rate", "2.5", 2.5),
    "PINGONE_CONFORMANCE_MAX_CREATES": ("max_creates", "0", 0),
    "PINGONE_CONFORMANCE_CA_BUNDLE": ("ca_bundle", "ca.pem", Path("ca.pem")),
    "PINGONE_CONFORMANCE_KEEP_IMAGES": ("keep_images", "yes", True),
    "PINGONE_CONFORMANCE_NOTIFY_EMAIL": ("notify_email", "tests@example.com", "tests@example.com"),
}

REFUSED = [
    ("region_code", "US"),
    ("api_path", "http://api.pingone.com/v1"),
    ("api_path", "https://user:word@api.pingone.com/v1"),
    ("environment_id", "my-environment"),
    ("environment_id", ID.replace("-", "")),
    ("client_authentication", "none"),
    ("aic_base_url", "http://tenant.example.com"),
    ("aic_realm", "root"),
    ("aic_service_account_id", "me"),
    ("allow", "everything"),
    ("allow", ","),
    ("rate", "0"),
    ("rate", "nan"),
    ("max_requests", "0"),
    ("max_creates", "-1"),
    ("timeout", "1e9"),
    ("notify_email", "nobody"),
    ("proxy", "proxy:8080"),
]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(("PINGONE_", "AIC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_variables_have_the_documented_names(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, text, value = VARIABLES[variable]
    monkeypatch.setenv(variable, text)
    settings = load_settings({})
    assert getattr(settings.tenant, name) == value
    assert settings.origins[name] == f"environment {variable}"


def test_no_two_settings_share_a_variable() -> None:
    assert len({variable_of(name) for name in OPTIONS}) == len(OPTIONS)


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_is_refused_is_named(name: str, value: str) -> None:
    with pytest.raises(ConformanceError) as caught:
        load_settings({name: value})
    assert caught.value.message.startswith(f"{name} = ")
    assert caught.value.message.endswith("(flag) is not allowed")
    assert caught.value.hint.startswith("give ")


def test_a_region_stands_for_both_addresses() -> None:
    tenant = load_settings({"region_code": "AU"}).tenant
    assert (tenant.api_path, tenant.auth_path) == (
        "https://api.pingone.com.au/v1",
        "https://auth.pingone.com.au",
    )


def test_an_address_wins_over_the_region() -> None:
    tenant = load_settings({"region_code": "NA", "api_path": "http://localhost:1/v1"}).tenant
    assert (tenant.api_path, tenant.auth_path) == ("http://localhost:1/v1", "https://auth.pingone.com")


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(ConformanceError) as caught:
        load_settings({"client_id": "worker"}).tenant.require_complete()
    assert "api_path (PINGONE_API_PATH), auth_path" in caught.value.message
    assert "environment_id (PINGONE_ENVIRONMENT_ID), client_secret" in caught.value.message
    assert "client_id" not in caught.value.message
    assert "PINGONE_REGION_CODE" in caught.value.hint


WHOLE = {
    "api_path": "https://api.example.com/v1",
    "auth_path": "https://auth.example.com",
    "environment_id": ID,
    "client_id": "worker",
    "client_secret": "s3cret",
}
CLOUD = {
    "aic_base_url": "https://tenant.example.com",
    "aic_service_account_id": ID,
    "aic_service_account_key": "{}",
}


def test_a_tenant_of_the_cloud_is_not_needed() -> None:
    tenant = load_settings({**WHOLE, "aic_realm": "bravo"}).tenant
    tenant.require_complete()
    assert not tenant.has_cloud
    assert tenant.addresses == ("https://api.example.com/v1", "https://auth.example.com")


@pytest.mark.parametrize("absent", CLOUD)
def test_half_a_tenant_of_the_cloud_is_told(absent: str) -> None:
    given = {name: value for name, value in CLOUD.items() if name != absent}
    with pytest.raises(ConformanceError) as caught:
        load_settings({**WHOLE, **given}).tenant.require_complete()
    assert caught.value.message == f"Advanced Identity Cloud needs {absent} ({variable_of(absent)}), too"
    assert "unset every one that begins with AIC_" in caught.value.hint


@pytest.mark.parametrize("key", ["aic_service_account_key", "aic_service_account_key_file"])
def test_a_whole_one_has_its_key_in_a_variable_or_a_file(key: str) -> None:
    tenant = load_settings({**WHOLE, **CLOUD, "aic_service_account_key": None, key: "key"}).tenant
    tenant.require_complete()
    assert tenant.has_cloud
    assert tenant.addresses[-1] == "https://tenant.example.com"


def test_the_key_is_in_no_representation() -> None:
    assert "s3cret" not in repr(load_settings({"aic_service_account_key": "s3cret"}))


def test_a_private_key_stands_for_the_secret() -> None:
    tenant = load_settings({"client_authentication": "private_key_jwt"}).tenant
    assert "private_key" in tenant.missing()
    assert "client_secret" not in tenant.missing()


def test_a_table_of_the_file_and_its_member_are_one_name(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('allow = ["notifies"]\n[notify]\nphone = "+15125550100"\n', "utf-8")
    tenant = load_settings({}).tenant
    assert (tenant.notify_phone, tenant.allow) == ("+15125550100", frozenset({"notifies"}))


def shown(flags: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value, _ in load_settings(flags).shown()}


def test_what_is_secret_or_somebodys_is_not_shown() -> None:
    flags = {
        "client_secret": "s3cret",
        "aic_service_account_key": '{"d": "s3cret"}',
        "proxy": "http://user:word@proxy:3128",
        "verification_hook": "verify --password word",
        "notify_phone": "+15125550100",
    }
    assert dict.fromkeys(flags, "***").items() <= shown({"target": "tenant", **flags}).items()


def test_settings_of_a_tenant_are_not_shown_for_a_mock() -> None:
    assert "rate" not in shown({})
    assert shown({"target": "tenant"})["rate"] == "5.0"


def test_a_refused_secret_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConformanceError) as caught:
        load_settings({"proxy": "user:word@proxy"})
    assert "word" not in str(caught.value)


def test_unknown_variables_are_probable_typos() -> None:
    given = {
        "PINGONE_ENVIROMENT_ID": "",
        "PINGONE_CONFORMANCE_RATES": "",
        "PINGONE_X": "",
        "PINGONE_USER_ID": "",
        "AIC_BASE_URI": "",
        "AIC_SOMETHING_OF_ANOTHER_PROGRAM": "",
        "HOME": "",
    }
    assert unknown_variables(given) == {
        "AIC_BASE_URI": "AIC_BASE_URL",
        "PINGONE_CONFORMANCE_RATES": "PINGONE_CONFORMANCE_RATE",
        "PINGONE_ENVIROMENT_ID": "PINGONE_ENVIRONMENT_ID",
        "PINGONE_X": "",
    }
