"""The token endpoint: a service account's signed assertion for a token ("Authenticate to REST API with access token").

The grant is that of RFC 7523, section 4; refusals have the form of RFC 6749, section 5.2.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import Receive

from pingone_conformance.mock.bodies import read_body, require_media_type
from pingone_conformance.mock.cloud.account import public_key
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.resources.token import FORM, parse_form, refusal
from pingone_conformance.mock.responses import JsonResponse

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CLIENT = "service-account"
PATH = "/am/oauth2/access_token"

LIFETIME_SECONDS = 899
"""`expires_in` of every token."""

_SCOPE = re.compile(r"fr:[a-z]+(:[a-z-]+)*:(\*|[a-z-]+)")
_PORTS = {"http": 80, "https": 443}
_MAX_SCOPE = 1024


class CreateServiceAccountToken:
    """createServiceAccountToken."""

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Return 200 with a bearer token for the scopes that were asked for, or an OAuth error."""
        require_media_type(call.scope, FORM)
        try:
            form = parse_form(await read_body(call.scope, receive))
        except ValueError:
            return refusal(400, "invalid_request", "The form cannot be read or has a parameter twice.")
        return _refused(call, form) or _granted(call, " ".join(form["scope"].split()))


def _refused(call: Call, form: dict[str, str]) -> Response | None:
    grant, assertion = form.get("grant_type"), form.get("assertion")
    if not grant or not assertion:
        return refusal(400, "invalid_request", "grant_type and assertion are required.")
    if grant != GRANT_TYPE:
        return refusal(400, "unsupported_grant_type", "Only the JWT bearer grant is supported.")
    if form.get("client_id") != CLIENT:
        return refusal(401, "invalid_client", "The client is unknown.")
    scopes = form.get("scope", "")[:_MAX_SCOPE].split()
    if not scopes or not all(_SCOPE.fullmatch(scope) for scope in scopes):
        return refusal(400, "invalid_scope", "A scope is missing or unknown.")
    if not _is_good(call, assertion):
        return refusal(400, "invalid_grant", "The assertion is not good.")
    return None


def _is_good(call: Call, assertion: str) -> bool:
    # The library of cryptography takes longer to load than the whole mock.
    from pingone_conformance.mock.assertions import is_good

    return is_good(
        assertion,
        public_key(),
        client_id=call.mock.ready_made.service_account_id,
        audiences=_audiences(call.base),
        now=call.now,
    )


def _audiences(base: str) -> tuple[str, str]:
    """The address of the endpoint, also with its port where it is the usual one."""
    parts = urlsplit(base)
    port = parts.port or _PORTS.get(parts.scheme, 443)
    return f"{base}{PATH}", f"{parts.scheme}://{parts.hostname}:{port}{PATH}"


def _granted(call: Call, scope: str) -> Response:
    account = call.mock.ready_made.service_account_id
    token = call.mock.cloud_tokens.issue(scope, account, call.mock.ids.trace(), call.now, LIFETIME_SECONDS)
    body = {
        "access_token": token,
        "scope": scope,
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
    }
    return JsonResponse(body)
