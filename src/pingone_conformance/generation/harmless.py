"""Makes generated cases fit for a tenant: what could do harm there is taken out of a case, or the case is left out.

The guard refuses such requests, too, but by then a test has come to its end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.spec import description_of

NewName = Callable[[], str]
"""Gives a name that says which run made the thing, and that nothing else has."""

CALLBACK_URL = "https://example.com/callback"
"""Where a tenant may send the events of a transaction: a domain that is nobody's (RFC 2606, section 3)."""

_NAMED_BY = {
    "createUser": "username",
    "updateUser": "username",
    "replaceUser": "username",
    "confirmAccountInformation": "username",
    "createVerifyPolicy": "name",
    "updateVerifyPolicy": "name",
    "createScript": "name",
    "updateScript": "name",
    "createManagedUser": "userName",
}
_OF_POLICIES = frozenset({"createVerifyPolicy", "updateVerifyPolicy"})
# A person has to be verified, or to sign on, for each of these that is accepted.
_COSTLY = frozenset({"confirmAccountInformation", "updateVerifyTransaction"})
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,100}")


def harmless_case(operation_id: str, case: GeneratedCase, new_name: NewName) -> GeneratedCase | None:
    """The case as it may be sent to a tenant; None when it may not be sent, or when what is left would show nothing."""
    if case.valid and operation_id in _COSTLY:
        return None
    if not _leads_nowhere_else(operation_id, case):
        return None
    body = _object_in(case)
    if body is None:
        return case
    harmless = _harmless_body(operation_id, body, case.valid, new_name)
    if harmless is None or harmless == body:
        return case if harmless is not None else None
    return _with_body(case, harmless)


def newly_named_case(operation_id: str, case: GeneratedCase, new_name: NewName) -> GeneratedCase:
    """The case under a name that nothing else has, as long as its own: a second thing of that name is refused."""
    member, body = _NAMED_BY.get(operation_id), _object_in(case)
    if member is None or body is None or not body.get(member) or not isinstance(body[member], str):
        return case
    return _with_body(case, {**body, member: _marked(body[member], new_name())})


def _leads_nowhere_else(operation_id: str, case: GeneratedCase) -> bool:
    """Whether a case has no wrong ids, or ids of nothing in the path of a read in the run's own environment."""
    if not case.path:
        return True
    reads = description_of(operation_id).operation(operation_id).method == "GET"
    return reads and "envID" not in case.path and all(_PLAIN.fullmatch(id_) for id_ in case.path.values())


def _with_body(case: GeneratedCase, body: dict[str, Any]) -> GeneratedCase:
    # Bytes as code points, as in every case.
    return replace(case, body=json.dumps(body, ensure_ascii=False).encode("utf-8").decode("latin-1"))


def _object_in(case: GeneratedCase) -> dict[str, Any] | None:
    try:
        body = json.loads((case.body or "").encode("latin-1"))
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _harmless_body(
    operation_id: str, body: dict[str, Any], valid: bool, new_name: NewName
) -> dict[str, Any] | None:
    if operation_id in _OF_POLICIES and body.get("default") not in (None, False):
        return None
    if operation_id == "createVerifyTransaction":
        return _without_messages(body, valid)
    member = _NAMED_BY.get(operation_id)
    name = body.get(member) if member else None
    if member is None or not isinstance(name, str):
        return body
    # An empty name with something in front is none.
    return {**body, member: _marked(name, new_name())} if name else None


def _marked(name: str, mark: str) -> str:
    """The name behind the mark, as long as it was: its length may be what the case is about."""
    return f"{mark}-{name}"[: max(len(name), len(mark))]


def _without_messages(body: dict[str, Any], valid: bool) -> dict[str, Any] | None:
    """The body of a transaction that reaches nobody, neither a person nor a server.

    A wrong body is left out instead: what is taken out of it may be what is wrong.
    """
    requirements = body.get("requirements")
    kept = {name: value for name, value in body.items() if name != "sendNotification"}
    if isinstance(requirements, dict):
        # The environment's default policy may send messages to what is to be verified.
        silent = {name: value for name, value in requirements.items() if name not in ("email", "phone")}
        kept["requirements"] = silent
    if isinstance(body.get("callback"), dict) and "url" in body["callback"]:
        kept["callback"] = {**body["callback"], "url": CALLBACK_URL}
    return kept if valid or kept == body else None
