"""What a test found: expectations are collected, so that one breach does not hide the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from pingone_conformance.exchange import Exchange
from pingone_conformance.findings import Finding
from pingone_conformance.target.session import exchange_of


@dataclass(frozen=True, slots=True)
class Breach:
    """A finding, the rule that it breaks, and the exchange that shows it."""

    rule: str
    finding: Finding
    exchange: Exchange | None

    def as_json(self) -> dict[str, Any]:
        """The form that reports hold."""
        return {
            "rule": self.rule,
            "expected": self.finding.expected,
            "observed": self.finding.observed,
            "exchange": self.exchange.as_json() if self.exchange else None,
        }


@dataclass
class Expectations:
    """The fixture `expect`: `expect(findings, answer)` records what broke, and that the rule was tried at all.

    A test that names several rules says which one is meant: `expect(findings, answer, rule="TXN-004")`.
    """

    rules: tuple[str, ...]
    scrub: Callable[[str], str] = field(default=str, repr=False)
    breaches: list[Breach] = field(default_factory=list)
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
        # What a finding quotes goes into every report.
        found = [Finding(self.scrub(each.expected), self.scrub(each.observed)) for each in findings]
        self.tried.add(rule)
        exchange = exchange_of(answer) if answer is not None else None
        self.breaches.extend(Breach(rule, finding, exchange) for finding in found)
        return not found

    @property
    def rule(self) -> str:
        """The rule of this case: the one that its parameters name, or else the first."""
        return self.rules[0]

    @property
    def untried(self) -> list[str]:
        """Rules that the test names and never tried."""
        return [rule for rule in self.rules if rule not in self.tried]
