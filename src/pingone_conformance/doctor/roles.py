"""The roles of the worker application, by name, where it may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import httpx

from pingone_conformance.doctor.answers import member, object_of, refusal, rows
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.permissions import ADMIN
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.target.platform import Platform

_WITHOUT_WRITING = frozenset(
    {
        "Organization Admin",
        "Environment Admin",
        "Identity Data Read Only",
        "Identity Data Read-Only Admin",
        "Configuration Read Only",
        "Configuration Read-Only Admin",
        "Client Application Developer",
        "Application Owner",
        "DaVinci Admin",
        "DaVinci Admin Read Only",
        "DaVinci Read-Only Admin",
        "Custom Roles Admin",
        "Custom Role Admin",
        "Help Desk Admin",
    }
)
"""Built-in roles that write neither users nor anything of PingOne Verify ("PingOne Built-in Role Permissions")."""


def check_roles(visit: Visit) -> Iterator[Diagnosis]:
    """Name the roles: what may be written is inferred from them, and not tried."""
    if visit.closed:
        yield from visit.not_made("roles")
        return
    try:
        assigned, names = _assignments(visit), _names(visit)
    except NoAnswer as trouble:
        yield Diagnosis(
            "roles",
            "unknown",
            f"cannot be read: {trouble}; Environment Admin may. What may be written shows in the run only",
        )
        return
    here = {id_: scopes for id_, scopes in assigned.items() if _reaches(visit, scopes)}
    visit.roles = frozenset(names.get(id_, "a custom role") for id_ in here)
    yield _judged(visit, [scope for id_ in here if names.get(id_) == ADMIN for scope in here[id_]])


def _judged(visit: Visit, scopes_of_admin: list[Mapping[str, Any]]) -> Diagnosis:
    roles = visit.roles or frozenset()
    told = ", ".join(sorted(roles))
    give = f"give the worker application the role {ADMIN} for this environment, on its page under Roles"
    if not roles:
        return Diagnosis("roles", "bad", "the worker application has none in this environment", give)
    if ADMIN in roles and all(scope.get("type") == "POPULATION" for scope in scopes_of_admin):
        what = f"{told}; {ADMIN} is for populations only"
        return Diagnosis(
            "roles", "warning", what, "give it for the environment: policies belong to no population"
        )
    if ADMIN in roles:
        return Diagnosis("roles", "good", told)
    if roles <= _WITHOUT_WRITING:
        return Diagnosis(
            "roles", "bad", f"{told}: none that may write users or anything of PingOne Verify", give
        )
    return Diagnosis("roles", "warning", f"{told}: whether they permit writing is not known", give)


def _assignments(visit: Visit) -> dict[str, list[Mapping[str, Any]]]:
    """The scopes of each role that the application has, by the role's id."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows(_read(visit, Platform.role_assignments), "roleAssignments"):
        scope = row.get("scope")
        found.setdefault(member(row, "role", "id"), []).append(scope if isinstance(scope, Mapping) else {})
    return found


def _names(visit: Visit) -> dict[str, str]:
    """The names of roles by their ids; those of roles that the environment made for itself are no secret either."""
    listed = list(rows(_read(visit, Platform.roles), "roles"))
    with suppress(NoAnswer):
        listed += rows(_read(visit, Platform.custom_roles), "roles")
    return {member(row, "id"): member(row, "name") for row in listed}


def _read(visit: Visit, call: Callable[[Platform], httpx.Response]) -> Mapping[str, Any]:
    answer = visit.ask_platform(call)
    if answer.status_code != httpx.codes.OK:
        raise NoAnswer(refusal(answer), "")
    return object_of(answer)


def _reaches(visit: Visit, scopes: list[Mapping[str, Any]]) -> bool:
    """Whether one of the scopes has to do with this environment: it, something in it, or the organization."""
    return any(
        scope.get("type") != "ENVIRONMENT" or scope.get("id") == visit.tenant.environment_id
        for scope in scopes
    )
