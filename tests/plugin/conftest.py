"""Small conformance suites, run by pytest in a process of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.findings import Level

INI = """
[pytest]
pingone_conformance = true
addopts = --strict-markers --strict-config --import-mode=importlib -p no:schemathesis -p no:hypothesispytest
markers =
    rule(*ids): the rules that a test shows
filterwarnings = error
"""
HEAD = "import pytest\nfrom pingone_conformance.findings import Finding, Untested\nrule = pytest.mark.rule\n"


def _of_level(level: Level) -> list[str]:
    rules = contracts().rules.values()
    return [
        rule.id
        for rule in rules
        if rule.level is level and rule.operations and EVERY_OPERATION not in rule.operations
    ]


MUST, OTHER_MUST, *_ = _of_level(Level.MUST)
SHOULD, *_ = _of_level(Level.SHOULD)
MAY, *_ = _of_level(Level.MAY)


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    code: int
    output: str
    results: Mapping[str, Any]
    counts: Mapping[str, int]

    def rule(self, rule_id: str) -> Mapping[str, Any]:
        """The row of a rule in `results.json`."""
        return next(row for row in self.results["rules"] if row["id"] == rule_id)

    def verdicts(self, rules: Iterable[str]) -> list[str]:
        return [self.rule(rule)["verdict"] for rule in rules]


class RunSuite(Protocol):
    def __call__(self, source: str, *arguments: str) -> Run: ...


@pytest.fixture
def run_suite(pytester: pytest.Pytester) -> RunSuite:
    """Runs a suite of one file; `MUST`, `SHOULD` … in its source are ids of rules of that level."""
    pytester.makeini(INI)

    def run(source: str, *arguments: str) -> Run:
        names = f"MUST, OTHER_MUST, SHOULD, MAY = {MUST!r}, {OTHER_MUST!r}, {SHOULD!r}, {MAY!r}\n"
        (pytester.path / "test_small.py").write_text(HEAD + names + source, encoding="utf-8")
        done = pytester.runpytest_subprocess("--pingone-out=out", *arguments, timeout=300)
        file = pytester.path / "out" / "results.json"
        results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        output = done.stdout.str() + done.stderr.str()
        counts = done.parseoutcomes() if " in " in done.stdout.str() else {}
        return Run(int(done.ret), output, results, counts)

    return run
