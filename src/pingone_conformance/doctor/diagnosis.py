"""What one check of a tenant found, and how several are summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["good", "warning", "bad", "unknown"]

WORDS: dict[State, str] = {"good": "ok", "warning": "warn", "bad": "bad", "unknown": "skip"}
"""What stands before a line for people."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One check: `bad` makes a run pointless, `unknown` was not or could not be checked; `hint` is what to do.

    Neither text holds secrets or personal data.
    """

    name: str
    state: State
    what: str
    hint: str = ""


def usable(diagnoses: Iterable[Diagnosis]) -> bool:
    """Whether a run on this tenant would show anything."""
    return all(diagnosis.state != "bad" for diagnosis in diagnoses)


def conclusion(diagnoses: Sequence[Diagnosis]) -> str:
    """One sentence about all of them."""
    counts = Counter(diagnosis.state for diagnosis in diagnoses)
    said = [f"{_checks(counts['good'])} good"]
    said += [f"{counts['warning']} with a warning"] if counts["warning"] else []
    said += [f"{counts['bad']} bad"] if counts["bad"] else []
    said += [f"{counts['unknown']} not made"] if counts["unknown"] else []
    verdict = "a run would be pointless" if counts["bad"] else "usable"
    return f"{verdict}: {', '.join(said)}"


def summary_lines(diagnoses: Sequence[Diagnosis]) -> list[str]:
    """What a run shows before its first rule: warnings and bad ones with what to do, and how many are good."""
    lines = []
    for diagnosis in diagnoses:
        if diagnosis.state in ("warning", "bad"):
            lines.append(f"{WORDS[diagnosis.state]} {diagnosis.name}: {diagnosis.what}")
            lines += [f"  hint: {diagnosis.hint}"] if diagnosis.hint else []
    good = sum(diagnosis.state == "good" for diagnosis in diagnoses)
    return [*lines, f"{_checks(good)} good"]


def _checks(number: int) -> str:
    return f"{number} check" if number == 1 else f"{number} checks"
