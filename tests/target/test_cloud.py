"""A service account's token, what a request to Advanced Identity Cloud has, and what is recorded of it."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.cloud import SCOPES, CloudConnection, CloudSession
from pingone_conformance.target.transports import Recorder

from .clouded import ACCOUNT, BASE, OWN, connection, private_jwk
from .served import settings

KEY = json.dumps(private_jwk())
CLOUD = {"aic_base_url": BASE, "aic_service_account_id": ACCOUNT}


class Tenant(httpx.BaseTransport):
    """Grants tokens and repeats what it was sent."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []
        self.expires = 899
        self.status = 200

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.sent.append(request)
        if request.url.path == "/am/oauth2/access_token":
            body = {"access_token": f"canary-token-{len(self.sent)}-of-the-cloud", "expires_in": self.expires}
            refusal = {"error": "invalid_client"}
            return httpx.Response(self.status, json=body if self.status == 200 else refusal)
        sent = {
            "was": request.headers.get("Authorization", ""),
            "authId": "canary-auth-id",
            "tokenId": "canary-id",
        }
        return httpx.Response(200, json=sent)


@pytest.fixture
def tenant() -> Tenant:
    return Tenant()


@pytest.fixture
def cloud(tenant: Tenant) -> CloudSession:
    recorder = Recorder("https://api.test/v1", "https://auth.test")
    return CloudSession(load_cloud_description(), connection(), recorder, tenant)


def form_of(request: httpx.Request) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(request.content.decode()).items()}


def test_the_service_account_asks_for_a_token_by_an_assertion(cloud: CloudSession, tenant: Tenant) -> None:
    cloud.call("readOneScript", scriptID=OWN)
    form = form_of(tenant.sent[0])
    assertion = form.pop("assertion")
    assert form == {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "client_id": "service-account",
        "scope": " ".join(SCOPES),
    }
    token = jwt.decode(assertion, RSAKey.import_key(private_jwk()), algorithms=["RS256"])
    claims = token.claims
    assert (claims["iss"], claims["sub"]) == (ACCOUNT, ACCOUNT)
    assert claims["aud"] == "https://cloud.test:443/am/oauth2/access_token"
    assert 0 < claims["exp"] - time.time() <= 899
    assert claims["jti"]


