"""What the token may do: proven for reads by asking for what does not exist, inferred from roles for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import httpx

from pingone_conformance.contracts import contracts
from pingone_conformance.doctor.answers import refusal
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.spec import Operation, load_description
from pingone_conformance.target.guard import UNKNOWN_ID

ADMIN = "Identity Data Admin"
"""The role that every operation of PingOne Verify and all writing of users needs ("PingOne Verify")."""

# Permission is checked before existence, so these mean that the operation is permitted.
_PERMITTED = (httpx.codes.OK, httpx.codes.NOT_FOUND, httpx.codes.BAD_REQUEST, httpx.codes.GONE)


def check_permissions(visit: Visit) -> Iterator[Diagnosis]:
    """Say of each resource which of its operations are permitted."""
    names = [f"permission {resource}" for resource in _resources()]
    if visit.closed:
        yield from visit.not_made(*names)
        return
    found = [_permission(visit, resource, _resources()[resource]) for resource in _resources()]
    yield from found
    if all(diagnosis.state == "bad" for diagnosis in found if "cannot be proven" not in diagnosis.what):
        visit.closed = "the worker application may read nothing"


@cache
def _resources() -> dict[str, list[Operation]]:
    """The operations that take a token, by their resource."""
    found: dict[str, list[Operation]] = {}
    for name, operation in load_description().operations.items():
        if operation.secured:
            found.setdefault(contracts().operations[name]["resource"], []).append(operation)
    return found


def _permission(visit: Visit, resource: str, operations: Sequence[Operation]) -> Diagnosis:
    name = f"permission {resource}"
    reads = [operation for operation in operations if operation.method == "GET"]
    writes = [operation.id for operation in operations if operation.method != "GET"]
    answers = {operation.id: _asked(visit, operation) for operation in reads}
    refused = [id_ for id_, said in answers.items() if said.startswith("403")]
    unknown = [f"{id_} ({said})" for id_, said in answers.items() if said and id_ not in refused]
    inferred = _inferred(visit, writes)
    if refused:
        hint = (
            f"give the worker application the role {ADMIN} for this environment; a role for one population, "
            "or an environment without PingOne Verify, is refused in the same way"
        )
        return Diagnosis(name, "bad", f"{_list(refused)} refused (403)", hint)
    if unknown:
        return Diagnosis(name, "warning", f"not known of {_list(unknown)}", "run doctor again")
    if not reads:
        return Diagnosis(
            name, "good" if visit.roles else "unknown", f"cannot be proven by reading; {inferred}"
        )
    proven = f"{_list(list(answers))} permitted"
    return Diagnosis(name, "good", f"{proven}; {inferred}" if writes else proven)


def _asked(visit: Visit, operation: Operation) -> str:
    """Empty when the operation is permitted, else what was answered."""
    path = operation.path
    for parameter in operation.path_parameters:
        path = path.replace(
            f"{{{parameter}}}", visit.tenant.environment_id if parameter == "envID" else UNKNOWN_ID
        )
    try:
        answer = visit.read(visit.tenant.api_path + path)
    except NoAnswer as trouble:
        return str(trouble)
    return "" if answer.status_code in _PERMITTED else refusal(answer)


def _inferred(visit: Visit, writes: Sequence[str]) -> str:
    if visit.roles is None:
        return f"{_list(writes)} not tried (roles cannot be read)"
    reason = f"role {ADMIN}" if ADMIN in visit.roles else f"no role {ADMIN}"
    return f"{_list(writes)} not tried ({reason})"


def _list(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
