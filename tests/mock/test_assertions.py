"""Signed assertions at the token endpoint: only the client's own, in time, and meant for this server."""

from __future__ import annotations

import base64
import hmac
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from pingone_conformance.mock.assertions import ASSERTION_TYPE

KEY = RSAKey.generate_key(2048)
OTHER = RSAKey.generate_key(2048)
CURVE = ECKey.generate_key("P-256")


@pytest.fixture
def signing(api: Any) -> Any:
    """An API whose worker application has a public key."""
    register(api, KEY)
    return api


def register(api: Any, key: Any, **members: Any) -> None:
    jwk = {**key.as_dict(private=False), **members}
    assert api.http.post("/_mock/environment", json={"publicKey": jwk}).status_code == 200


def endpoint(api: Any) -> str:
    return f"http://mock.test/{api.names['environmentId']}/as/token"


def signed(api: Any, *, key: Any = KEY, header: dict[str, Any] | None = None, **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": api.names["clientId"],
        "sub": api.names["clientId"],
        "aud": endpoint(api),
        "exp": now + 300,
        "jti": "one",
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    chosen = {"alg": "RS256", **(header or {})}
    return jwt.encode(chosen, kept, key, algorithms=[chosen["alg"]])


def ask(api: Any, assertion: str, **form: str) -> Any:
    fields = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion, **form}
    return api.http.post(endpoint(api), data={"grant_type": "client_credentials", **fields})


def test_a_good_assertion_brings_a_token_that_is_good(signing: Any) -> None:
    answer = ask(signing, signed(signing))
    assert answer.status_code == 200, answer.text
    signing.token = answer.json()["access_token"]
    assert signing.get(signing.user_path).status_code == 200


def test_a_replayed_one_is_good_until_it_expires(signing: Any) -> None:
    assertion = signed(signing)
    assert [ask(signing, assertion).status_code for _ in range(2)] == [200, 200]
    signing.advance(301)
    assert ask(signing, assertion).status_code == 401


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_an_rsa_key_may_sign_with_any_of_three(signing: Any, algorithm: str) -> None:
    assert ask(signing, signed(signing, header={"alg": algorithm})).status_code == 200


def test_a_key_of_a_curve_may_sign(api: Any) -> None:
    register(api, CURVE)
    assert ask(api, signed(api, key=CURVE, header={"alg": "ES256"})).status_code == 200


def test_the_issuer_is_an_audience_too(signing: Any) -> None:
    issuer = endpoint(signing).removesuffix("/token")
    assert ask(signing, signed(signing, aud=["https://elsewhere.test", issuer])).status_code == 200


def test_the_client_may_be_named_beside(signing: Any) -> None:
    assert ask(signing, signed(signing), client_id=signing.names["clientId"]).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "x"},
        {"sub": "x"},
        {"iss": None},
        {"sub": None},
        {"aud": None},
        {"aud": "https://elsewhere.test/as/token"},
        {"aud": []},
        {"aud": [{}]},
        {"exp": None},
        {"exp": 0},
        {"exp": "soon"},
        {"exp": int(time.time()) + 10_000},
        {"nbf": int(time.time()) + 10_000},
        {"nbf": "now"},
        {"key": OTHER},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_any_other_assertion_is_refused(signing: Any, changes: Any) -> None:
    answer = ask(signing, signed(signing, **changes))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "junk", ["", ".", "a.b.c", "ü", "e30.e30.", "x" * 20_000, "eyJhbGciOiJub25lIn0.e30."]
)
def test_what_is_no_assertion_is_refused(signing: Any, junk: str) -> None:
    assert ask(signing, junk).status_code == 401


def test_the_public_key_is_no_secret_to_sign_with(signing: Any) -> None:
    claims = signed(signing).split(".")[1]
    header = base64.urlsafe_b64encode(b'{"alg":"HS256"}').rstrip(b"=").decode()
    unsigned = f"{header}.{claims}"
    digest = hmac.digest(KEY.as_pem(private=False), unsigned.encode(), "sha256")
    assertion = f"{unsigned}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
    assert ask(signing, assertion).status_code == 401


@pytest.mark.parametrize(
    "form",
    [
        {"client_id": "x"},
        {"client_assertion_type": "x"},
        {"client_secret": "x"},
    ],
)
def test_the_form_has_to_agree(signing: Any, form: dict[str, str]) -> None:
    assert ask(signing, signed(signing), **form).status_code == 401


def test_nor_may_a_secret_come_along_in_the_header(signing: Any) -> None:
    fields = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed(signing)}
    credentials = (signing.names["clientId"], signing.names["clientSecret"])
    form = {"grant_type": "client_credentials", **fields}
    assert signing.http.post(endpoint(signing), data=form, auth=credentials).status_code == 401


def test_a_key_id_has_to_be_that_of_the_key(api: Any) -> None:
    register(api, KEY, kid="mine")
    statuses = [ask(api, signed(api, header={"kid": kid})).status_code for kid in ("mine", "theirs")]
    assert [*statuses, ask(api, signed(api)).status_code] == [200, 401, 200]


def test_without_a_registered_key_no_assertion_is_good(api: Any) -> None:
    assert ask(api, signed(api)).status_code == 401


def test_a_key_can_be_taken_away(signing: Any) -> None:
    signing.http.post("/_mock/environment", json={"publicKey": None})
    assert ask(signing, signed(signing)).status_code == 401


def test_the_secret_stays_good_beside_a_key(signing: Any) -> None:
    credentials = (signing.names["clientId"], signing.names["clientSecret"])
    form = {"grant_type": "client_credentials"}
    assert signing.http.post(endpoint(signing), data=form, auth=credentials).status_code == 200


def test_a_private_key_cannot_be_registered(api: Any) -> None:
    answer = api.http.post("/_mock/environment", json={"publicKey": KEY.as_dict(private=True)})
    assert answer.status_code == 400
    assert str(KEY.as_dict(private=True)["d"])[:12] not in answer.text
