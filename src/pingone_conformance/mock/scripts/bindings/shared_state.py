"""The binding `sharedState` of legacy scripts: the shared part of the node state."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.mock.scripts.state_map import map_answer


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Read or change the shared state as a map."""
    return map_answer(run.shared, method, arguments)
