"""Looks at a tenant before a run: what is set, whether it can be reached, what it is, and what may be done there."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from pingone_conformance.config import Settings
from pingone_conformance.doctor.clock import check_clock
from pingone_conformance.doctor.cloud import check_cloud
from pingone_conformance.doctor.diagnosis import Diagnosis, conclusion, summary_lines, usable
from pingone_conformance.doctor.environment import check_environment
from pingone_conformance.doctor.line import check_line
from pingone_conformance.doctor.permissions import check_permissions
from pingone_conformance.doctor.policies import check_policies
from pingone_conformance.doctor.preconditions import check_preconditions
from pingone_conformance.doctor.roles import check_roles
from pingone_conformance.doctor.settings import check_settings
from pingone_conformance.doctor.token import check_token
from pingone_conformance.doctor.visit import visiting

__all__ = ["Diagnosis", "conclusion", "diagnose", "summary_lines", "usable"]

_GROUPS = (
    check_settings,
    check_line,
    check_clock,
    check_token,
    check_environment,
    check_roles,
    check_permissions,
    check_policies,
    check_cloud,
    check_preconditions,
)


def diagnose(settings: Settings, transport: httpx.BaseTransport | None = None) -> Iterator[Diagnosis]:
    """Check the tenant that the settings name, each diagnosis as soon as it is known.

    All requests are reads or ask for a token, at most thirty; they go through `transport`, by default the way that
    the settings name. A check that needs what an earlier one did not find is `unknown`, with that reason.
    """
    with visiting(settings, transport) as visit:
        for check in _GROUPS:
            for diagnosis in check(visit):
                yield Diagnosis(
                    diagnosis.name,
                    diagnosis.state,
                    visit.scrubbed(diagnosis.what),
                    visit.scrubbed(diagnosis.hint),
                )
