"""The life of a conformance run inside pytest: connect, select, try, judge, collect, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import allure
import pytest

from pingone_conformance.config import Settings, load_settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import (
    ConformanceError,
    ConformanceFailure,
    ExitCode,
    Level,
    TargetUnreachable,
    Untested,
)
from pingone_conformance.plugin import fixtures
from pingone_conformance.plugin.allure import attach, label, leave_fixtures_out
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.keys import EXPECTATIONS, SETTINGS, TARGET
from pingone_conformance.plugin.outcomes import Outcome, outcome_of
from pingone_conformance.plugin.selection import rules_of, select
from pingone_conformance.reporting import Progress, build_results, write_incomplete, write_reports


def register(config: pytest.Config) -> None:
    """Add fixtures and hooks to a run; raises `pytest.UsageError` for settings that are not allowed."""
    option = config.option
    flags = {
        "target": option.pingone_target,
        "mock_url": option.pingone_mock_url,
        "profile": option.pingone_profile,
        "seed": option.pingone_seed,
        "strict": option.pingone_strict,
        "out": option.pingone_out,
    }
    try:
        config.stash[SETTINGS] = load_settings(flags)
        for rule in option.pingone_rule:
            contracts().rule(rule)
    except ConformanceError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(fixtures, "pingone-conformance-fixtures")
    config.pluginmanager.register(Execution(config), "pingone-conformance-execution")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collection(config), "pingone-conformance-collection")


class Execution:
    """Runs tests against the target, in each process that runs any."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._settings: Settings = config.stash[SETTINGS]
        self._requests = self._fingerprint = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Allure's own logger is there by now."""
        if self._config.option.allure_report_dir:
            leave_fixtures_out()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what shows the wanted rules, and label it for Allure."""
        wanted = self._config.option.pingone_rule
        left_out = set(select(items, contracts(), wanted, smoke=self._settings.profile == "smoke"))
        if left_out:
            self._config.hook.pytest_deselected(items=list(left_out))
            items[:] = [item for item in items if item not in left_out]
        for item in items:
            label(item, contracts())

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Connect once the tests are known; a target that does not answer ends the run."""
        if session.items and TARGET not in self._config.stash and not self._config.option.collectonly:
            try:
                self._config.stash[TARGET] = connect(self._settings)
            except ConformanceError as error:
                raise pytest.exit.Exception(str(error), returncode=int(error.exit_code)) from None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Start a test with a clean slate; a precondition that fails leaves its rules untested."""
        target = self._config.stash[TARGET]
        item.stash[EXPECTATIONS] = Expectations(rules_of(item), target.recorder.redactor.scrub)
        self._requests, self._fingerprint = target.recorder.requests, target.recorder.fingerprint
        target.start_test(item.nodeid)
        with _stopping(item):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Fail the test when an expectation that counts was not met, also one that could not go on after it."""
        expectations = item.stash[EXPECTATIONS]
        with _stopping(item):
            try:
                result = yield
            except Untested:
                self._fail(expectations)
                raise
        if expectations.untried:
            raise RuntimeError(f"the test ended without an expectation for {', '.join(expectations.untried)}")
        self._fail(expectations)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add the outcome to the report of the phase that decides."""
        report = yield
        if report.when == "call" or not report.passed:
            failure = call.excinfo.value if call.excinfo else None
            outcome = outcome_of(item, report, item.stash[EXPECTATIONS], failure)
            self._count(outcome)
            vars(report)["pingone"] = asdict(outcome)
            self._attach(item)
        return report

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Close the connections."""
        if TARGET in config.stash:
            config.stash[TARGET].close()

    def _named(self, rule: str) -> str:
        # reports/allure/categories.json tells violations from deviations by this text.
        return f"{rule} ({contracts().rules[rule].level})"

    def _fail(self, expectations: Expectations) -> None:
        failing = [breach for breach in expectations.breaches if self._counts(breach.rule)]
        if failing:
            raise ConformanceFailure([(self._named(breach.rule), breach.finding) for breach in failing])

    def _counts(self, rule: str) -> bool:
        level = contracts().rules[rule].level
        return level is Level.MUST or (level is Level.SHOULD and self._settings.strict)

    def _count(self, outcome: Outcome) -> None:
        recorder = self._config.stash[TARGET].recorder
        outcome.requests = recorder.requests - self._requests
        outcome.fingerprint = format((recorder.fingerprint - self._fingerprint) % 2**256, "x")

    def _attach(self, item: pytest.Item) -> None:
        if self._config.option.allure_report_dir:
            breaches = item.stash[EXPECTATIONS].breaches
            attach(self._config.stash[TARGET].recorder.exchanges, breaches)
            if breaches and not any(self._counts(breach.rule) for breach in breaches):
                allure.dynamic.tag("deviates")  # type: ignore[no-untyped-call]


