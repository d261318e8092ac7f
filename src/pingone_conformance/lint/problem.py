"""What the linter says about a script."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a tenant would not accept, at a line and a column that count from 1.

    `certain` is False where the script may have reasons that its text does not show; `hint` is a way out, or empty.
    """

    rule: str
    line: int
    column: int
    message: str
    hint: str = ""
    certain: bool = True
