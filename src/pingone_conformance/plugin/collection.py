"""The results of a conformance run inside pytest: collect what tests found, judge, report."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.config import Settings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ExitCode
from pingone_conformance.plugin.allure import allure_folder
from pingone_conformance.plugin.connect import connect_or_exit
from pingone_conformance.plugin.interrupts import Interrupts
from pingone_conformance.plugin.keys import RUN_OF_WORKER, SETTINGS, SHARD, TARGET, WAITING, WAIVERS
from pingone_conformance.plugin.outcomes import Outcome, Outcomes
from pingone_conformance.plugin.plan import choose
from pingone_conformance.plugin.process import UNWRITTEN
from pingone_conformance.plugin.sharding import SHARD_OF_WORKER, Shard
from pingone_conformance.plugin.target import Target
from pingone_conformance.reporting.allure import write_allure
from pingone_conformance.reporting.progress import Progress
from pingone_conformance.reporting.reports import write_reports
from pingone_conformance.reporting.results import build_results, judge, write_incomplete
from pingone_conformance.reporting.summary import Row
from pingone_conformance.target.cleanup import Leftover

# How a session ends that was neither interrupted nor broken from within.
_ENDS = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


class Collection:
    """Collects outcomes where the run is controlled, and writes the reports."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._settings: Settings = config.stash[SETTINGS]
        self._out = Path(config.option.pingone_out) if config.option.pingone_out else None
        self._outcomes = Outcomes()
        self._cut_off = False
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self.results: dict[str, Any] | None = None
        self._unwritten: OSError | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Leave a file that says the run is not complete, in case it never is; start the progress bar."""
        if self._config.option.pingone_progress or self._settings.target == "tenant":
            Interrupts().install()
        if self._config.option.pingone_progress:
            rehearsal = self._settings.tenant.dry_run
            self._progress = Progress(self._config, self._out, rehearsal=rehearsal)
            self._config.stash[WAITING] = self._progress.wait
        if self._out:
            write_incomplete(self._out, self._settings)
        if self._is_elsewhere and self._has_workers:
            # A test process that ends before its first test cannot say why.
            self._connect().close()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a process that is to run tests whose run that is: what it creates is deleted here."""
        node.workerinput[RUN_OF_WORKER] = self._config.option.pingone_run_id

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected hides its tests: the others go on, the run is not complete."""
        self._cut_off = self._cut_off or report.failed

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the progress bar how much there is."""
        if self._progress:
            self._progress.expect(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """The same, when other processes run the tests."""
        if self._progress:
            self._progress.expect(len(ids))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Processes that ran tests of a shard say which rules are its own."""
        if carried := getattr(node, "workeroutput", {}).get(SHARD_OF_WORKER):
            self._config.stash[SHARD] = Shard(**carried)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome; the trouble of a teardown joins what the test itself said."""
        if not hasattr(report, "pingone"):
            # Only the report of a test process that died says nothing: its verdicts are lost.
            self._cut_off = self._cut_off or report.failed
        elif (outcome := self._outcomes.add(report)) and self._progress:
            self._progress.advance(outcome)

    def pytest_keyboard_interrupt(self) -> None:
        """Ctrl-C: the verdicts so far are reported, as incomplete."""
        self._cut_off = True

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        """Judge the rules, write the reports, set the exit code."""
        try:
            # The processes that run tests end first: what they create during the clean-up would be left.
            return (yield)
        finally:
            self._finish(session)

    def _finish(self, session: pytest.Session) -> None:
        if self._progress:
            self._progress.clean_up()
        try:
            left = [str(leftover) for leftover in self._clean_up()]
        finally:
            if self._progress:
                self._progress.stop()
        if self._config.option.collectonly:
            return
        self.results = build_results(
            contracts(),
            self._settings,
            self._outcomes.all(),
            wanted=self._config.option.pingone_rule,
            seconds=time.monotonic() - self._started,
            complete=self._came_to_its_end(session) and bool(self._shard) == bool(self._settings.shard),
            not_deleted=left,
            waivers=self._config.stash[WAIVERS],
            shard=self._shard,
        )
        try:
            self._write(self.results)
        except OSError as error:
            # A full disk, most often: whoever started this says so.
            self._unwritten = error
            session.exitstatus = UNWRITTEN
        if session.exitstatus in _ENDS:
            session.exitstatus = self.results["summary"]["exit_code"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One line for people who start pytest themselves."""
        if self._unwritten:
            terminalreporter.write_line(f"the reports cannot be written: {self._unwritten.strerror}")
        if self.results:
            summary = self.results["summary"]
            counts = ", ".join(
                f"{summary[verdict]} {verdict}" for verdict in ("conforms", "violates", "deviates")
            )
            code = ExitCode(summary["exit_code"]).value
            terminalreporter.write_line(f"rules: {counts}, {summary['untested']} untested (exit code {code})")

    def _write(self, results: dict[str, Any]) -> None:
        if self._out:
            write_reports(results, self._out)
            self._write_plan(self._out)
        if folder := allure_folder(self._config):
            write_allure(results, self._outcomes.all(), Path(folder), self._judge)

    def _judge(self, rule: str, outcomes: Sequence[Outcome]) -> Row:
        return judge(contracts().rules[rule], outcomes, contracts(), self._config.stash[WAIVERS])

    @property
    def _shard(self) -> Shard | None:
        return self._config.stash.get(SHARD, None)

    @property
    def _is_elsewhere(self) -> bool:
        return bool(self._settings.mock_url) or self._settings.target == "tenant"

    @property
    def _has_workers(self) -> bool:
        return getattr(self._config.option, "dist", "no") != "no"

    def _connect(self) -> Target:
        return connect_or_exit(self._settings, self._config.option.pingone_run_id)

    def _clean_up(self) -> Sequence[Leftover]:
        """Delete what the run created on a tenant, whichever of its processes did."""
        if self._settings.target == "mock" or self._config.option.collectonly:
            return ()
        if TARGET not in self._config.stash:
            if not self._has_workers:
                return ()  # it ended before it was connected
            self._config.stash[TARGET] = self._connect()
        return self._config.stash[TARGET].clean_up()

    def _write_plan(self, out: Path) -> None:
        if self._settings.target == "tenant" and self._settings.tenant.dry_run:
            from pingone_conformance.plugin.tenant import limits_of

            choose(self._outcomes.all(), contracts(), limits_of(self._settings)).write(out)

    def _came_to_its_end(self, session: pytest.Session) -> bool:
        stopped = self._cut_off or session.shouldstop or session.shouldfail
        return not stopped and session.exitstatus in _ENDS
