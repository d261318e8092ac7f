"""Verdicts as a bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# A verdict of one rule among hundreds is still seen.
_THINNEST = 0.03


def bar(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The pieces of a bar of width 100; the worst verdicts come first and are never too thin to see."""
    least = _THINNEST * sum(counts.values())
    seen = {verdict: max(number, least) for verdict, number in counts.items() if number}
    whole, x, pieces = sum(seen.values()), 0.0, []
    for verdict in reversed(seen):
        width = round(100 * seen[verdict] / whole, 2)
        pieces.append({"verdict": verdict, "x": round(x, 2), "width": width})
        x += width
    return pieces
