"""Where the data rooms are: beside `src/` in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pingone_conformance.findings import ConformanceError

Room = Literal["openapi", "contracts", "suites", "reports"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def room(name: Room) -> Path:
    """The folder of one data room.

    The checkout comes first: an editable install leaves copies of the rooms in site-packages that go stale.
    Raises `ConformanceError` when neither place has it.
    """
    in_checkout, in_package = _CHECKOUT / name, _PACKAGE / name
    if _PACKAGE.parent.name == "src" and in_checkout.is_dir():
        return in_checkout
    if in_package.is_dir():
        return in_package
    raise ConformanceError(
        f"the data room '{name}' is neither at {in_package} nor at {in_checkout}",
        hint="reinstall the package, or run from a complete checkout",
    )
