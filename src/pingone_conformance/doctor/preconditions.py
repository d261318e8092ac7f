"""What a tenant cannot do alone, what a run may do there, and where it keeps its ledger."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx

from pingone_conformance.contracts import contracts
from pingone_conformance.doctor.answers import member, object_of, refusal
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import load_description
from pingone_conformance.target.flows import WAITING
from pingone_conformance.target.polling import bounded
from pingone_conformance.target.verifications import RETENTION_SECONDS, Reference, age_of, status_of

_RISKS = {
    "changes": "what changes things",
    "notifies": "what sends mail or SMS or opens a billed transaction",
}


def check_preconditions(visit: Visit) -> Iterator[Diagnosis]:
    """Say which rules can be tried, and what would allow the others."""
    yield _allowed(visit)
    yield _verified_transaction(visit)
    yield _flow(visit)
    yield _notifications(visit)
    yield _rate(visit)
    yield _ledger(visit)


def _allowed(visit: Visit) -> Diagnosis:
    rows = contracts().operations.items()
    known = load_description().operations
    counts = Counter(str(row["safety"]) for name, row in rows if visit.tenant.has_cloud or name in known)
    allowed = ["reads", "creates", *sorted(visit.tenant.allow)]
    what = ", ".join(f"{safety} ({counts[safety]} operations)" for safety in allowed)
    left = [risk for risk in _RISKS if risk not in visit.tenant.allow]
    if left:
        what += "; not " + ", ".join(
            f"{risk} ({counts[risk]}): --allow {risk} adds {_RISKS[risk]}" for risk in left
        )
    return Diagnosis("allowed", "good", what)


def _verified_transaction(visit: Visit) -> Diagnosis:
    """The ways in the order of the run: given, hook, interactive, none."""
    name, tenant = "verified transaction", visit.tenant
    if tenant.verified_transaction:
        return _given_transaction(visit, name)
    if not (tenant.verification_hook or tenant.interactive):
        return Diagnosis(
            name,
            "warning",
            "none: rules about verified data, metadata and portraits stay untested",
            "give --verified-transaction, --verification-hook, or --interactive with a telephone at hand",
        )
    way = "a hook finishes verifications" if tenant.verification_hook else "a person at the terminal verifies"
    if "notifies" not in tenant.allow:
        return Diagnosis(name, "warning", f"{way}, and no transaction may be opened", "add --allow notifies")
    if not tenant.verification_hook and not sys.stdout.isatty():
        hint = "run it in a terminal, or give --verification-hook"
        return Diagnosis(name, "warning", "--interactive is on, and this is no terminal", hint)
    return Diagnosis(name, "good", f"{way}, within {tenant.verification_timeout:g} s each")


def _given_transaction(visit: Visit, name: str) -> Diagnosis:
    tenant = visit.tenant
    try:
        given = Reference.of(tenant.verified_transaction, tenant.api_path, tenant.environment_id)
    except ConformanceError as error:
        return Diagnosis(name, "bad", error.message, error.hint)
    if visit.closed:
        return Diagnosis(name, "unknown", f"given, not checked: {visit.closed}")
    url = f"{visit.environment_url}/users/{given.user_id}/verifyTransactions/{given.transaction_id}"
    try:
        answer = visit.read(url)
    except NoAnswer as trouble:
        return Diagnosis(name, "unknown", f"given, cannot be read: {trouble}")
    renew = "verify another one shortly before the run"
    if answer.status_code != httpx.codes.OK:
        return Diagnosis(name, "warning", f"the given one cannot be read: {refusal(answer)}", renew)
    problem = _spent(answer)
    if problem:
        return Diagnosis(name, "warning", f"the given one {problem}", renew)
    left = (RETENTION_SECONDS - age_of(answer)) / 60
    return Diagnosis(
        name, "good", f"the given one is verified; its data are kept for {left:.0f} minutes more"
    )


def _spent(answer: httpx.Response) -> str:
    """Why nothing can be read of a verification any more, or not yet; empty when it can."""
    status = status_of(answer)
    if status != "SUCCESS":
        return f"is {bounded(status)}, not SUCCESS" if status else "has no status"
    if age_of(answer) >= RETENTION_SECONDS:
        return f"was verified more than {RETENTION_SECONDS // 60} minutes ago"
    return ""


def _flow(visit: Visit) -> Diagnosis:
    tenant = visit.tenant
    if tenant.flow:
        return _given_flow(visit)
    if tenant.flow_hook:
        return Diagnosis("flow", "good", "a hook opens flows")
    return Diagnosis(
        "flow",
        "warning",
        "none: rules about account confirmation stay untested",
        "give --flow or --flow-hook (PINGONE_FLOW_HOOK): an external identity provider has to sign somebody on",
    )


def _given_flow(visit: Visit) -> Diagnosis:
    if visit.closed:
        return Diagnosis("flow", "unknown", f"given, not checked: {visit.closed}")
    tenant = visit.tenant
    request = visit.client.build_request(
        "GET", f"{tenant.auth_path}/{tenant.environment_id}/flows/{tenant.flow}"
    )
    try:
        answer = visit.send(request)
    except NoAnswer as trouble:
        return Diagnosis("flow", "unknown", f"given, cannot be read: {trouble}")
    hint = (
        "open another one shortly before the run; one that needs its browser's cookies comes by --flow-hook"
    )
    if answer.status_code != httpx.codes.OK:
        return Diagnosis("flow", "warning", f"the given one cannot be read: {refusal(answer)}", hint)
    status = member(object_of(answer), "status")
    if status != WAITING:
        return Diagnosis(
            "flow", "warning", f"the given one is {status or 'without a status'}, not {WAITING}", hint
        )
    return Diagnosis("flow", "good", "the given one waits for account confirmation")


def _notifications(visit: Visit) -> Diagnosis:
    name, tenant = "notifications", visit.tenant
    given = {"notify-email": tenant.notify_email, "notify-phone": tenant.notify_phone}
    here, absent = [flag for flag in given if given[flag]], [flag for flag in given if not given[flag]]
    if "notifies" not in tenant.allow:
        if here:
            return Diagnosis(
                name, "warning", f"{' and '.join(here)} given, nothing is sent", "add --allow notifies"
            )
        return Diagnosis(name, "good", "none is sent")
    if absent:
        return Diagnosis(
            name,
            "warning",
            f"no {' and no '.join(absent)}: rules that need it stay untested",
            "give an address of your own: " + ", ".join(f"--{flag}" for flag in absent),
        )
    return Diagnosis(name, "good", "go to the two addresses given, and to no others")


def _rate(visit: Visit) -> Diagnosis:
    """The rates of a licence cannot be read; what can be seen is whether they are exhausted ("Rate Limiting")."""
    rate = f"a run sends at most {visit.tenant.rate:g} requests a second"
    if visit.limited:
        hint = "lower --rate, or ask who else uses the licence: its limits are shared"
        return Diagnosis(
            "rate limits", "warning", f"{visit.limited} of {visit.requests} requests were limited", hint
        )
    if not visit.requests:
        return Diagnosis("rate limits", "unknown", f"{rate}; nothing could be asked")
    what = (
        f"{rate}; none of {visit.requests} requests here was limited, and the licence's limits cannot be read"
    )
    return Diagnosis("rate limits", "good", what)


def _ledger(visit: Visit) -> Diagnosis:
    folder = visit.tenant.ledger
    existing = next((parent for parent in (folder, *folder.parents) if parent.exists()), Path("/"))
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Diagnosis("ledger", "good", f"what a run creates is written down in {folder}")
    hint = "give --ledger with a folder that can be written"
    return Diagnosis("ledger", "bad", f"nothing can be written to {folder}", hint)
