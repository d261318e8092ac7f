"""Signed assertions by which a worker application authenticates ("Create a private key JWT"; RFC 7523, section 3)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")
"""What a signature may be made with ("PRIVATE_KEY_JWT Setup", Key points)."""

MAX_LIFETIME_SECONDS = 3600
"""An assertion that expires later than this from now is refused."""

_MAX_CHARACTERS = 16_384


def public_key(jwk: dict[str, Any]) -> RSAKey | ECKey:
    """Return a JWK as a key; raises ValueError unless it is a public one of RSA or of an elliptic curve."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            key = import_key(jwk)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise ValueError("not a key") from problem
    if not isinstance(key, RSAKey | ECKey) or key.is_private:
        raise ValueError("not a public key")
    return key


def is_good(
    assertion: str, jwk: dict[str, Any], *, client_id: str, audiences: tuple[str, ...], now: int
) -> bool:
    """Tell whether an assertion is this client's own and meant for one of the audiences, ``now`` in milliseconds.

    ``iss``, ``sub``, ``aud`` and ``exp`` are required, ``nbf`` is looked at. ``iat`` and ``jti`` are not, so the
    same assertion is good again until it expires, which the page says of the service.
    """
    if len(assertion) > _MAX_CHARACTERS:
        return False
    try:
        token = jwt.decode(assertion, public_key(jwk), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    claims = token.claims
    return (
        _fits(token.header.get("kid"), jwk.get("kid"))
        and claims.get("iss") == claims.get("sub") == client_id
        and _is_for(claims.get("aud"), audiences)
        and _is_timely(claims, now / 1000)
    )


def _fits(named: object, key_id: object) -> bool:
    return named is None or key_id is None or named == key_id


def _is_for(given: object, audiences: tuple[str, ...]) -> bool:
    return any(one in audiences for one in (given if isinstance(given, list) else [given]))


def _is_timely(claims: Mapping[str, Any], now: float) -> bool:
    expires, begins = claims.get("exp"), claims.get("nbf", now)
    if not isinstance(expires, int | float) or not isinstance(begins, int | float):
        return False
    return begins <= now < expires <= now + MAX_LIFETIME_SECONDS
