"""Bearer tokens of the mock: signed, stateless, bound to one environment and good for an hour.

Lifetime and shape follow "Get an access token" (a JWT, ``expires_in`` 3600). The real service signs with
RS256; a keyed hash does here, since nobody but the mock has to verify its tokens.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

import orjson

LIFETIME_SECONDS = 3600
"""``expires_in`` of every token."""

_MAX_TOKEN_BYTES = 2048
_MAX_REMEMBERED = 4096


class Tokens:
    """Issues tokens and tells what a token is for.

    That is an environment; on the cloud side the scopes of an access token, or the journey that an `authId` continues.
    """

    __slots__ = ("_key", "_remembered")

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._remembered: dict[bytes, tuple[str, int]] = {}

    def issue(
        self, environment_id: str, client_id: str, token_id: str, now: int, lifetime: int = LIFETIME_SECONDS
    ) -> str:
        """Return a token for one environment, valid for ``lifetime`` seconds from ``now`` (milliseconds)."""
        issued = now // 1000
        claims = {
            "env": environment_id,
            "client_id": client_id,
            "iat": issued,
            "exp": issued + lifetime,
            "jti": token_id,
        }
        content = _HEADER + b"." + _encode(orjson.dumps(claims))
        token = content + b"." + self._signature(content)
        self._remember(token, environment_id, issued + lifetime)
        return token.decode("ascii")

    def environment_of(self, token: bytes, now: int) -> str | None:
        """Return the environment that a token was issued for, or None for one that is not good (any more)."""
        known = self._remembered.get(token) or self._verify(token)
        if known is None or now >= known[1] * 1000:
            return None
        return known[0]

    def _verify(self, token: bytes) -> tuple[str, int] | None:
        content, _, signature = token.rpartition(b".")
        if len(token) > _MAX_TOKEN_BYTES or not hmac.compare_digest(self._signature(content), signature):
            return None
        claims = orjson.loads(_decode(content.partition(b".")[2]))
        return self._remember(token, str(claims["env"]), int(claims["exp"]))

    def _remember(self, token: bytes, environment_id: str, expires: int) -> tuple[str, int]:
        if len(self._remembered) >= _MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[token] = grant = (environment_id, expires)
        return grant

    def _signature(self, content: bytes) -> bytes:
        return _encode(hmac.digest(self._key, content, "sha256"))


def _encode(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _decode(data: bytes) -> bytes:
    return urlsafe_b64decode(data + b"=" * (-len(data) % 4))


_HEADER = _encode(b'{"alg":"HS256","typ":"at+jwt"}')
