"""How much a run tries, and the most that it asks of a tenant (`contracts/profiles.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pingone_conformance.datafiles import read_checked
from pingone_conformance.rooms import room


@dataclass(frozen=True, slots=True)
class Profile:
    """How much a run tries: property cases per operation and mode, and the walks along the links."""

    name: str
    positive: int
    negative: int
    coverage: int
    walks: int
    steps: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a run asks of a tenant, unless its settings say otherwise."""

    max_requests: int
    max_creates: int


def load_profile(name: str, target: str = "mock", folder: Path | None = None) -> Profile:
    """How much a profile tries on that kind of target. Raises `ConformanceError` when the file is broken."""
    return Profile(name=name, **_profiles(folder)[target][name])


def load_limits(name: str, folder: Path | None = None) -> Limits:
    """The limits of a profile on a tenant. Raises `ConformanceError` when the file is broken."""
    return Limits(**_profiles(folder)["limits"][name])


def _profiles(folder: Path | None) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    folder = folder or room("contracts")
    rows: Mapping[str, Any] = read_checked(
        folder / "profiles.yaml", folder / "schema" / "profiles.schema.json"
    )
    return rows
