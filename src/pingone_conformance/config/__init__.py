"""Settings of a run: flag before environment before `pingone-conformance.toml` before default, and who said what."""

from pingone_conformance.config.options import (
    ENVIRONMENT_PREFIX,
    OPTIONS,
    PROFILES,
    SCRIPT_ENGINES,
    SUITES,
    Option,
)
from pingone_conformance.config.settings import FILE_NAME, Settings, load_settings
from pingone_conformance.config.tenant import TenantSettings
from pingone_conformance.config.variables import unknown_variables

__all__ = [
    "ENVIRONMENT_PREFIX",
    "FILE_NAME",
    "OPTIONS",
    "PROFILES",
    "SCRIPT_ENGINES",
    "SUITES",
    "Option",
    "Settings",
    "TenantSettings",
    "load_settings",
    "unknown_variables",
]
