"""The settings of a run on a tenant, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pingone_conformance.config.options import OPTIONS, REGIONS, variable_of
from pingone_conformance.findings import ConformanceError


@dataclass(frozen=True, slots=True)
class TenantSettings:
    """Where a tenant is, as whom the suite speaks to it, and what it may do there.

    Texts that were not given are empty, files None. `timeout` and `verification_timeout` are seconds, `rate` is
    requests per second; `max_requests` and `max_creates` are None where the profile decides.
    """

    region_code: str
    api_path: str
    auth_path: str
    environment_id: str
    client_id: str
    client_secret: str
    client_authentication: str
    private_key: Path | None
    private_key_id: str
    population_id: str
    aic_base_url: str
    aic_realm: str
    aic_service_account_id: str
    aic_service_account_key: str = field(repr=False)
    aic_service_account_key_file: Path | None
    aic_httpbin_url: str
    proxy: str
    ca_bundle: Path | None
    timeout: float
    dry_run: bool
    allow: frozenset[str]
    allow_production: str
    notify_email: str
    notify_phone: str
    rate: float
    max_requests: int | None
    max_creates: int | None
    ledger: Path
    keep_images: bool
    verified_transaction: str
    verification_hook: str
    verification_timeout: float
    interactive: bool
    flow: str
    flow_hook: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> TenantSettings:
        """Take the parsed values of all options; addresses that were not given follow from the region."""
        chosen = {name: values[name] for name, option in OPTIONS.items() if option.tenant}
        end = REGIONS.get(chosen["region_code"])
        if end:
            chosen["api_path"] = chosen["api_path"] or f"https://api.pingone.{end}/v1"
            chosen["auth_path"] = chosen["auth_path"] or f"https://auth.pingone.{end}"
        for file in ("private_key", "ca_bundle", "aic_service_account_key_file"):
            chosen[file] = chosen[file] or None
        return cls(**chosen)

    def missing(self) -> list[str]:
        """The settings without which no tenant can be reached, by name."""
        credential = "private_key" if self.client_authentication == "private_key_jwt" else "client_secret"
        needed = ("api_path", "auth_path", "environment_id", "client_id", credential)
        return [name for name in needed if not getattr(self, name)]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where a run may send anything to."""
        return self.api_path, self.auth_path, *([self.aic_base_url] if self.aic_base_url else ())

    @property
    def has_cloud(self) -> bool:
        """Whether anything was said of a tenant of Advanced Identity Cloud."""
        key = self.aic_service_account_key or self.aic_service_account_key_file
        return bool(self.aic_base_url or self.aic_service_account_id or key or self.aic_httpbin_url)

    def missing_for_cloud(self) -> list[str]:
        """The settings without which that tenant cannot be reached, by name."""
        missing = [name for name in ("aic_base_url", "aic_service_account_id") if not getattr(self, name)]
        key = self.aic_service_account_key or self.aic_service_account_key_file
        return missing if key else [*missing, "aic_service_account_key"]

    def require_complete(self) -> None:
        """Raise `ConformanceError` naming every setting that is missing, with its variable.

        Who says nothing of Advanced Identity Cloud does without; who begins has to say all that it takes.
        """
        if missing := self.missing():
            hint = "export these variables"
            if {"api_path", "auth_path"} & set(missing):
                hint += "; PINGONE_REGION_CODE stands for both addresses"
            raise ConformanceError(
                f"a tenant needs {_named(missing)}", hint=f"{hint}; `pingone-conformance doctor` says more"
            )
        self.require_complete_cloud()

    def require_complete_cloud(self) -> None:
        """The same for Advanced Identity Cloud, where anything was said of it."""
        if self.has_cloud and (missing := self.missing_for_cloud()):
            raise ConformanceError(
                f"Advanced Identity Cloud needs {_named(missing)}, too",
                hint="export these variables, or unset every one that begins with AIC_ to do without script bindings",
            )


def _named(settings: list[str]) -> str:
    return ", ".join(f"{name} ({variable_of(name)})" for name in settings)
