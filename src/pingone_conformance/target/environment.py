"""Which environments a run may use: test data does not belong beside real people's."""

from __future__ import annotations

import httpx

from pingone_conformance.checks.members import MISSING, body_of, member
from pingone_conformance.config import TenantSettings
from pingone_conformance.findings import ConformanceError

SANDBOX = "SANDBOX"


def require_sandbox(answer: httpx.Response, tenant: TenantSettings) -> None:
    """Raise `ConformanceError` unless an answer to reading the environment says that it is a sandbox.

    Another one is allowed by naming its id ("Environments", `type`: SANDBOX or PRODUCTION).
    """
    if tenant.allow_production == tenant.environment_id:
        return
    kind = member(body_of(answer), "type") if answer.is_success else MISSING
    if kind == SANDBOX:
        return
    what = (
        f"is of type {kind}"
        if isinstance(kind, str)
        else f"has no type that can be read ({answer.status_code})"
    )
    raise ConformanceError(
        f"environment {tenant.environment_id} {what}, so nothing is tried there",
        hint="use a sandbox; or, if nothing there can be harmed, --allow-production with the id of the environment",
    )
