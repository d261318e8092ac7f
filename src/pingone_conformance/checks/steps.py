"""What `transactionStatus.verificationStatus` says: the steps of a verification, and how far each one is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding

STEPS = "transactionStatus.verificationStatus"


def has_steps(body: Any) -> Iterator[Finding]:
    """The steps are an object, be it empty ("Create Verify Transaction", Responses)."""
    if not isinstance(steps := member(body, STEPS), dict):
        yield Finding(f"{STEPS} to be an object", shown(steps))


def every_step_is(body: Any, status: str) -> Iterator[Finding]:
    """No step has another status ("Create Verify Transaction", Responses)."""
    steps = member(body, STEPS)
    if not isinstance(steps, dict):
        yield Finding(f"{STEPS} with steps that are all {status}", shown(steps))
        return
    for step, observed in steps.items():
        if observed != status:
            yield Finding(f"the step {step} to be {status}", shown(observed))


def has_step(body: Any, prefix: str) -> Iterator[Finding]:
    """A step is there whose name begins so; comparisons of faces come in several kinds."""
    if not _steps(body, prefix):
        yield Finding(f"a step {prefix} in {STEPS}", shown(_steps(body, "")))


def has_no_step(body: Any, prefix: str) -> Iterator[Finding]:
    """No step is there whose name begins so."""
    for step in _steps(body, prefix):
        yield Finding(f"no step {prefix} in {STEPS}", shown(step))


def _steps(body: Any, prefix: str) -> list[str]:
    steps = member(body, STEPS)
    return [step for step in steps if step.startswith(prefix)] if isinstance(steps, dict) else []
