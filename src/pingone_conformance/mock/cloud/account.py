"""The service account of the mock, and the name of its session cookie."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from pingone_conformance.mock.cloud.answers import REALMS
from pingone_conformance.mock.state import Mock

_KEY_BITS = 2048
_PUBLIC = ("kty", "n", "e")
_COOKIE_DIGITS = 15


def facts(mock: Mock, base: str) -> dict[str, Any]:
    """Return what a client has to know to use the cloud side, but for the key."""
    return {"baseUrl": base, "realm": REALMS[0], "serviceAccountId": mock.ready_made.service_account_id}


@cache
def private_key() -> dict[str, Any]:
    """Return the private key of the service account, a JWK: made at the first call, the same for the whole process."""
    # The library of cryptography takes longer to load than the whole mock.
    from joserfc.jwk import RSAKey

    return dict(RSAKey.generate_key(_KEY_BITS, private=True).as_dict(private=True))


def public_key() -> dict[str, Any]:
    """Return the public key that belongs to it."""
    key = private_key()
    return {name: key[name] for name in _PUBLIC}


def cookie_name(mock: Mock) -> str:
    """Return the name of the session cookie: hexadecimal digits, which stay the same for a mock's seed."""
    return hashlib.sha256(f"{mock.seed}/cookie".encode()).hexdigest()[:_COOKIE_DIGITS]
