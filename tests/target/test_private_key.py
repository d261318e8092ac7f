"""Private keys in files: those that can sign are read, the others refused with what to do, and none is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from pingone_conformance.findings import ConformanceError
from pingone_conformance.target.private_key import MAX_BYTES, read_private_key

PEM = serialization.Encoding.PEM
PKCS8 = serialization.PrivateFormat.PKCS8
TRADITIONAL = serialization.PrivateFormat.TraditionalOpenSSL
OPEN = serialization.NoEncryption()
LOCKED = serialization.BestAvailableEncryption(b"password")
RSA = rsa.generate_private_key(65537, 2048)
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
RSA_JWK = RSAKey.import_key(RSA).as_dict(private=True)


def pem(key: Any, form: Any = PKCS8, lock: Any = OPEN) -> bytes:
    return bytes(key.private_bytes(PEM, form, lock))


def elliptic(curve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve)


@pytest.fixture
def key_file(tmp_path: Path) -> Any:
    def write(content: bytes | dict[str, Any]) -> Path:
        path = tmp_path / "key"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


@pytest.mark.parametrize(
    ("content", "algorithm"),
    [
        pytest.param(pem(RSA), "RS256", id="pkcs8"),
        pytest.param(pem(RSA, TRADITIONAL), "RS256", id="pkcs1"),
        pytest.param(pem(elliptic(ec.SECP256R1())), "ES256", id="p256"),
        pytest.param(pem(elliptic(ec.SECP256R1()), TRADITIONAL), "ES256", id="sec1"),
        pytest.param(pem(elliptic(ec.SECP384R1())), "ES384", id="p384"),
        pytest.param(pem(elliptic(ec.SECP521R1())), "ES512", id="p521"),
        pytest.param(RSA_JWK, "RS256", id="jwk"),
        pytest.param({**RSA_JWK, "alg": "RS384"}, "RS384", id="jwk-with-alg"),
        pytest.param({"keys": [RSA_JWK]}, "RS256", id="set-of-one"),
        pytest.param(ECKey.generate_key("P-256").as_dict(private=True), "ES256", id="jwk-p256"),
    ],
)
def test_a_key_that_can_sign_is_read(key_file: Any, content: Any, algorithm: str) -> None:
    assert read_private_key(key_file(content)).algorithm == algorithm


def test_a_key_of_a_set_is_chosen_by_its_id(key_file: Any) -> None:
    keys = {
        "keys": [{**RSA_JWK, "kid": "one"}, ECKey.generate_key("P-256", {"kid": "two"}).as_dict(private=True)]
    }
    chosen = read_private_key(key_file(keys), "two")
    assert (chosen.algorithm, chosen.key_id) == ("ES256", "two")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "holds no private key", id="empty"),
        pytest.param(b"\xff\xfe{", "holds no private key", id="binary"),
        pytest.param(b"{", "holds no private key", id="half-json"),
        pytest.param(b'{"a":' * 10_000, "holds no private key", id="deep"),
        pytest.param(b"{}", "holds no private key", id="empty-jwk"),
        pytest.param({"kty": ["RSA"]}, "holds no private key", id="odd-kty"),
        pytest.param({**RSA_JWK, "d": "!!"}, "holds no private key", id="broken-jwk"),
        pytest.param({**RSA_JWK, "n": 7}, "holds no private key", id="wrong-type"),
        pytest.param({"keys": "RSA"}, "3 keys that could be meant|holds no private key", id="odd-set"),
        pytest.param({"keys": []}, "0 keys that could be meant", id="empty-set"),
        pytest.param({"keys": [RSA_JWK, RSA_JWK]}, "2 keys that could be meant", id="two-keys"),
        pytest.param(pem(RSA)[:200], "holds no private key", id="half-pem"),
        pytest.param(pem(RSA, lock=LOCKED), "is encrypted", id="encrypted"),
        pytest.param(pem(RSA, TRADITIONAL, LOCKED), "is encrypted", id="encrypted-pkcs1"),
        pytest.param(
            RSA.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
            "a public key only",
            id="public",
        ),
        pytest.param(
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "a public key only",
            id="certificate",
        ),
        pytest.param(RSAKey.import_key(RSA).as_dict(private=False), "a public key only", id="public-jwk"),
        pytest.param(pem(WEAK), "has 1024 bits, 2048 are the least", id="weak"),
        pytest.param(pem(ed25519.Ed25519PrivateKey.generate()), "of a kind that PingOne", id="ed25519"),
        pytest.param(pem(elliptic(ec.SECP256K1())), "of a kind that PingOne", id="secp256k1"),
        pytest.param(OKPKey.generate_key().as_dict(private=True), "of a kind that PingOne", id="jwk-ed25519"),
        pytest.param(OctKey.generate_key(256).as_dict(private=True), "of a kind that PingOne", id="jwk-oct"),
        pytest.param({**RSA_JWK, "alg": "RSA-OAEP"}, "not for signing", id="jwk-for-encryption"),
        pytest.param(b"x" * (MAX_BYTES + 1), "is larger than", id="large"),
    ],
)
def test_any_other_is_refused_with_a_hint_and_without_the_key(key_file: Any, content: Any, said: str) -> None:
    with pytest.raises(ConformanceError, match=said) as told:
        read_private_key(key_file(content))
    assert told.value.hint
    assert told.value.__cause__ is None
    assert str(RSA_JWK["d"])[:12] not in str(told.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConformanceError, match=r"there is no file .*nowhere\.pem"):
        read_private_key(tmp_path / "nowhere.pem")


def test_neither_is_a_folder_a_key(tmp_path: Path) -> None:
    with pytest.raises(ConformanceError, match="there is no file"):
        read_private_key(tmp_path)


def test_the_key_is_not_in_what_is_shown_of_it(key_file: Any) -> None:
    shown = repr(read_private_key(key_file(RSA_JWK)))
    assert "RS256" in shown
    assert "key=" not in shown
