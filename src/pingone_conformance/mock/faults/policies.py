"""What faults of verify policies share: the policy that a request or an answer is about, and changing what was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.errors import ApiError, invalid_value
from pingone_conformance.mock.faults.bearer import environment_of, let_in
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.records import Policy

CREATE = "createVerifyPolicy"
READ = "readOneVerifyPolicy"
LIST = "readAllVerifyPolicies"
UPDATE = "updateVerifyPolicy"
DELETE = "deleteVerifyPolicy"


def addressed(request: Request) -> Policy | None:
    """Return the policy that the path names."""
    return request.mock.store.policies.get(request.path.get("policy_id", ""))


def answered(request: Request, answer: Answer) -> Policy | None:
    """Return the policy that the answer shows."""
    policy_id = answer.member("id")
    return request.mock.store.policies.get(policy_id) if isinstance(policy_id, str) else None


def keep(request: Request, policy: Policy | None, **changes: Any) -> None:
    """Change the record of a policy, past all that the mock does when a policy is updated."""
    if policy is not None:
        request.mock.store.policies[policy.id] = replace(policy, **changes)


def keep_settings(request: Request, policy: Policy | None, **settings: Any) -> None:
    """Change settings of a policy that was kept; None leaves one out."""
    if policy is not None:
        changed = {**policy.settings, **settings}
        kept = {name: value for name, value in changed.items() if value is not None}
        keep(request, policy, settings=kept)


def listed(answer: Answer) -> list[dict[str, Any]]:
    """Return the policies of a list, to be changed in place."""
    entries = answer.member("_embedded.verifyPolicies")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def show(answer: Answer, entries: list[dict[str, Any]]) -> None:
    """Replace the policies of a list."""
    embedded = answer.member("_embedded")
    if isinstance(embedded, dict):
        embedded["verifyPolicies"] = entries
        answer.json["size"] = len(entries)


def seconds(duration: Any) -> int | None:
    """Return a duration of a request in seconds, None for what is none."""
    if not isinstance(duration, dict) or not isinstance(duration.get("duration"), int):
        return None
    unit = {"SECONDS": 1, "MINUTES": 60}.get(str(duration.get("timeUnit")))
    return None if unit is None else int(duration["duration"]) * unit


def refused(request: Request, answer: Answer, target: str, code: str = "INVALID_VALUE") -> ApiError:
    """Take a new policy back and return the refusal to be raised in its place: the token was checked by then."""
    policy = answered(request, answer)
    if policy is not None:
        request.mock.store.remove_policy(policy)
    return invalid_value(target, "The value is not acceptable.", code)


def look_everywhere(request: Request) -> None:
    """Find the policy of the path in whichever environment it is, for a token that is good where it is asked for."""
    policy, here = addressed(request), request.path["environment_id"]
    if policy is None or policy.environment_id == here or environment_of(request) != here:
        return
    request.path["environment_id"] = policy.environment_id
    let_in(request)
