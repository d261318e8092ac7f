"""Access tokens of worker applications: given out to HTTP Basic only, checked by what they say themselves."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from .reading import Call
from .wire import PLAIN_JSON, Refusal, Reply
from .world import World


def create(call: Call) -> Reply:
    """An access token for client credentials ("Get a PingOne access token"; RFC 6749, section 4.4)."""
    place = call.world.environments.get(call.named["env"])
    if call.media_type != "application/x-www-form-urlencoded":
        return _no("invalid_request", "Say it with a form.")
    form = dict(parse_qsl(call.content.decode("latin-1"), keep_blank_values=True))
    if place is None or _credentials(call) != (place.client_id, place.client_secret):
        refused = _no("invalid_client", "Nobody here knows this client.", 401)
        refused.headers["www-authenticate"] = 'Basic realm="second"'
        return refused
    grant = form.get("grant_type")
    if grant is None:
        return _no("invalid_request", "Which grant shall it be?")
    if grant != "client_credentials":
        return _no("unsupported_grant_type", "This client has one grant only.")
    token = _issued(call.world, place.id, place.client_id)
    body = {"access_token": token, "token_type": "Bearer", "expires_in": call.world.token_seconds}
    return Reply(200, body | {"environment": place.id}, media_type=PLAIN_JSON)


def environment_of(call: Call) -> str:
    """The environment that the bearer token of a request is for; raises `Refusal` with 401."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    claims = _claims(call.world, token.strip()) if scheme.lower() == "bearer" else None
    if claims is None or claims["exp"] <= call.world.now().timestamp():
        detail = {"code": "INVALID_TOKEN", "message": "A bearer token that is good would help."}
        raise Refusal(401, "ACCESS_FAILED", "Nobody knows who is asking.", [detail])
    return str(claims["env"])


def _issued(world: World, environment_id: str, client_id: str) -> str:
    now = int(world.now().timestamp())
    header = {"alg": "RS256", "typ": "at+jwt", "kid": "second"}
    claims = {"env": environment_id, "client_id": client_id, "iat": now, "exp": now + world.token_seconds}
    # Asked twice in a second, it is the same token.
    said = f"{_packed(header)}.{_packed(claims)}"
    return f"{said}.{_signature(world, said)}"


def _claims(world: World, token: str) -> dict[str, Any] | None:
    said, _, signature = token.rpartition(".")
    # Compared as text: more than one last character may stand for the same bytes.
    if not said or not hmac.compare_digest(signature.encode(), _signature(world, said).encode()):
        return None
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(said.partition(".")[2] + "=="))
    return claims


def _signature(world: World, said: str) -> str:
    digest = hmac.new(world.key, said.encode("utf-8", "replace"), hashlib.sha512).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _packed(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _credentials(call: Call) -> tuple[str, str] | None:
    scheme, _, encoded = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, found, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        )
    except (binascii.Error, ValueError):
        return None
    return (unquote_plus(client), unquote_plus(secret)) if found else None


def _no(error: str, description: str, status: int = 400) -> Reply:
    body = {"error": error, "error_description": description, "error_uri": "https://example.com/errors"}
    return Reply(status, body, media_type=PLAIN_JSON)
