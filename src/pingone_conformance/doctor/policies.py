"""The default verify policy, and the population that users are made in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from pingone_conformance.doctor.answers import member, object_of, refusal, rows
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import NoAnswer, Visit

_MAX_PAGES = 5


def check_policies(visit: Visit) -> Iterator[Diagnosis]:
    """Look for the default policy, which transactions without a policy of their own take."""
    if visit.closed:
        yield from visit.not_made("verify policy", "population")
        return
    yield _policy(visit)
    yield _population(visit)


def _policy(visit: Visit) -> Diagnosis:
    name = "verify policy"
    url, seen = f"{visit.environment_url}/verifyPolicies", 0
    for _ in range(_MAX_PAGES):
        try:
            answer = visit.read(url)
        except NoAnswer as trouble:
            return Diagnosis(name, "unknown", f"policies cannot be read: {trouble}")
        if answer.status_code != httpx.codes.OK:
            return Diagnosis(name, "unknown", f"policies cannot be read: {refusal(answer)}")
        body = object_of(answer)
        listed = rows(body, "verifyPolicies")
        seen += len(listed)
        if default := next((policy for policy in listed if policy.get("default") is True), None):
            return Diagnosis(name, "good", f"the default is {default.get('name', 'without a name')!r}")
        url = _next(visit, body)
        if not url:
            break
    hint = "make one of them the default in the console, under Identity Verification, Policies"
    return Diagnosis(name, "warning", f"none of {seen} verify policies is the default", hint)


def _next(visit: Visit, body: Mapping[str, Any]) -> str:
    """The next page; nothing but the configured address is ever asked."""
    href = member(body, "_links", "next", "href")
    return href if href.startswith(f"{visit.environment_url}/verifyPolicies") else ""


def _population(visit: Visit) -> Diagnosis:
    population = visit.tenant.population_id
    if not population:
        return Diagnosis("population", "good", "users are made in the default population")
    try:
        answer = visit.read(f"{visit.environment_url}/populations/{population}")
    except NoAnswer as trouble:
        return Diagnosis("population", "unknown", f"cannot be read: {trouble}")
    if answer.status_code == httpx.codes.NOT_FOUND:
        hint = "check PINGONE_POPULATION_ID (--population-id), or unset it"
        return Diagnosis("population", "bad", f"there is no population {population} (404)", hint)
    if answer.status_code != httpx.codes.OK:
        return Diagnosis("population", "unknown", f"cannot be read: {refusal(answer)}")
    return Diagnosis(
        "population", "good", f"users are made in {member(object_of(answer), 'name') or population}"
    )
