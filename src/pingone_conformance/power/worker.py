"""A pytest plugin that runs the collected tests again and again: once for each fault that it is told on its input.

Each line of the input is a `Task` as JSON; each line of the output, a `Trial`. Nothing else is written there.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from pingone_conformance.contracts import Contracts, Rule, contracts
from pingone_conformance.findings import PartnerRefused, Verdict
from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.faults import Fault, bank
from pingone_conformance.mock.state import Mock
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.keys import SETTINGS, TARGET
from pingone_conformance.plugin.outcomes import Outcome, Outcomes
from pingone_conformance.plugin.selection import operation_of, rules_of
from pingone_conformance.power.calls import SeenCall, acts_at_calls, watcher
from pingone_conformance.power.reach import Seen, Watch, acts
from pingone_conformance.power.trials import Task, Trial
from pingone_conformance.reporting.results import build_results

_TURNED = (Verdict.VIOLATES, Verdict.DEVIATES)


def pytest_configure(config: pytest.Config) -> None:
    """Take the place of pytest's own loop over the tests."""
    config.pluginmanager.register(_Worker(config), "pingone-conformance-power")


@dataclass(frozen=True, slots=True)
class _Trace:
    """What passed in a test while the mock was clean: requests with their answers, and calls of script bindings."""

    requests: list[Seen] = field(default_factory=list)
    calls: list[SeenCall] = field(default_factory=list)


class _Worker:
    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._outcomes = Outcomes()
        app = create_app(seed=f"run-{config.stash[SETTINGS].seed}")
        self._mock: Mock = app.state.mock
        self._watch = Watch(app)
        self._traces: dict[str, _Trace] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self) -> None:
        """Connect to a mock that is watched, before the run connects to one of its own."""
        self._config.stash[TARGET] = connect(self._config.stash[SETTINGS], self._watch)
        # What was imported and collected is there to stay, and need not be looked through again and again.
        gc.collect()
        gc.freeze()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do tasks until the input ends."""
        for line in sys.__stdin__ or ():
            trial = self._try(session.items, Task(**json.loads(line)))
            print(json.dumps(trial.as_json()), file=sys.__stdout__, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test says."""
        self._outcomes.add(report)

    def _try(self, items: Sequence[pytest.Item], task: Task) -> Trial:
        started = time.monotonic()
        chosen = items[task.part :: task.of]
        if task.reach:
            faults = [bank()[name] for name in task.reach]
            chosen = [item for item in chosen if any(self._reaches(fault, item) for fault in faults)]
        self._outcomes = Outcomes()
        self._config.stash[TARGET].control.switch_faults([task.fault] if task.fault else [])
        self._run(chosen)
        return self._judge(task, time.monotonic() - started)

    def _run(self, items: Sequence[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], None], strict=False):
            item._initrequest()  # type: ignore[attr-defined] # as pytest-rerunfailures does to run an item again
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _reaches(self, fault: Fault, item: pytest.Item) -> bool:
        if not can_reach(fault, item, contracts()):
            return False
        trace = self._trace(item)
        return acts(fault, trace.requests) or acts_at_calls(fault, trace.calls)

    def _trace(self, item: pytest.Item) -> _Trace:
        if item.nodeid not in self._traces:
            trace = self._traces[item.nodeid] = _Trace()
            self._mock.faults = [watcher(trace.calls)]
            self._watch.seen = trace.requests
            self._run([item])
            self._watch.seen = None
            self._mock.faults = []
        return self._traces[item.nodeid]

    def _judge(self, task: Task, seconds: float) -> Trial:
        outcomes = self._outcomes.all()
        tried = sorted({rule for outcome in outcomes for rule in outcome.rules})
        settings = self._config.stash[SETTINGS]
        results: dict[str, Any] = (
            build_results(contracts(), settings, outcomes, wanted=tried, seconds=seconds, complete=True)
            if tried
            else {"rules": [], "summary": {"requests": 0}}
        )
        return Trial(
            fault=task.fault,
            turned=[row["id"] for row in results["rules"] if row["verdict"] in _TURNED],
            held=[row["id"] for row in results["rules"] if row["verdict"] == Verdict.CONFORMS],
            crashed=[f"{one.test}: {one.broken}" for one in outcomes if crashed(one)],
            tests=len(outcomes),
            requests=results["summary"]["requests"],
            seconds=round(seconds, 3),
        )


def crashed(outcome: Outcome) -> bool:
    """Tell whether a test ended with a mistake of the suite's own; a refused partner is the fault's doing."""
    return outcome.broken is not None and not outcome.broken.startswith(f"{PartnerRefused.__name__}: ")


def can_reach(fault: Fault, item: pytest.Item, contracts: Contracts) -> bool:
    """Tell whether a test is about what the fault does.

    It is when it shows a rule that the fault names, or one that concerns nothing but operations at which the fault
    acts, or a script binding that it makes wrong. A test that is about one operation has to be about one of those.
    """
    about, rules = operation_of(item), rules_of(item)
    if about is not None:
        return about in fault.operations
    named = {*fault.rules, *fault.also}
    return any(rule in named or _concerns(fault, contracts.rules[rule], contracts) for rule in rules)


def _concerns(fault: Fault, rule: Rule, contracts: Contracts) -> bool:
    if rule.binding:
        return bool(fault.bindings) and rule.binding in {contracts.rules[one].binding for one in fault.rules}
    return set(fault.operations).issuperset(rule.operations)
