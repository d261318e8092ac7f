"""Variables that look like settings and are none: probable typos."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping

from pingone_conformance.config.options import OPTIONS, variable_of

_PREFIX = "PINGONE_"
_SHARED_PREFIX = "AIC_"  # other programs have variables of that name
# What `mock --print-env`, the engine of scripts, the Terraform provider and its kin use beside the settings; nothing
# to warn of.
_OTHERS = frozenset(
    {
        "PINGONE_USER_ID",
        "PINGONE_VERIFY_POLICY_ID",
        "PINGONE_CONFORMANCE_RHINO",
        "PINGONE_ACCESS_TOKEN",
        "PINGONE_API_ACCESS_TOKEN",
        "PINGONE_FORCE_DELETE_PRODUCTION_TYPE",
        "PINGONE_SERVICE_ENDPOINTS",
        "PINGONE_APPEND_USER_AGENT",
        "AIC_ACCESS_TOKEN",
    }
)


def unknown_variables(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables named `PINGONE_…` that are no setting, each with the nearest one that is, or an empty text.

    One named `AIC_…` is told only where there is such a one.
    """
    known = {variable_of(name) for name in OPTIONS}
    given = os.environ if environment is None else environment
    unknown = sorted(
        name for name in given if name.startswith((_PREFIX, _SHARED_PREFIX)) and name not in known | _OTHERS
    )
    nearest = {name: next(iter(difflib.get_close_matches(name, known, 1, 0.8)), "") for name in unknown}
    return {name: near for name, near in nearest.items() if near or name.startswith(_PREFIX)}
