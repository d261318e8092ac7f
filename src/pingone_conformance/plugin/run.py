"""The tests of a conformance run inside pytest: connect, select, try, judge."""

from __future__ import annotations

import argparse
import secrets
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.config import OPTIONS, Settings, load_settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import (
    ConformanceError,
    ConformanceFailure,
    Level,
    PartnerRefused,
    RunStopped,
    TargetUnreachable,
    Untested,
)
from pingone_conformance.plugin import fixtures
from pingone_conformance.plugin.allure import take_over
from pingone_conformance.plugin.collection import Collection
from pingone_conformance.plugin.connect import connect_or_exit
from pingone_conformance.plugin.expectations import Breach, Expectations
from pingone_conformance.plugin.keys import (
    EXPECTATIONS,
    PICTURES,
    RUN_OF_WORKER,
    SETTINGS,
    SHARD,
    TARGET,
    WAITING,
    WAIVERS,
)
from pingone_conformance.plugin.outcomes import Outcome, outcome_of
from pingone_conformance.plugin.pictures import Pictures, may_keep_pictures
from pingone_conformance.plugin.plan import Plan
from pingone_conformance.plugin.scrubbing import Scrubbing, scrub_error
from pingone_conformance.plugin.selection import operation_of, rules_of, select
from pingone_conformance.plugin.sharding import SHARD_OF_WORKER, choose_shard, seconds_by_test
from pingone_conformance.reporting.reading import read_results
from pingone_conformance.reporting.results import address_of
from pingone_conformance.waivers import Waiver, load_waivers, today, waivers_for


def register(config: pytest.Config) -> None:
    """Add fixtures and hooks to a run; raises `pytest.UsageError` for settings that are not allowed."""
    option = config.option
    # All processes of a run have one: those that run tests get it from the one that cleans up after them.
    of_the_run = getattr(config, "workerinput", {}).get(RUN_OF_WORKER)
    option.pingone_run_id = of_the_run or option.pingone_run_id or secrets.token_hex(4)
    try:
        config.stash[SETTINGS] = settings = load_settings(_flags(option))
        listed = load_waivers(settings.waivers, contracts())
        config.stash[WAIVERS] = waivers_for(address_of(settings), listed, today())
        for rule in option.pingone_rule:
            contracts().rule(rule)
        seconds = _last_seconds(settings)
    except ConformanceError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(fixtures, "pingone-conformance-fixtures")
    config.pluginmanager.register(Execution(config, seconds), "pingone-conformance-execution")
    if config.stash[SETTINGS].target != "mock":
        config.pluginmanager.register(Scrubbing(config), "pingone-conformance-scrubbing")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collection(config), "pingone-conformance-collection")


def _flags(option: argparse.Namespace) -> dict[str, Any]:
    named = ("target", "mock_url", "profile", "seed", "strict", "out", "script_engine")
    flags = {name: getattr(option, f"pingone_{name}") for name in named}
    for text in option.pingone_set:
        name, equals, value = text.partition("=")
        if name not in OPTIONS or not equals or OPTIONS[name].secret:
            raise ConformanceError(
                f"--pingone-set {name} is not NAME=VALUE of a setting that may be given so",
                hint="`pingone-conformance run --help` lists them, with - where a name has _",
            )
        flags[name] = value
    return flags


