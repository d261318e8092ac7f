"""What a test found: expectations are collected, so that one breach does not hide the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from pingone_conformance.exchange import Exchange
from pingone_conformance.findings import Finding
from pingone_conformance.reporting.summary import printable, shortened
from pingone_conformance.target.session import exchange_of

# Different findings of one rule at one operation in one test, and characters of each side of one: a target decides how
# many there are.
_KEPT = 10
_LONGEST = 2_000
# Evidence for a vendor repeats what led to a finding; a longer story is not one.
_STEPS = 16


@dataclass(slots=True)
class Breach:
    """A finding, the rule that it breaks, the exchange that showed it first, and how often the test found it.

    `steps` is everything that the test sent up to there, for the first finding of a rule, and `brought_about` what
    happened beside, in words.
    """

    rule: str
    finding: Finding
    exchange: Exchange | None
    times: int = 1
    steps: tuple[Exchange, ...] = ()
    brought_about: tuple[str, ...] = ()

    @property
    def answered(self) -> str | None:
        """The operation whose answer showed it."""
        return self.exchange.operation if self.exchange else None

    def as_json(self) -> dict[str, Any]:
        """The form that reports hold."""
        return {
            "rule": self.rule,
            "expected": self.finding.expected,
            "observed": self.finding.observed,
            "times": self.times,
            "exchange": self.exchange.as_json() if self.exchange else None,
            **self._story(),
        }

    def _story(self) -> dict[str, Any]:
        if not self.steps:
            return {}
        return {
            "steps": [step.as_step() for step in self.steps],
            "brought_about": list(self.brought_about),
        }


@dataclass
class Expectations:
    """The fixture `expect`: `expect(findings, answer)` records what broke, and that the rule was tried at all.

    A test that names several rules says which one is meant: `expect(findings, answer, rule="TXN-004")`. Equal findings
    are kept once, and at most ten for each rule and operation; `left_out` counts the others.
    """

    rules: tuple[str, ...]
    scrub: Callable[[str], str] = field(default=str, repr=False)
    sent: Collection[Exchange] = field(default=(), repr=False)
    brought_about: Collection[str] = field(default=(), repr=False)
    breaches: list[Breach] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    tried: set[str] = field(default_factory=set)

    def __call__(
        self, findings: Iterable[Finding], answer: httpx.Response | None = None, *, rule: str | None = None
    ) -> bool:
        """Record the findings of one check under a rule; True when there are none.

        Raises `ValueError` when the rule is not one that the test names, or is left out where the test names several.
        """
        rule = rule or (self.rules[0] if len(self.rules) == 1 else None)
        if rule not in self.rules:
            raise ValueError(f"expect() needs one of the test's rules {', '.join(self.rules)}, not {rule}")
        exchange = exchange_of(answer) if answer is not None else None
        held = True
        for finding in findings:
            held = False
            self._keep(Breach(rule, self._sayable(finding), exchange))
        self.tried.add(rule)
        return held

    @property
    def rule(self) -> str:
        """The rule of this case: the one that its parameters name, or else the first."""
        return self.rules[0]

    @property
    def untried(self) -> list[str]:
        """Rules that the test names and never tried."""
        return [rule for rule in self.rules if rule not in self.tried]

    def _keep(self, breach: Breach) -> None:
        known = [other for other in self.breaches if other.rule == breach.rule]
        if same := next((other for other in known if other.finding == breach.finding), None):
            same.times += 1
        elif sum(other.answered == breach.answered for other in known) < _KEPT:
            if not known:
                breach.steps = self._up_to(breach.exchange)
                breach.brought_about = tuple(dict.fromkeys(self.brought_about))
            self.breaches.append(breach)
        else:
            self.left_out[breach.rule] += 1

    def _up_to(self, last: Exchange | None) -> tuple[Exchange, ...]:
        """What the test sent up to an exchange; nothing where that is too much to show."""
        steps = list(self.sent)
        if last in steps:
            steps = steps[: steps.index(last) + 1]
        return tuple(steps) if len(steps) <= _STEPS else ()

    def _sayable(self, finding: Finding) -> Finding:
        # What a finding quotes goes into every report, and to the terminal.
        sides = (finding.expected, finding.observed)
        return Finding(*(printable(shortened(self.scrub(side), _LONGEST)) for side in sides))
