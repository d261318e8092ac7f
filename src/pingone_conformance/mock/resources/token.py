"""The token endpoint: client credentials, in the header or in the body, or signed ("Get an access token").

Refusals have the form of RFC 6749, section 5.2, except what concerns HTTP itself.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from urllib.parse import parse_qs, unquote_plus

from starlette.responses import Response
from starlette.types import Receive

from pingone_conformance.mock.bodies import header, read_body, require_media_type
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment
from pingone_conformance.mock.resources import paths
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.tokens import LIFETIME_SECONDS

FORM = "application/x-www-form-urlencoded"
_MAX_FIELDS = 20


class CreateToken:
    """createToken."""

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Return 200 with a bearer token, or an OAuth error."""
        environment = paths.environment(call)
        require_media_type(call.scope, FORM)
        try:
            form = parse_form(await read_body(call.scope, receive))
        except ValueError:
            return refusal(400, "invalid_request", "The form cannot be read or has a parameter twice.")
        grant = form.get("grant_type")
        if not grant:
            return refusal(400, "invalid_request", "grant_type is required.")
        if not _authenticated(call, environment, form):
            return _invalid_client(call)
        if grant != "client_credentials":
            return refusal(400, "unsupported_grant_type", "Only client_credentials is supported.")
        token = call.mock.tokens.issue(environment.id, environment.client_id, call.mock.ids.trace(), call.now)
        return JsonResponse({"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS})


def parse_form(body: bytes) -> dict[str, str]:
    """Return the fields of a form; raises ValueError for one that cannot be read or has a field twice."""
    fields = parse_qs(
        body.decode("utf-8"),
        keep_blank_values=True,
        max_num_fields=_MAX_FIELDS,
        encoding="utf-8",
        errors="strict",
    )
    if any(len(values) > 1 for values in fields.values()):
        raise ValueError("repeated parameter")
    return {name: values[0] for name, values in fields.items()}


def _authenticated(call: Call, environment: Environment, form: dict[str, str]) -> bool:
    authorization = header(call.scope, b"authorization")
    if "client_assertion" in form or "client_assertion_type" in form:
        return authorization is None and "client_secret" not in form and _signed(call, environment, form)
    if authorization is None:
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
    elif "client_secret" in form:
        return False
    else:
        client, secret = _basic(authorization)
    given, known = f"{client}:{secret}", f"{environment.client_id}:{environment.client_secret}"
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())


def _signed(call: Call, environment: Environment, form: dict[str, str]) -> bool:
    # The library of cryptography takes longer to load than the whole mock, and most clients have a secret.
    from pingone_conformance.mock.assertions import ASSERTION_TYPE, is_good

    if environment.public_key is None or form.get("client_assertion_type") != ASSERTION_TYPE:
        return False
    if form.get("client_id", environment.client_id) != environment.client_id:
        return False
    issuer = f"{call.base}/{environment.id}/as"
    return is_good(
        form.get("client_assertion", ""),
        environment.public_key,
        client_id=environment.client_id,
        audiences=(issuer, f"{issuer}/token"),
        now=call.now,
    )


def _basic(authorization: bytes) -> tuple[str, str]:
    scheme, _, credentials = authorization.partition(b" ")
    if scheme.lower() != b"basic":
        return "", ""
    try:
        client, _, secret = b64decode(credentials.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client), unquote_plus(secret)


def _invalid_client(call: Call) -> Response:
    refused = refusal(401, "invalid_client", "The client is unknown or does not authenticate.")
    if header(call.scope, b"authorization") is not None:
        refused.headers["www-authenticate"] = "Basic"
    return refused


def refusal(status: int, error: str, description: str) -> Response:
    """Return a refusal of OAuth 2.0 (RFC 6749, section 5.2)."""
    return JsonResponse({"error": error, "error_description": description}, status)
