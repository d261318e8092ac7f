"""The private key with which a worker application signs, read from a file; what is in the file is never shown."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, RSAKey, import_key

from pingone_conformance.findings import ConformanceError

MAX_BYTES = 64 * 1024
"""Largest file that is read as a key; an RSA key of 16,384 bits as a JWK takes a fifth of that."""

MIN_RSA_BITS = 2048
"""The smallest RSA key that may sign with RS256, RS384 or RS512 (RFC 7518, section 3.3)."""

_RSA_ALGORITHMS = ("RS256", "RS384", "RS512")
_ALGORITHMS_OF_CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
_MAKE_ONE = "make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that can sign, the algorithm it signs with, and its `kid` where the file says one."""

    key: RSAKey | ECKey = field(repr=False)
    algorithm: str
    key_id: str = ""


def read_private_key(path: Path, key_id: str = "") -> PrivateKey:
    """Read a key from PEM (PKCS #8, PKCS #1 or SEC 1), a JWK or a JWK Set, in which `key_id` chooses.

    RSA keys sign with RS256 unless a JWK's `alg` says RS384 or RS512, keys of the three NIST curves with the ES
    algorithm of their curve ("PRIVATE_KEY_JWT Setup", Key points; "Create a private key JWT" knows RSA only).
    Raises `ConformanceError` for a file that is missing, too large or no key, and for a key that is encrypted, public,
    weak or of another kind.
    """
    return private_key_of(content_of(path), str(path), key_id)


def private_key_of(content: bytes, where: str, key_id: str = "") -> PrivateKey:
    """The same from the content of such a file; `where` says for people what holds it."""
    with warnings.catch_warnings():
        # A weak key is refused below, in words of our own.
        warnings.simplefilter("ignore", SecurityWarning)
        is_json = content.lstrip()[:1] == b"{"
        found = _from_jwk(where, content, key_id) if is_json else _from_pem(where, content)
    if isinstance(found, RSAKey):
        return PrivateKey(found, _rsa_algorithm(where, found), found.kid or "")
    if isinstance(found, ECKey) and found.curve_name in _ALGORITHMS_OF_CURVES:
        return PrivateKey(found, _ALGORITHMS_OF_CURVES[found.curve_name], found.kid or "")
    raise ConformanceError(
        f"the key in {where} is of a kind that PingOne does not take",
        hint=f"use an RSA key of {MIN_RSA_BITS} bits or more, or one of the curves P-256, P-384 and P-521",
    )


def content_of(path: Path, hint: str = "check --private-key or PINGONE_CONFORMANCE_PRIVATE_KEY") -> bytes:
    """The content of a file with a key; raises `ConformanceError`, with that hint when there is no file."""
    try:
        if not path.is_file():
            raise ConformanceError(f"there is no file {path} with a private key", hint=hint)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConformanceError(
            f"the private key {path} cannot be read: {error.strerror}", hint="check who may read the file"
        ) from None
    if len(content) > MAX_BYTES:
        raise ConformanceError(f"{path} is larger than {MAX_BYTES} bytes", hint="that is no file of one key")
    return content


def _from_pem(where: str, content: bytes) -> RSAKey | ECKey | None:
    try:
        key: Any = load_pem_private_key(content, password=None)
    except TypeError:
        raise _encrypted(where) from None
    except UnsupportedAlgorithm:
        return None
    except ValueError:
        if b"PUBLIC KEY" in content or b"BEGIN CERTIFICATE" in content:
            raise _public(where) from None
        if b"ENCRYPTED" in content:
            raise _encrypted(where) from None
        raise _no_key(where) from None
    for kind in (RSAKey, ECKey):
        try:
            return kind.import_key(key)
        except (JoseError, TypeError, ValueError, KeyError, AttributeError):
            continue
    return None


def _from_jwk(where: str, content: bytes, key_id: str) -> RSAKey | ECKey | None:
    try:
        parsed: Any = json.loads(content)
        if "keys" in parsed:
            parsed = _chosen(where, parsed["keys"], key_id)
        if parsed.get("kty") not in ("RSA", "EC"):
            if isinstance(parsed.get("kty"), str):
                return None
            raise _no_key(where)
        key = import_key(parsed)
        if not key.is_private:
            raise _public(where)
    except (JoseError, TypeError, ValueError, KeyError, AttributeError, RecursionError):
        # What a library says about a broken key may quote the key.
        raise _no_key(where) from None
    return key if isinstance(key, RSAKey | ECKey) else None


def _chosen(where: str, keys: list[dict[str, Any]], key_id: str) -> dict[str, Any]:
    fitting = [key for key in keys if not key_id or key.get("kid") == key_id]
    if len(fitting) != 1:
        raise ConformanceError(
            f"{where} holds {len(fitting)} keys that could be meant",
            hint="name one of them with --private-key-id or PINGONE_CONFORMANCE_PRIVATE_KEY_ID",
        )
    return fitting[0]


def _rsa_algorithm(where: str, key: RSAKey) -> str:
    bits = key.raw_value.key_size
    if bits < MIN_RSA_BITS:
        raise ConformanceError(
            f"the RSA key in {where} has {bits} bits, {MIN_RSA_BITS} are the least", hint=_MAKE_ONE
        )
    algorithm = key.alg or _RSA_ALGORITHMS[0]
    if algorithm not in _RSA_ALGORITHMS:
        raise ConformanceError(
            f"the key in {where} is not for signing with one of {', '.join(_RSA_ALGORITHMS)}",
            hint="change its member alg, or leave it out",
        )
    return algorithm


def _no_key(where: str) -> ConformanceError:
    return ConformanceError(
        f"{where} holds no private key", hint=f"PEM, a JWK or a JWK Set is read; {_MAKE_ONE}"
    )


def _public(where: str) -> ConformanceError:
    return ConformanceError(
        f"{where} holds a public key only", hint="PingOne has the public key; give the private one here"
    )


def _encrypted(where: str) -> ConformanceError:
    return ConformanceError(
        f"the private key in {where} is encrypted",
        hint="decrypt it into a file that only you can read: openssl pkey -in key.pem -out decrypted.pem",
    )