class _stopping:  # noqa: N801 - used like a function
    """Turns `Untested` into a skip, stops the session when the target is gone, keeps secrets out of what is said."""

    def __init__(self, item: pytest.Item) -> None:
        self._item = item

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        _scrub(error, self._item.stash[EXPECTATIONS].scrub)
        if isinstance(error, Untested):
            pytest.skip(str(error))
        if isinstance(error, TargetUnreachable):
            self._item.session.shouldstop = str(error)


def _scrub(error: BaseException | None, scrub: Callable[[str], str]) -> None:
    # pytest, JUnit and Allure each write the message down on their own.
    while error is not None:
        error.args = tuple(scrub(part) if isinstance(part, str) else part for part in error.args)
        error = error.__cause__ or error.__context__


class Collection:
    """Collects outcomes where the run is controlled, and writes the reports."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._settings: Settings = config.stash[SETTINGS]
        self._out = Path(config.option.pingone_out) if config.option.pingone_out else None
        self._outcomes: dict[str, dict[str, Any]] = {}
        self._interrupted = False
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self.results: dict[str, Any] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Leave a file that says the run is not complete, in case it never is; start the progress bar."""
        if self._config.option.pingone_progress:
            self._progress = Progress(self._config, self._out)
        if self._out:
            write_incomplete(self._out, self._settings)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the progress bar how much there is."""
        if self._progress:
            self._progress.expect(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """The same, when other processes run the tests."""
        if self._progress:
            self._progress.expect(len(ids))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome; the trouble of a teardown joins what the test itself said."""
        outcome = getattr(report, "pingone", None)
        if outcome is None:
            # Only the report of a test process that died says nothing: its verdicts are lost.
            self._interrupted = self._interrupted or report.failed
            return
        known = self._outcomes.setdefault(outcome["test"], outcome)
        if known is not outcome:
            known["broken"] = known["broken"] or outcome["broken"]
        elif self._progress:
            self._progress.advance(outcome)

    def pytest_keyboard_interrupt(self) -> None:
        """Ctrl-C: the verdicts so far are reported, as incomplete."""
        self._interrupted = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Judge the rules, write the reports, set the exit code."""
        if self._progress:
            self._progress.stop()
        if self._config.option.collectonly:
            return
        self.results = build_results(
            contracts(),
            self._settings,
            [Outcome(**outcome) for outcome in self._outcomes.values()],
            wanted=self._config.option.pingone_rule,
            seconds=time.monotonic() - self._started,
            complete=not self._interrupted and not session.shouldstop,
        )
        if self._out:
            write_reports(self.results, self._out, self._config.option.allure_report_dir)
        code = self.results["summary"]["exit_code"]
        if session.exitstatus in (
            pytest.ExitCode.OK,
            pytest.ExitCode.TESTS_FAILED,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            session.exitstatus = code

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One line for people who start pytest themselves."""
        if self.results:
            summary = self.results["summary"]
            counts = ", ".join(
                f"{summary[verdict]} {verdict}" for verdict in ("conforms", "violates", "deviates")
            )
            code = ExitCode(summary["exit_code"]).value
            terminalreporter.write_line(f"rules: {counts}, {summary['untested']} untested (exit code {code})")