@pytest.mark.parametrize(
    ("base", "audience"),
    [
        ("https://tenant.forgeblocks.com", "https://tenant.forgeblocks.com:443/am/oauth2/access_token"),
        ("https://tenant.example.com:8443", "https://tenant.example.com:8443/am/oauth2/access_token"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/am/oauth2/access_token"),
    ],
)
def test_the_audience_has_a_port(base: str, audience: str) -> None:
    assert connection(base_url=base).audience == audience


def test_one_token_serves_many_requests_and_is_asked_for_again_in_time(
    cloud: CloudSession, tenant: Tenant
) -> None:
    cloud.call("readOneScript", scriptID=OWN)
    cloud.call("readOneScript", scriptID=OWN)
    assert len(tenant.sent) == 3
    tenant.expires = 0
    cloud.forget_token()
    cloud.call("readOneScript", scriptID=OWN)
    cloud.call("readOneScript", scriptID=OWN)
    assert len(tenant.sent) == 7


def test_an_assertion_is_of_the_time_there() -> None:
    payload = connection(now=lambda: 4_000_000_000.5).assertion().split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert (claims["iat"], claims["exp"]) == (4_000_000_000, 4_000_000_300)


def test_a_refused_assertion_blocks(cloud: CloudSession, tenant: Tenant) -> None:
    tenant.status = 401
    with pytest.raises(
        Untested, match="createServiceAccountToken answered 401 without a token: invalid_client"
    ):
        cloud.call("readOneScript", scriptID=OWN)


def test_requests_have_the_realm_the_token_and_the_version_of_their_interface(
    cloud: CloudSession, tenant: Tenant
) -> None:
    cloud.call("readOneScript", scriptID=OWN)
    request = tenant.sent[-1]
    assert str(request.url) == f"{BASE}/am/json/realms/root/realms/alpha/scripts/{OWN}"
    assert request.headers["Authorization"] == "Bearer canary-token-1-of-the-cloud"
    assert request.headers["Accept-API-Version"] == "resource=1.1"


def test_each_version_can_be_replaced(cloud: CloudSession, tenant: Tenant) -> None:
    cloud.call("readOneScript", scriptID=OWN, headers={"Accept-API-Version": "resource=9.9"})
    assert tenant.sent[-1].headers["Accept-API-Version"] == "resource=9.9"


def test_a_journey_is_run_without_a_token(cloud: CloudSession, tenant: Tenant) -> None:
    cloud.call("authenticate", params={"authIndexType": "service", "authIndexValue": "x"}, content=b"")
    (request,) = tenant.sent
    assert "Authorization" not in request.headers


def test_what_is_secret_is_not_recorded(cloud: CloudSession, tenant: Tenant) -> None:
    body = {"valueBase64": "Y2FuYXJ5LXZhbHVl", "encoding": "generic"}
    cloud.call("replaceSecret", secretName="esv-one", json=body)
    cloud.call("authenticate", json={"authId": "canary-auth-id", "callbacks": []})
    said = "\n".join(exchange.as_text() for exchange in cloud.recorder.exchanges)
    assertion = form_of(tenant.sent[0])["assertion"]
    for secret in ("canary", "Y2FuYXJ5", assertion, private_jwk()["d"], private_jwk()["p"]):
        assert secret not in said
    assert 'curl --request PUT --globoff --url "$AIC_BASE_URL/environment/secrets/esv-one"' in said
    assert '"authorization: Bearer $AIC_ACCESS_TOKEN"' in said
    assert dict(cloud.recorder.calls) == {
        "createServiceAccountToken": 1,
        "replaceSecret": 1,
        "authenticate": 1,
    }


def test_two_runs_that_send_the_same_have_the_same_fingerprint() -> None:
    prints = set()
    for _ in range(2):
        recorder = Recorder("https://api.test/v1", "https://auth.test")
        api = CloudSession(load_cloud_description(), connection(), recorder, Tenant())
        api.token()
        api.call("authenticate", json={"authId": api.connection.assertion(), "callbacks": []})
        prints.add(recorder.fingerprint)
    assert len(prints) == 1


def test_the_settings_name_the_connection(tmp_path: Path) -> None:
    assert CloudConnection.of(settings()) is None
    file = tmp_path / "key.json"
    file.write_text(KEY, "utf-8")
    by_file = CloudConnection.of(settings(**CLOUD, aic_realm="bravo", aic_service_account_key_file=str(file)))
    assert by_file is not None
    assert (by_file.key, by_file.realm, by_file.path_defaults) == (KEY, "bravo", {"realm": "bravo"})
    by_text = CloudConnection.of(settings(**CLOUD, aic_service_account_key=KEY))
    assert by_text is not None
    assert by_text.key == KEY
    assert private_jwk()["d"] not in repr(by_text)
    assert {KEY, private_jwk()["d"], private_jwk()["q"]} <= set(by_text.secrets)


def test_a_key_written_with_escapes_hides_its_numbers_too() -> None:
    escaped = KEY.replace("-", "\\u002d").replace("_", "\\u005f")
    connection = CloudConnection.of(settings(**CLOUD, aic_service_account_key=escaped))
    assert connection is not None
    assert {private_jwk()["d"], private_jwk()["q"]} <= set(connection.secrets)


def test_half_a_connection_is_none() -> None:
    with pytest.raises(ConformanceError) as caught:
        CloudConnection.of(settings(aic_base_url=BASE))
    assert "aic_service_account_id (AIC_SA_ID), aic_service_account_key (AIC_SA_JWK)" in caught.value.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConformanceError) as caught:
        CloudConnection.of(settings(**CLOUD, aic_service_account_key_file=str(tmp_path / "none")))
    assert caught.value.hint == "check AIC_SA_JWK_FILE"


NO_KEYS = {
    "no JSON": "canary-key",
    "a public key": json.dumps({name: private_jwk()[name] for name in ("kty", "n", "e")}),
    "another kind": json.dumps(ECKey.generate_key("P-256", private=True).as_dict(private=True)),
    "another algorithm": json.dumps({**private_jwk(), "alg": "RS512"}),
    "not for signing": json.dumps({**private_jwk(), "use": "enc"}),
}


@pytest.mark.parametrize("key", NO_KEYS.values(), ids=NO_KEYS)
def test_a_key_that_cannot_sign_is_told_and_not_shown(key: str) -> None:
    with pytest.raises(ConformanceError) as caught:
        connection(key=key, key_from="AIC_SA_JWK").assertion()
    assert "AIC_SA_JWK" in caught.value.message
    for secret in (private_jwk()["d"], "canary-key"):
        assert secret not in str(caught.value)
