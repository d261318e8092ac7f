"""Misconfigurations that keep a token away, or make it useless."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey

from .conftest import Look, Tenant

OTHER = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"


def key_file(folder: Path, name: str) -> tuple[Path, dict[str, str]]:
    """A new private key in a file, and its public half as a JWK."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = folder / name
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    jwk = RSAKey.import_key(file.read_text()).as_dict(private=False)
    return file, {name: str(value) for name, value in jwk.items()}


class Answers(httpx.BaseTransport):
    """Answers the token endpoint as told, and sends everything else to the tenant."""

    def __init__(self, answer: httpx.Response | None = None, *, only: str = "") -> None:
        self._answer = answer
        self._only = only
        self._line = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        by = "basic" if "Authorization" in request.headers else "post"
        if request.url.path.endswith("/as/token") and by != self._only:
            return self._answer or httpx.Response(401, json={"error": "invalid_client"})
        return self._line.handle_request(request)

    def close(self) -> None:
        self._line.close()


def test_a_token(look: Look, tenant: Tenant) -> None:
    assert look(tenant.variables)["token"].what == "granted by Client Secret Basic, good for 60 minutes"


def test_a_wrong_secret(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_CLIENT_SECRET="canary-wrong-secret")
    assert found.bad == ["token"]
    assert found["token"].what.startswith("the client or its secret is wrong")
    assert "invalid_client" in found["token"].what
    assert "PINGONE_CLIENT_SECRET" in found["token"].hint
    assert "authentication method Client Secret Basic" in found["token"].hint
    assert found["environment"].what == "not checked: there is no token"


@pytest.mark.parametrize(("wrong", "right"), [("basic", "post"), ("post", "basic")])
def test_a_wrong_way_to_authenticate(look: Look, tenant: Tenant, wrong: str, right: str) -> None:
    found = look(tenant.variables, Answers(only=right), PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION=wrong)
    assert found.bad == ["token"]
    assert (
        f"does not take Client Secret {wrong.title()}, but Client Secret {right.title()}"
        in found["token"].what
    )
    assert (
        f"PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION (--client-authentication) to {right}"
        in found["token"].hint
    )


def test_a_wrong_environment(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables, PINGONE_ENVIRONMENT_ID=OTHER)
    assert found.bad == ["token"]
    assert f"there is no environment {OTHER}" in found["token"].what
    assert "PINGONE_ENVIRONMENT_ID (--environment-id)" in found["token"].hint
    assert "region" in found["token"].hint


def test_a_key_that_fits(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    file, public = key_file(tmp_path, "key.pem")
    tenant.change(publicKey=public)
    found = look(
        tenant.variables,
        PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION="private_key_jwt",
        PINGONE_CONFORMANCE_PRIVATE_KEY=str(file),
    )
    assert found["token"].what.startswith("granted by Private Key JWT")


def test_a_key_that_was_replaced(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    file, _ = key_file(tmp_path, "old.pem")
    _, public = key_file(tmp_path, "new.pem")
    tenant.change(publicKey=public)
    found = look(
        tenant.variables,
        PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION="private_key_jwt",
        PINGONE_CONFORMANCE_PRIVATE_KEY=str(file),
    )
    assert found.bad == ["token"]
    assert "the signature or the client is refused" in found["token"].what
    assert "expired or replaced" in found["token"].hint
    assert "clock" in found["token"].hint


@pytest.mark.parametrize("content", [None, "-----BEGIN PRIVATE KEY-----\nsunflower"])
def test_a_key_that_is_none(look: Look, tenant: Tenant, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_text(content)
    found = look(
        tenant.variables,
        PINGONE_CONFORMANCE_CLIENT_AUTHENTICATION="private_key_jwt",
        PINGONE_CONFORMANCE_PRIVATE_KEY=str(file),
    )
    assert found.bad == ["token"]
    assert str(file) in found["token"].what
    assert found["token"].hint
    assert "sunflower" not in found["token"].what + found["token"].hint


@pytest.mark.parametrize(
    ("answer", "what", "hint"),
    [
        (
            httpx.Response(400, json={"error": "unauthorized_client"}),
            "unauthorized_client",
            "worker application",
        ),
        (httpx.Response(403, json={}), "403", "enabled"),
        (httpx.Response(429), "429", "try again"),
        (httpx.Response(503), "503", "later"),
        (httpx.Response(200, text="<html>"), "200", "PINGONE_AUTH_PATH"),
        (httpx.Response(400, json=[]), "400", "PINGONE_CLIENT_ID"),
    ],
)
def test_other_refusals(look: Look, tenant: Tenant, answer: httpx.Response, what: str, hint: str) -> None:
    found = look(tenant.variables, Answers(answer))
    assert found.bad == ["token"]
    assert what in found["token"].what
    assert hint in found["token"].hint


def test_a_short_life(look: Look, tenant: Tenant) -> None:
    answer = httpx.Response(200, json={"access_token": "canary-token", "expires_in": 60})
    found = look(tenant.variables, Answers(answer))
    assert found["token"].state == "warning"
    assert "60 s only" in found["token"].what
    assert found.bad == ["environment"]
    assert found["environment"].what == "the API does not accept the token (401)"
    assert "same region" in found["environment"].hint
