"""The token: whether the worker application gets one, how it authenticates, and how long the token is good."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator

import httpx

from pingone_conformance.doctor.answers import member, object_of
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.settings import how_to_say
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.target.tokens import Connection, Grant, token_refusal, token_request

SHORT_SECONDS = 300

_METHODS = {
    "basic": "Client Secret Basic",
    "post": "Client Secret Post",
    "private_key_jwt": "Private Key JWT",
}
"""Client authentication, by setting, as the console of PingOne calls it."""

_OTHER = {"basic": "post", "post": "basic"}
_HTTP = httpx.codes


def check_token(visit: Visit) -> Iterator[Diagnosis]:
    """Ask for a token; without one the visit is closed."""
    missing = visit.tenant.missing()
    if missing and not visit.closed:
        visit.closed = "not all that a token needs is set"
    if visit.closed:
        yield from visit.not_made("token")
        return
    try:
        answer, asked = _ask(visit, visit.connection)
    except NoAnswer as trouble:
        visit.closed = "there is no token"
        yield Diagnosis("token", "bad", str(trouble), trouble.hint)
        return
    try:
        grant = Grant.of(answer, asked)
    except ValueError:
        visit.closed = "there is no token"
        yield _refused(visit, answer)
        return
    visit.token = grant.token
    yield _granted(visit, grant)


def _ask(visit: Visit, connection: Connection) -> tuple[httpx.Response, float]:
    asked = time.monotonic()
    with visit.asking(connection.token_endpoint):
        request = token_request(connection)
    return visit.send(request), asked


def _granted(visit: Visit, grant: Grant) -> Diagnosis:
    method = visit.tenant.client_authentication
    what = f"granted by {_METHODS[method]}, good for {grant.seconds / 60:.0f} minutes"
    if grant.seconds >= SHORT_SECONDS:
        return Diagnosis("token", "good", what)
    hint = "a run renews it in time; the application's access token lifetime makes that rarer"
    return Diagnosis("token", "warning", f"granted, and good for {grant.seconds:.0f} s only", hint)


def _refused(visit: Visit, answer: httpx.Response) -> Diagnosis:
    what, hint = _reason(visit, answer)
    return Diagnosis("token", "bad", visit.scrubbed(what), visit.scrubbed(hint))


def _reason(visit: Visit, answer: httpx.Response) -> tuple[str, str]:
    """What the refusal means, and what to do."""
    tenant, status, error = visit.tenant, answer.status_code, member(object_of(answer), "error")
    said = token_refusal(answer)
    if status == _HTTP.NOT_FOUND:
        hint = f"check {how_to_say('environment_id')} and whether it is in this region"
        return f"there is no environment {tenant.environment_id} at {tenant.auth_path} (404)", hint
    if error == "invalid_client" or status == _HTTP.UNAUTHORIZED:
        return _unknown_client(visit, said)
    if error in ("unauthorized_client", "unsupported_grant_type"):
        return said, "give a worker application: others get no token by client credentials"
    return said, _hint_for_status(answer)


def _hint_for_status(answer: httpx.Response) -> str:
    if answer.status_code == _HTTP.FORBIDDEN:
        return "is the application enabled, and does a proxy or an IP rule keep this machine out?"
    if answer.status_code == _HTTP.TOO_MANY_REQUESTS:
        return "the tenant limits requests at present: try again in a minute"
    if answer.is_server_error:
        return "the service has trouble: try again later"
    if answer.is_success:
        return f"no token endpoint says that: is {how_to_say('auth_path')} the auth host, or answers a proxy?"
    return f"check {how_to_say('auth_path')}, {how_to_say('environment_id')} and {how_to_say('client_id')}"


def _unknown_client(visit: Visit, said: str) -> tuple[str, str]:
    method = visit.tenant.client_authentication
    if other := _accepted_instead(visit):
        what = f"the application does not take {_METHODS[method]}, but {_METHODS[other]}"
        variable = how_to_say("client_authentication")
        return (
            what,
            f"set {variable} to {other}, or change the application's token endpoint authentication method",
        )
    common = (
        "is the application enabled, does it belong to this very environment, and is its token endpoint "
        f"authentication method {_METHODS[method]}?"
    )
    if method == "private_key_jwt":
        hint = (
            "does the application still have the public half of this key (not expired or replaced), under this kid "
            f"({how_to_say('private_key_id')}), and is this machine's clock right? Also: {common}"
        )
        return f"the signature or the client is refused: {said}", hint
    hint = (
        f"copy {how_to_say('client_id')} and {how_to_say('client_secret')} again from the application's page: "
        f"a new secret replaces the old one. Also: {common}"
    )
    return f"the client or its secret is wrong: {said}", hint


def _accepted_instead(visit: Visit) -> str:
    """The other way to send a secret, where the application takes that one."""
    other = _OTHER.get(visit.tenant.client_authentication, "")
    if not other:
        return ""
    try:
        answer, asked = _ask(visit, dataclasses.replace(visit.connection, client_authentication=other))
        Grant.of(answer, asked)
    except (NoAnswer, ValueError):
        return ""
    return other
