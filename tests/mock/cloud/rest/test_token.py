from __future__ import annotations

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.cloud.account import facts

from .conftest import REALM, SCOPES, TOKEN

SCRIPTS = f"{REALM}/scripts?_queryFilter=true"


def test_an_assertion_gives_a_bearer_token(cloud: Any) -> None:
    answer = cloud.grant()
    body = answer.json()
    assert answer.status_code == 200
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 899, SCOPES)


def test_the_audience_may_have_the_usual_port(cloud: Any) -> None:
    assertion = cloud.assertion(aud=f"http://mock.test:80{TOKEN}")
    assert cloud.grant(assertion=assertion).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "somebody"},
        {"sub": "somebody"},
        {"aud": "https://elsewhere.example/am/oauth2/access_token"},
        {"aud": None},
        {"exp": None},
        {"exp": 1},
        {"exp": 10**11},
    ],
    ids=str,
)
def test_an_assertion_with_a_bad_claim_is_no_grant(cloud: Any, claims: dict[str, Any]) -> None:
    answer = cloud.grant(assertion=cloud.assertion(**claims))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_an_assertion_of_another_key_is_no_grant(cloud: Any) -> None:
    account = cloud.facts["serviceAccountId"]
    claims = {"iss": account, "sub": account, "aud": f"http://mock.test{TOKEN}", "exp": time.time() + 60}
    forged = jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048, private=True))
    assert cloud.grant(assertion=forged).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"client_id": None}, "invalid_client"),
        ({"client_id": "somebody"}, "invalid_client"),
        ({"assertion": None}, "invalid_request"),
        ({"assertion": "x.y.z"}, "invalid_grant"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "openid"}, "invalid_scope"),
    ],
)
def test_a_bad_form_is_refused_as_oauth_does(cloud: Any, form: dict[str, Any], error: str) -> None:
    answer = cloud.grant(**form)
    assert answer.json()["error"] == error
    assert answer.status_code == (401 if error == "invalid_client" else 400)


def test_json_is_415(cloud: Any) -> None:
    assert cloud.api.http.post(TOKEN, json={}).status_code == 415


def test_a_token_opens_the_interface(cloud: Any) -> None:
    assert cloud.send("GET", SCRIPTS).status_code == 200


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic eDp5"])
def test_without_a_good_token_it_is_401(cloud: Any, authorization: str) -> None:
    answer = cloud.send("GET", SCRIPTS, headers={"authorization": authorization})
    assert (answer.status_code, answer.json()["reason"]) == (401, "Unauthorized")


def test_a_token_expires(cloud: Any) -> None:
    cloud.api.advance(900)
    assert cloud.send("GET", SCRIPTS).status_code == 401


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("fr:idm:* fr:idc:esv:*", SCRIPTS),
        ("fr:am:* fr:idc:esv:*", "/openidm/managed/alpha_user?_queryFilter=true"),
        ("fr:am:* fr:idm:*", "/environment/secrets/esv-a"),
    ],
)
def test_without_the_scope_it_is_403(cloud: Any, scope: str, path: str) -> None:
    cloud.token = cloud.grant(scope=scope).json()["access_token"]
    assert cloud.send("GET", path).status_code == 403


def test_a_token_of_pingone_is_none_here(cloud: Any) -> None:
    answer = cloud.send("GET", SCRIPTS, headers={"authorization": f"Bearer {cloud.api.token}"})
    assert answer.status_code == 401


def test_a_token_of_the_cloud_is_none_at_pingone(cloud: Any) -> None:
    headers = {"authorization": f"Bearer {cloud.token}"}
    assert cloud.api.get(cloud.api.user_path, headers=headers).status_code == 401


def test_a_token_outlives_a_reset(cloud: Any) -> None:
    cloud.api.http.post("/_mock/reset", json={"seed": "another"})
    assert cloud.send("GET", SCRIPTS).status_code == 200


def test_the_account_depends_on_the_seed() -> None:
    one, same, other = (create_app(seed=seed).state.mock for seed in ("a", "a", "b"))
    assert facts(one, "http://x") == facts(same, "http://x")
    assert facts(one, "")["serviceAccountId"] != facts(other, "")["serviceAccountId"]