class Execution:
    """Runs tests against the target, in each process that runs any."""

    def __init__(self, config: pytest.Config, seconds: Mapping[str, float]) -> None:
        """Take how long tests took the last time, where it is known."""
        self._config = config
        self._settings: Settings = config.stash[SETTINGS]
        self._calls: Counter[str] = Counter()
        self._created: Counter[str] = Counter()
        self._fingerprint = 0
        self._waited = 0.0
        self._evidence = take_over(config)
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what shows the wanted rules."""
        wanted = self._config.option.pingone_rule
        left_out = set(select(items, contracts(), wanted, smoke=self._settings.profile == "smoke"))
        if left_out:
            self._config.hook.pytest_deselected(items=list(left_out))
            items[:] = [item for item in items if item not in left_out]
        if self._settings.shard:
            self._keep_shard(items)
        self._keep_to_plan(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Connect once the tests are known; a target that does not answer ends the run."""
        if session.items and TARGET not in self._config.stash and not self._config.option.collectonly:
            self._config.stash[TARGET] = target = connect_or_exit(
                self._settings,
                self._config.option.pingone_run_id,
                planned=bool(self._config.option.pingone_plan),
            )
            if WAITING in self._config.stash:
                target.recorder.waits.tell = self._config.stash[WAITING]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Start a test with a clean slate; a precondition that fails leaves its rules untested."""
        target = self._config.stash[TARGET]
        item.stash[EXPECTATIONS] = Expectations(
            rules_of(item), target.recorder.redactor.scrub, target.recorder.exchanges, target.brought_about
        )
        item.stash[PICTURES] = Pictures(may_keep_pictures(self._settings))
        self._calls, self._fingerprint = target.recorder.calls.copy(), target.recorder.fingerprint
        self._created = target.created.copy()
        self._waited = target.recorder.waits.seconds
        target.start_test(item.nodeid)
        if self._evidence:
            self._evidence.start_test(item.nodeid)
        with _stopping(item):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Fail the test when an expectation that counts was not met, also one that could not go on after it."""
        expectations = item.stash[EXPECTATIONS]
        with _stopping(item):
            try:
                result = yield
            except (Untested, PartnerRefused, pytest.skip.Exception):
                self._fail(item)
                if self._all_waived(item):
                    return None  # what could not go on has found what it looked for, and that is known
                raise
        if expectations.untried:
            raise RuntimeError(f"the test ended without an expectation for {', '.join(expectations.untried)}")
        self._fail(item)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        """The same care for what fixtures raise when they end."""
        with _stopping(item):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add the outcome to the report of the phase that decides."""
        report = yield
        if report.when == "call" or not report.passed:
            failure = call.excinfo.value if call.excinfo else None
            outcome = outcome_of(item, report, item.stash[EXPECTATIONS], failure)
            outcome.pictures = item.stash[PICTURES].kept
            self._count(outcome)
            if self._evidence:
                exchanges = self._config.stash[TARGET].recorder.exchanges
                outcome.evidence = self._evidence.of_test(exchanges, item.stash[EXPECTATIONS].breaches)
            vars(report)["pingone"] = asdict(outcome)
        return report

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Close the connections."""
        if TARGET in config.stash:
            config.stash[TARGET].close()

    def _keep_shard(self, items: list[pytest.Item]) -> None:
        """Keep the tests of this shard, and say which rules are its own, also to the process that reports."""
        rules = list(dict.fromkeys(self._config.option.pingone_rule)) or list(contracts().rules)
        tests = {item.nodeid: rules_of(item) for item in items}
        shard = choose_shard(self._settings.shard, tests, rules, self._seconds)
        self._config.stash[SHARD] = shard
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput[SHARD_OF_WORKER] = shard.carried()
        own = set(shard.own)
        self._config.hook.pytest_deselected(
            items=[item for item in items if not own & set(tests[item.nodeid])]
        )
        items[:] = [item for item in items if own & set(tests[item.nodeid])]

    def _keep_to_plan(self, items: list[pytest.Item]) -> None:
        """The tests of the plan come first, in its order; what it leaves out is untested for its reason."""
        if file := self._config.option.pingone_plan:
            plan = Plan.read(Path(file))
            places = {test: place for place, test in enumerate(plan.tests)}
            items.sort(key=lambda item: places.get(item.nodeid, len(places)))
            for item in items:
                if item.nodeid in plan.left_out:
                    item.add_marker(pytest.mark.skip(reason=plan.left_out[item.nodeid]))

    def _named(self, rule: str) -> str:
        return f"{rule} ({contracts().rules[rule].level})"

    def _fail(self, item: pytest.Item) -> None:
        failing = [
            breach
            for breach in item.stash[EXPECTATIONS].breaches
            if self._counts(breach.rule) and not self._waivers(item, breach)
        ]
        if failing:
            raise ConformanceFailure([(self._named(breach.rule), breach.finding) for breach in failing])

    def _waivers(self, item: pytest.Item, breach: Breach) -> list[Waiver]:
        rule = contracts().rules[breach.rule]
        return self._config.stash[WAIVERS].covering(rule, operation_of(item), breach.answered)

    def _all_waived(self, item: pytest.Item) -> bool:
        """Whether each rule of a test was found broken, and each breach is known."""
        expectations = item.stash[EXPECTATIONS]
        broken = {breach.rule for breach in expectations.breaches}
        return broken == set(expectations.rules) and all(
            self._waivers(item, breach) for breach in expectations.breaches
        )

    def _counts(self, rule: str) -> bool:
        level = contracts().rules[rule].level
        return level is Level.MUST or (level is Level.SHOULD and self._settings.strict)

    def _count(self, outcome: Outcome) -> None:
        target = self._config.stash[TARGET]
        recorder = target.recorder
        outcome.calls = dict(recorder.calls - self._calls)
        outcome.creates = dict(target.created - self._created)
        outcome.waited = round(recorder.waits.seconds - self._waited, 3)
        outcome.untested = outcome.untested and recorder.redactor.scrub(outcome.untested)
        outcome.broken = outcome.broken and recorder.redactor.scrub(outcome.broken)
        outcome.fingerprint = format((recorder.fingerprint - self._fingerprint) % 2**256, "x")


def _last_seconds(settings: Settings) -> dict[str, float]:
    return seconds_by_test(read_results(settings.shard_by)) if settings.shard and settings.shard_by else {}


@contextmanager
def _stopping(item: pytest.Item) -> Iterator[None]:
    """Turn `Untested` into a skip, stop the session when the target is gone, keep secrets out of what is said."""
    try:
        yield
    except BaseException as error:
        scrub_error(error, item.stash[EXPECTATIONS].scrub)
        if isinstance(error, Untested):
            pytest.skip(str(error))
        if isinstance(error, TargetUnreachable | RunStopped):
            item.session.shouldstop = str(error)
        raise
