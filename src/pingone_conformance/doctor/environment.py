"""The environment: whether it may be used, whether it has PingOne Verify, and what its licence allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from pingone_conformance.doctor.answers import member, object_of, refusal, texts
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.target.environment import SANDBOX
from pingone_conformance.target.platform import Platform

VERIFY = "PING_ONE_VERIFY"
"""PingOne Verify in a bill of materials ("Bill of Materials")."""

SOON = timedelta(days=7)

_FEATURES = {
    "allowDocumentMatch": "government ids",
    "allowFaceMatch": "facial comparison",
}
"""Members of `verify` of a licence without which the policies of the suite cannot be met ("Licenses")."""

_NAMES = ("environment", "services", "licence", "licence features")


def check_environment(visit: Visit) -> Iterator[Diagnosis]:
    """Read environment, services and licence; a token that is not accepted closes the visit."""
    if visit.closed:
        yield from visit.not_made(*_NAMES)
        return
    yield _environment(visit)
    if visit.closed:
        yield from visit.not_made(*_NAMES[1:])
        return
    yield _services(visit)
    yield from _licence(visit)


def _environment(visit: Visit) -> Diagnosis:
    tenant = visit.tenant
    try:
        answer = visit.ask_platform(Platform.environment)
    except NoAnswer as trouble:
        return _type_unknown(visit, str(trouble), trouble.hint)
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        visit.closed = "the API does not accept the token"
        hint = "are api-path and auth-path of the same region, and is this machine's clock right?"
        return Diagnosis("environment", "bad", "the API does not accept the token (401)", hint)
    body = object_of(answer)
    kind = body.get("type")
    if not answer.is_success or not isinstance(kind, str) or not kind:
        why = refusal(answer) if not answer.is_success else "the answer has no type"
        hint = "every role may read its environment: has the worker application one in this environment?"
        if answer.status_code == httpx.codes.NOT_FOUND:
            hint = "check PINGONE_ENVIRONMENT_ID (--environment-id) and whether it is in this region"
        return _type_unknown(visit, why, hint)
    visit.environment = body
    name = f"{body.get('name', 'without a name')}: {kind}"
    if kind == SANDBOX:
        return Diagnosis("environment", "good", name)
    if tenant.allow_production == tenant.environment_id:
        return Diagnosis("environment", "warning", f"{name}, allowed by --allow-production")
    hint = f"use a sandbox; who means it says --allow-production {tenant.environment_id}"
    return Diagnosis("environment", "bad", f"{name}, which a run leaves alone", hint)


def _type_unknown(visit: Visit, why: str, hint: str) -> Diagnosis:
    tenant = visit.tenant
    if tenant.allow_production == tenant.environment_id:
        return Diagnosis(
            "environment", "warning", f"its type cannot be read ({why}); --allow-production names it"
        )
    more = f"who knows that it is a sandbox says --allow-production {tenant.environment_id}"
    return Diagnosis(
        "environment", "bad", f"its type cannot be read, so it may be PRODUCTION: {why}", f"{hint}; {more}"
    )


def _services(visit: Visit) -> Diagnosis:
    try:
        answer = visit.ask_platform(Platform.bill_of_materials)
    except NoAnswer as trouble:
        return Diagnosis("services", "unknown", f"cannot be read: {trouble}")
    if not answer.is_success:
        return Diagnosis("services", "unknown", f"cannot be read: {refusal(answer)}; Environment Admin may")
    services = texts(object_of(answer).get("products"), "type")
    if VERIFY in services:
        return Diagnosis("services", "good", "PingOne Verify is among them")
    hint = "add the service PingOne Verify to the environment in the console"
    return Diagnosis("services", "bad", "PingOne Verify is not in the bill of materials", hint)


def _licence(visit: Visit) -> Iterator[Diagnosis]:
    names = _NAMES[2:]
    environment = visit.environment or {}
    organisation, licence = member(environment, "organization", "id"), member(environment, "license", "id")
    if not (organisation and licence):
        yield from _unread(names, "the environment does not say which it is")
        return
    try:
        answer = visit.ask_platform(lambda platform: platform.license(organisation, licence))
    except NoAnswer as trouble:
        yield from _unread(names, str(trouble))
        return
    if not answer.is_success:
        yield from _unread(names, refusal(answer))
        return
    body = object_of(answer)
    yield _validity(body)
    yield _features(body.get("verify"))


def _unread(names: tuple[str, ...], why: str) -> Iterator[Diagnosis]:
    for name in names:
        yield Diagnosis(name, "unknown", f"cannot be read: {why}")


def _validity(licence: Mapping[str, Any]) -> Diagnosis:
    status, package = str(licence.get("status", "")), str(licence.get("package", "of an unknown package"))
    if status and status != "ACTIVE":
        hint = "assign an active licence to the environment"
        return Diagnosis("licence", "bad", f"{package} is {status}", hint)
    ends = _moment(licence.get("expiresAt"))
    now = datetime.now(UTC)
    if ends is not None and ends <= now:
        hint = "assign an active licence to the environment"
        return Diagnosis("licence", "bad", f"{package} ended on {ends:%Y-%m-%d}", hint)
    if ends is not None and ends - now < SOON:
        return Diagnosis("licence", "warning", f"{package} ends on {ends:%Y-%m-%d}", "renew it before then")
    until = f", until {ends:%Y-%m-%d}" if ends else ""
    return Diagnosis("licence", "good", f"{package}{until}")


def _features(verify: object) -> Diagnosis:
    name = "licence features"
    if not isinstance(verify, Mapping):
        return Diagnosis(name, "unknown", "the licence says nothing about PingOne Verify")
    off = [spoken for feature, spoken in _FEATURES.items() if verify.get(feature) is False]
    if not off:
        return Diagnosis(name, "good", "government ids and facial comparison are allowed")
    what = f"the licence does not allow {' and '.join(off)}: no verification can succeed that requires them"
    return Diagnosis(name, "warning", what, "ask for a licence with these features of PingOne Verify")


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
