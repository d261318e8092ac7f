"""Advanced Identity Cloud before a run: whether it is there, grants a token and lets the service account read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from pingone_conformance.config import load_settings
from pingone_conformance.target.line import build_transport

from .conftest import Look, Tenant

CHECKS = ("cloud token", "cloud realm", "cloud secrets", "cloud users")
ID = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"


class Refusing(httpx.BaseTransport):
    """The tenant, with another answer to what begins with a path."""

    def __init__(self, path: str, answer: httpx.Response) -> None:
        self._path = path
        self._answer = answer
        self._line = build_transport(load_settings({"target": "tenant"}).tenant)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith(self._path):
            return self._answer
        return self._line.handle_request(request)

    def close(self) -> None:
        self._line.close()


def test_a_tenant_that_is_as_it_should_be(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **tenant.cloud, AIC_HTTPBIN_URL="https://httpbin.example.com")
    assert found.bad == []
    assert [found[name].state for name in (*CHECKS, "httpbin")] == ["good"] * 5
    assert found["cloud token"].what.startswith("granted, good for 15 minutes")
    assert found["setting aic-service-account-key"].what == "*** (environment AIC_SA_JWK)"


def test_all_of_it_takes_few_requests(look: Look, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    sending = httpx.Client.send

    def send(client: httpx.Client, request: httpx.Request, **more: Any) -> httpx.Response:
        sent.append(request.method)
        return sending(client, request, **more)

    monkeypatch.setattr(httpx.Client, "send", send)
    look(tenant.variables, **tenant.cloud)
    assert len(sent) <= 30
    assert sent.count("POST") == 2  # for the tokens
    assert set(sent) == {"GET", "POST"}


def test_none_is_no_reason_not_to_run(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables)
    assert found.bad == []
    assert found["cloud"].state == "unknown"
    assert "AIC_SA_JWK_FILE" in found["cloud"].hint


@pytest.mark.parametrize("absent", ["AIC_BASE_URL", "AIC_SA_ID", "AIC_SA_JWK"])
def test_half_of_the_settings(look: Look, tenant: Tenant, absent: str) -> None:
    given = {name: value for name, value in tenant.cloud.items() if name != absent}
    found = look(tenant.variables, **given)
    assert found.bad == ["cloud"]
    assert found["cloud"].hint.startswith(f"set {absent}")


def test_without_an_httpbin(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **tenant.cloud)
    assert found["httpbin"].state == "warning"
    assert "AIC_HTTPBIN_URL (--aic-httpbin-url)" in found["httpbin"].hint


def test_another_key(look: Look, tenant: Tenant) -> None:
    other = json.dumps(RSAKey.generate_key(2048, private=True).as_dict(private=True))
    found = look(tenant.variables, **{**tenant.cloud, "AIC_SA_JWK": other})
    assert found.bad == ["cloud token"]
    assert found["cloud token"].what.startswith("createServiceAccountToken answered 40")
    assert "belong together" in found["cloud token"].hint


def test_a_key_that_is_none(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **{**tenant.cloud, "AIC_SA_JWK": "no key at all"})
    assert found.bad == ["cloud token"]
    assert found["cloud token"].what == "AIC_SA_JWK holds no private key"


def test_a_key_in_a_file(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    given = {**tenant.cloud}
    (tmp_path / "key.json").write_text(given.pop("AIC_SA_JWK"), "utf-8")
    found = look(tenant.variables, **given, AIC_SA_JWK_FILE="key.json")
    assert found["cloud token"].state == "good"
    missing = look(tenant.variables, **given, AIC_SA_JWK_FILE="none.json")
    assert missing["cloud token"].hint == "check AIC_SA_JWK_FILE"


def test_an_address_of_access_management(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **{**tenant.cloud, "AIC_BASE_URL": f"{tenant.url}/am"})
    assert found["cloud"].hint == f"give {tenant.url}"


def test_nobody_at_the_address(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, **{**tenant.cloud, "AIC_BASE_URL": "http://127.0.0.1:9"})
    assert found.bad == ["cloud token"]
    assert found["cloud token"].what == "nothing listens at 127.0.0.1:9"
    assert found["token"].state == "good"


@pytest.mark.parametrize(
    ("path", "name", "hint"),
    [
        ("/am/json", "cloud realm", "AIC_REALM"),
        ("/environment", "cloud secrets", "fr:idc:esv:*"),
        ("/openidm", "cloud users", "fr:idm:*"),
    ],
)
def test_what_is_not_permitted(
    look: Look, tenant: Tenant, clean: pytest.MonkeyPatch, path: str, name: str, hint: str
) -> None:
    for variable, value in {**tenant.variables, **tenant.cloud}.items():
        clean.setenv(variable, value)
    found = look({}, Refusing(path, httpx.Response(403, json={"code": 403})))
    assert found.bad == [name]
    assert hint in found[name].hint
