"""Ways to say at the token endpoint who asks."""

from __future__ import annotations

import base64
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from pingone_conformance.findings import ConformanceError
from pingone_conformance.target.client_authentication import ASSERTION_TYPE, client_credentials
from pingone_conformance.target.tokens import basic_authorization, token_request

from .conftest import CONNECTION

KEY = RSAKey.generate_key(2048)


@pytest.fixture
def signing(tmp_path: Path) -> Any:
    """A connection that signs with a key of its own file."""

    def connection(key: RSAKey | ECKey = KEY, **members: Any) -> Any:
        path = tmp_path / "key.pem"
        path.write_bytes(key.as_pem(private=True))
        chosen = {"client_authentication": "private_key_jwt", "private_key": path}
        return replace(CONNECTION, client_secret="", **{**chosen, **members})

    return connection


def test_a_secret_goes_into_the_header() -> None:
    request = token_request(CONNECTION)
    assert request.content == b"grant_type=client_credentials"
    assert request.headers["authorization"] == basic_authorization(CONNECTION)
    assert str(request.url) == "https://auth.test/env/as/token"
    assert request.extensions["operation"] == "createToken"


def test_what_a_form_would_encode_is_encoded_in_the_header() -> None:
    connection = replace(CONNECTION, client_id="a:b", client_secret="50% + ü")
    decoded = base64.b64decode(basic_authorization(connection).removeprefix("Basic "))
    assert decoded == b"a%3Ab:50%25+%2B+%C3%BC"


def test_a_secret_goes_into_the_form() -> None:
    request = token_request(replace(CONNECTION, client_authentication="post"))
    assert "authorization" not in request.headers
    assert parse_qs(request.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["client"],
        "client_secret": ["canary-client-secret"],
    }


def test_an_assertion_says_who_asks_whom_and_until_when(signing: Any) -> None:
    headers, form = client_credentials(signing())
    assert headers == {}
    assert set(form) == {"client_assertion_type", "client_assertion"}
    assert form["client_assertion_type"] == ASSERTION_TYPE
    token = jwt.decode(form["client_assertion"], KEY, algorithms=["RS256"])
    claims = token.claims
    assert claims["iss"] == claims["sub"] == "client"
    assert claims["aud"] == "https://auth.test/env/as/token"
    assert 0 < claims["exp"] - claims["iat"] <= 300
    assert abs(claims["iat"] - time.time()) < 60
    assert token.header == {"alg": "RS256", "typ": "JWT"}


def test_no_two_assertions_are_the_same(signing: Any) -> None:
    first, second = (client_credentials(signing())[1]["client_assertion"] for _ in range(2))
    assert jwt.decode(first, KEY).claims["jti"] != jwt.decode(second, KEY).claims["jti"]


def test_a_key_of_a_curve_signs_with_its_algorithm(signing: Any) -> None:
    key = ECKey.generate_key("P-256")
    token = jwt.decode(client_credentials(signing(key))[1]["client_assertion"], key, algorithms=["ES256"])
    assert token.header["alg"] == "ES256"


def test_the_id_of_the_key_goes_into_the_header(signing: Any) -> None:
    assertion = client_credentials(signing(private_key_id="my-key"))[1]["client_assertion"]
    assert jwt.decode(assertion, KEY).header["kid"] == "my-key"


def test_without_one_the_id_is_that_of_the_file(signing: Any, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(str({**KEY.as_dict(private=True), "kid": "own"}).replace("'", '"'))
    assertion = client_credentials(signing(private_key=path))[1]["client_assertion"]
    assert jwt.decode(assertion, KEY).header["kid"] == "own"


def test_a_key_for_something_else_does_not_sign(signing: Any, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(str({**KEY.as_dict(private=True), "use": "enc"}).replace("'", '"'))
    with pytest.raises(ConformanceError, match="may not sign"):
        client_credentials(signing(private_key=path))


def test_without_a_file_there_is_nothing_to_sign_with(signing: Any) -> None:
    with pytest.raises(ConformanceError, match="needs a private key") as told:
        client_credentials(signing(private_key=None))
    assert "--private-key" in told.value.hint


def test_an_unknown_way_is_refused_without_showing_anything() -> None:
    with pytest.raises(ConformanceError, match="no such way") as told:
        client_credentials(replace(CONNECTION, client_authentication="secret"))
    assert "canary" not in str(told.value)


def test_a_connection_does_not_show_its_secret() -> None:
    assert "canary" not in repr(CONNECTION)
