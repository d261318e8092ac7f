"""How a worker application says at the token endpoint who it is: by its secret, or by a signature."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote_plus
from uuid import uuid4

import httpx

from pingone_conformance.findings import ConformanceError

if TYPE_CHECKING:
    from pingone_conformance.target.private_key import PrivateKey
    from pingone_conformance.target.tokens import Connection

BASIC = "basic"
POST = "post"
PRIVATE_KEY_JWT = "private_key_jwt"
METHODS = (BASIC, POST, PRIVATE_KEY_JWT)
"""The values of `Connection.client_authentication`."""

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""`client_assertion_type` of a JWT (RFC 7523, section 2.2)."""

ASSERTION_SECONDS = 300
"""How long a signed assertion is good; PingOne refuses more than an hour ("Create a private key JWT")."""


def client_credentials(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """The headers and the form members by which the worker application of a connection authenticates.

    "Token endpoint authentication methods" (PingOne); RFC 6749, section 2.3.1, and RFC 7523, section 2.2. Raises
    `ConformanceError` for an unknown method and for a private key that is missing or of no use.
    """
    match connection.client_authentication:
        case "basic":
            return {"Authorization": basic_authorization(connection)}, {}
        case "post":
            return {}, {"client_id": connection.client_id, "client_secret": connection.client_secret}
        case "private_key_jwt":
            return {}, {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion(connection)}
    raise ConformanceError(
        "there is no such way to authenticate at the token endpoint", hint=f"choose of {', '.join(METHODS)}"
    )


def basic_authorization(connection: Connection) -> str:
    """The Authorization header with which a worker application asks for a token.

    RFC 6749, section 2.3.1: both parts are encoded as in a form before they are joined (RFC 7617, section 2).
    """
    request = httpx.Request("GET", "http://x")
    auth = httpx.BasicAuth(quote_plus(connection.client_id), quote_plus(connection.client_secret))
    return next(auth.auth_flow(request)).headers["Authorization"]


def assertion(connection: Connection) -> str:
    """A JWT that says, signed with the private key, which client asks; good for `ASSERTION_SECONDS`.

    The claims are those of "Create a private key JWT", with the token endpoint as audience, and the optional `iat` and
    `jti` of OpenID Connect Core, section 9. Raises `ConformanceError` as `read_private_key` does.
    """
    path = connection.private_key
    if path is None:
        raise ConformanceError(
            "private_key_jwt needs a private key",
            hint="name its file with --private-key or PINGONE_CONFORMANCE_PRIVATE_KEY",
        )
    # A library of cryptography takes a tenth of a second to load, and most runs sign nothing.
    from pingone_conformance.target.private_key import read_private_key

    key = read_private_key(path, connection.private_key_id)
    key_id = connection.private_key_id or key.key_id
    return signed(replace(key, key_id=key_id), connection.client_id, connection.token_endpoint, str(path))


def signed(key: PrivateKey, issuer: str, audience: str, where: str, now: float | None = None) -> str:
    """A JWT by which an issuer speaks for itself (RFC 7523, section 3), good for `ASSERTION_SECONDS`.

    `where` says for people what holds the key; `now` is in seconds since 1970, by default that of this machine. Raises
    `ConformanceError` for a key that may not sign.
    """
    from joserfc import errors, jwt

    issued = int(time.time() if now is None else now)
    claims = {
        "iss": issuer,
        "sub": issuer,
        "aud": audience,
        "jti": str(uuid4()),
        "iat": issued,
        "exp": issued + ASSERTION_SECONDS,
    }
    header = {"alg": key.algorithm, **({"kid": key.key_id} if key.key_id else {})}
    try:
        return jwt.encode(header, claims, key.key, algorithms=[key.algorithm])
    except (errors.JoseError, ValueError):
        raise ConformanceError(
            f"the key in {where} may not sign", hint="look at its members use and key_ops"
        ) from None
