"""A run on a tenant with the redactor of a mock: `-p tests.canaries.lax`."""

from __future__ import annotations

from typing import Any

from pingone_conformance.plugin import tenant
from pingone_conformance.target.redaction import Redactor


def pytest_configure() -> None:
    """Take the wrong one."""

    def wrong(*_: object, **__: Any) -> Redactor:
        return Redactor()

    tenant.StrictRedactor = wrong  # type: ignore[assignment,misc]
