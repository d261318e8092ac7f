"""The settings by themselves: each value and where it came from, what is missing, misspelt or contradictory."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from urllib.parse import urlsplit

from pingone_conformance.config import OPTIONS, TenantSettings, unknown_variables
from pingone_conformance.config.options import REGIONS, variable_of
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import Visit

_MISSING = "settings missing"
_VERSION = "/v1"
_ADDRESSES = ("api_path", "auth_path")


def check_settings(visit: Visit) -> Iterator[Diagnosis]:
    """Check them without asking anybody; what makes every request pointless closes the visit."""
    yield from _values(visit)
    yield from _typos()
    yield from _unused(visit.tenant)
    told = [*_missing(visit.tenant), *_addresses(visit.tenant)]
    yield from told
    if set(_ADDRESSES) & set(visit.tenant.missing()):
        visit.closed = "no address is known"
    elif any(found.state == "bad" and found.name != _MISSING for found in told):
        visit.closed = "the settings above have to be set right first"


def flag_name(name: str) -> str:
    """A setting as its flag is spelt, without the dashes before it."""
    return name.replace("_", "-")


def how_to_say(name: str) -> str:
    """The variable of a setting and its flag; there is no flag for secrets."""
    variable = variable_of(name)
    return variable if OPTIONS[name].secret else f"{variable} (--{flag_name(name)})"


def _values(visit: Visit) -> Iterator[Diagnosis]:
    settings = dataclasses.replace(visit.settings, target="tenant")
    shown = [
        (name, value, origin)
        for name, value, origin in settings.shown()
        if OPTIONS[name].tenant and value not in ("", "None")
    ]
    for name, value, origin in shown:
        if origin != "default":
            yield Diagnosis(f"setting {flag_name(name)}", "good", f"{visit.scrubbed(value)} ({origin})")
    rest = [name for name, option in OPTIONS.items() if option.tenant and settings.origins[name] == "default"]
    values = [f"{flag_name(name)} {_plain(getattr(settings.tenant, name))}" for name in rest]
    said = [value for value in values if not value.endswith(" ")]
    yield Diagnosis("settings not given", "good", "defaults hold: " + ", ".join(said))


def _plain(value: object) -> str:
    if value is None or value is False or value == frozenset():
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _typos() -> Iterator[Diagnosis]:
    for variable, nearest in unknown_variables().items():
        hint = (
            f"did you mean {nearest}?"
            if nearest
            else "is it a typo? Else unset it or leave it: nothing reads it"
        )
        yield Diagnosis(f"variable {variable}", "warning", "is no setting, probably a typo", hint)


def _missing(tenant: TenantSettings) -> Iterator[Diagnosis]:
    missing = tenant.missing()
    if not missing:
        return
    hint = "set " + ", ".join(how_to_say(name) for name in missing)
    if set(_ADDRESSES) & set(missing):
        hint += "; PINGONE_REGION_CODE (--region-code) stands for both addresses"
    if "client_id" in missing and "environment_id" in missing:
        hint += ". Without a tenant, `pingone-conformance run` uses the embedded mock"
    yield Diagnosis(_MISSING, "bad", ", ".join(map(flag_name, missing)), hint)


def _unused(tenant: TenantSettings) -> Iterator[Diagnosis]:
    """Values that contradict others and have no effect."""
    by_key = tenant.client_authentication == "private_key_jwt"
    end = REGIONS.get(tenant.region_code)
    if end and not _host(tenant.api_path).endswith(f".pingone.{end}"):
        yield Diagnosis(
            "region-code",
            "warning",
            f"{tenant.region_code} has no effect: api-path says {_host(tenant.api_path)}",
            "unset one of the two",
        )
    if by_key and tenant.client_secret:
        yield Diagnosis(
            "client-secret",
            "warning",
            "is given and not used: client-authentication is private_key_jwt",
            "unset it, so that nobody can take it from here",
        )
    if not by_key and (tenant.private_key or tenant.private_key_id):
        yield Diagnosis(
            "private-key",
            "warning",
            f"is given and not used: client-authentication is {tenant.client_authentication}",
            "give --client-authentication private_key_jwt, or unset it",
        )
    if tenant.allow_production and tenant.allow_production != tenant.environment_id:
        yield Diagnosis(
            "allow-production",
            "warning",
            "names another environment than environment-id, so it allows nothing",
            "is one of the two ids from another environment?",
        )


def _addresses(tenant: TenantSettings) -> Iterator[Diagnosis]:
    if not (tenant.api_path and tenant.auth_path):
        return
    api, auth = urlsplit(tenant.api_path), urlsplit(tenant.auth_path)
    versions = [address.path.endswith(_VERSION) for address in (api, auth)]
    names = [_host(tenant.api_path).startswith("auth."), _host(tenant.auth_path).startswith("api.")]
    if versions == [False, True] or all(names):
        yield Diagnosis(
            "addresses",
            "bad",
            "api-path and auth-path look exchanged",
            "the API's address ends in /v1 and its host begins with api., the auth host's has no /v1",
        )
        return
    if not versions[0]:
        yield Diagnosis(
            "api-path", "bad", f"{tenant.api_path} does not end in /v1", f"give {tenant.api_path}/v1"
        )
    if versions[1]:
        yield Diagnosis(
            "auth-path",
            "bad",
            f"{tenant.auth_path} ends in /v1, which the auth host has not",
            f"give {tenant.auth_path.removesuffix(_VERSION)}",
        )
    if any(names):
        wrong = _ADDRESSES[names.index(True)]
        yield Diagnosis(
            flag_name(wrong), "bad", "names the other of the two hosts", f"set {how_to_say(wrong)} right"
        )
    if any(address.path not in ("", _VERSION) for address in (api, auth)):
        yield Diagnosis(
            "paths",
            "warning",
            "an address has a path of its own before what the documents put there",
            "is that a gateway of yours?",
        )


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
