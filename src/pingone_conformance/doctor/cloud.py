"""Advanced Identity Cloud, where it is given: its address, the token of a service account, what that may read."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx

from pingone_conformance.doctor.answers import refusal
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.settings import how_to_say
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.cloud import SCOPES, CloudConnection
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.tokens import Grant, token_refusal, token_request

_TOKEN, _REALM, _SECRETS, _USERS = "cloud token", "cloud realm", "cloud secrets", "cloud users"
_HTTPBIN = "httpbin"
_ABSENT = f"esv-{UNKNOWN_ID}"
_NONE = "none: rules about script bindings stay untested"
_ACCOUNT = (
    "is it the address of the tenant, without /am, and do the service account's id and key belong together? "
    f"It needs the scopes {' '.join(SCOPES)}"
)


def check_cloud(visit: Visit) -> Iterator[Diagnosis]:
    """Ask for a token and read what does not exist; nothing of it closes the visit."""
    tenant = visit.tenant
    if not tenant.has_cloud:
        hint = "set AIC_BASE_URL, AIC_SA_ID, and AIC_SA_JWK or AIC_SA_JWK_FILE"
        yield Diagnosis("cloud", "unknown", _NONE, hint)
        return
    if missing := tenant.missing_for_cloud():
        named = ", ".join(how_to_say(name) for name in missing)
        hint = f"set {named}; or unset every variable that begins with AIC_ to do without script bindings"
        yield Diagnosis("cloud", "bad", "not all that Advanced Identity Cloud needs is set", hint)
        return
    try:
        yield from _asked(visit)
    except (NoAnswer, ConformanceError) as trouble:
        yield Diagnosis(_TOKEN, "bad", str(trouble).partition("\n")[0], trouble.hint)


def _asked(visit: Visit) -> Iterator[Diagnosis]:
    connection = CloudConnection.of(visit.tenant)
    if connection is None:
        return
    visit.secrets.update(connection.secrets)
    if connection.base_url.endswith("/am"):
        hint = f"give {connection.base_url.removesuffix('/am')}"
        yield Diagnosis("cloud", "bad", f"{connection.base_url} ends in /am", hint)
        return
    request = token_request(connection)
    asked = time.monotonic()
    answer = visit.send(request)
    try:
        grant = Grant.of(answer, asked)
    except ValueError:
        yield Diagnosis(_TOKEN, "bad", token_refusal(answer, connection.token_operation), _ACCOUNT)
        return
    visit.secrets.add(grant.token)
    yield Diagnosis(_TOKEN, "good", f"granted, good for {grant.seconds / 60:.0f} minutes")
    look = _Look(visit, connection, grant.token)
    realm = {"scriptID": UNKNOWN_ID, "realm": connection.realm}
    yield look.at(
        _REALM, "readOneScript", f"is there {connection.realm}, a realm of the tenant (AIC_REALM)?", realm
    )
    yield look.at(_SECRETS, "readOneSecret", _scope("fr:idc:esv:*"), {"secretName": _ABSENT})
    users = {"objectType": f"{connection.realm}_user", "managedID": UNKNOWN_ID}
    yield look.at(_USERS, "readOneManagedUser", _scope("fr:idm:*"), users)
    yield _httpbin(visit)


def _scope(scope: str) -> str:
    return f"grant the service account the scope {scope}"


class _Look:
    """Reads about what does not exist: 404 says that it may be read."""

    def __init__(self, visit: Visit, connection: CloudConnection, token: str) -> None:
        self._visit = visit
        self._connection = connection
        self._token = token

    def at(self, name: str, operation_id: str, hint: str, path: dict[str, str]) -> Diagnosis:
        """Whether a read is permitted."""
        description = load_cloud_description()
        operation = description.operation(operation_id)
        url = self._connection.base_url + operation.path.format(**path)
        headers = {"Authorization": f"Bearer {self._token}", **operation.headers}
        try:
            answer = self._visit.send(self._visit.client.build_request("GET", url, headers=headers))
        except NoAnswer as trouble:
            return Diagnosis(name, "warning", f"not known: {trouble}", "run doctor again")
        if answer.status_code in (httpx.codes.OK, httpx.codes.NOT_FOUND):
            return Diagnosis(name, "good", f"{operation_id} permitted")
        return Diagnosis(name, "bad", f"{operation_id}: {refusal(answer)}", hint)


def _httpbin(visit: Visit) -> Diagnosis:
    if visit.tenant.aic_httpbin_url:
        return Diagnosis(_HTTPBIN, "good", f"scripts are to call {visit.tenant.aic_httpbin_url}")
    hint = f"set {how_to_say('aic_httpbin_url')}: the address of an httpbin that the tenant reaches"
    return Diagnosis(_HTTPBIN, "warning", "none: rules about httpClient stay untested", hint)
