"""Bearer tokens of a request, for faults about who may call."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any

import orjson

from pingone_conformance.mock.faults.exchange import Request


def scheme_of(request: Request) -> str:
    """Return the scheme of the Authorization header as it is spelt, empty without one."""
    return request.headers.get("authorization", "").partition(" ")[0]


def token_of(request: Request) -> str:
    """Return what the Authorization header has after its scheme, empty where there is nothing."""
    return request.headers.get("authorization", "").partition(" ")[2].strip()


def is_anonymous(request: Request) -> bool:
    """Tell whether there is no Authorization header at all."""
    return "authorization" not in request.headers


def let_in(request: Request) -> None:
    """Give the request a token that is good in the environment of its path."""
    environment_id = request.path["environment_id"]
    token = request.mock.tokens.issue(environment_id, "anybody", "let in", request.mock.clock.now())
    request.headers["authorization"] = f"Bearer {token}"


def environment_of(request: Request, *, ever: bool = False) -> str | None:
    """Return the environment that the token is for, None for one that is not good; ``ever``: or was not."""
    token = token_of(request).encode("latin-1", "replace")
    now = 0 if ever else request.mock.clock.now()
    return request.mock.tokens.environment_of(token, now)


def claims_of(token: str) -> dict[str, Any]:
    """Return what a token says, whoever signed it; nothing for what is no token of the mock's form."""
    parts = token.split(".")
    if len(parts) < 2:
        return {}
    try:
        claims = orjson.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
