"""Trials of the suite: against the clean mock, or against the mock with one fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pingone_conformance.mock.faults import Fault


@dataclass(frozen=True, slots=True)
class Task:
    """What to try: a fault or, without one, the clean mock; every ``of``-th test, from number ``part`` on.

    ``reach`` names faults: only tests that can reach one of them run. Empty stands for every test.
    """

    fault: str | None = None
    reach: Sequence[str] = ()
    part: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run of tests said. ``turned`` holds the rules that violate or deviate, ``held`` those that conform.

    ``crashed`` holds reasons of tests that ended with a mistake of the suite's own; ``fault`` is None for the clean
    mock; ``seconds`` is wall time.
    """

    fault: str | None
    turned: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    tests: int = 0
    requests: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The form in which it passes between processes."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Judged:
    """A fault and what its trial showed."""

    fault: Fault
    trial: Trial

    @property
    def killed(self) -> bool:
        """Whether a rule that the fault breaks turned; a suite that crashed has seen nothing."""
        return not self.trial.crashed and not set(self.fault.rules).isdisjoint(self.trial.turned)

    @property
    def blamed_right(self) -> bool:
        """Whether nothing turned but what the fault reaches."""
        return not self.wrongly_blamed

    @property
    def wrongly_blamed(self) -> list[str]:
        """The rules that turned though the fault does not reach them."""
        reached = {*self.fault.rules, *self.fault.also}
        return [rule for rule in self.trial.turned if rule not in reached]

    @property
    def quiet(self) -> list[str]:
        """The rules that the fault breaks and that did not turn."""
        return [rule for rule in self.fault.rules if rule not in self.trial.turned]


def merged(trials: Iterable[Trial]) -> Trial:
    """Join the parts of the run against the clean mock; a rule holds where it turned in none of them."""
    parts = list(trials)
    turned = sorted({rule for part in parts for rule in part.turned})
    held = sorted({rule for part in parts for rule in part.held}.difference(turned))
    return Trial(
        fault=None,
        turned=turned,
        held=held,
        crashed=[reason for part in parts for reason in part.crashed],
        tests=sum(part.tests for part in parts),
        requests=sum(part.requests for part in parts),
        seconds=max((part.seconds for part in parts), default=0.0),
    )
