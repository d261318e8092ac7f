"""Faults of the mock: what a wrong server does, to prove that the suite sees it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from pingone_conformance.mock.faults import bank as _bank
from pingone_conformance.mock.faults.fault import BANK, Fault, Kind

__all__ = ["Fault", "Kind", "UnknownFaultError", "bank", "faults_named"]

_NEAREST = 5


class UnknownFaultError(ValueError):
    """No fault has this name; ``nearest`` holds names that are like it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no fault {name}")
        self.nearest = get_close_matches(name, bank(), n=_NEAREST, cutoff=0.4)


@cache
def bank() -> MappingProxyType[str, Fault]:
    """Return every fault by its name, in the order of the bank's modules."""
    for module in sorted(module.name for module in iter_modules(_bank.__path__)):
        import_module(f"{_bank.__name__}.{module}")
    return MappingProxyType(BANK)


def faults_named(names: Sequence[str]) -> list[Fault]:
    """Return the faults of these names. Raises UnknownFaultError for a name that there is not."""
    for name in names:
        if name not in bank():
            raise UnknownFaultError(name)
    return [bank()[name] for name in names]
