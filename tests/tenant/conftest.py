"""A tenant of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .world import Tenant, tenant_in


@pytest.fixture
def tenant(tmp_path: Path) -> Iterator[Tenant]:
    with tenant_in(tmp_path / "run") as tenant:
        yield tenant
