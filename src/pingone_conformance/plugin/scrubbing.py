"""Keeps what a run has hidden out of what pytest, JUnit and Allure say of a test."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Generator
from typing import Any

import pytest
from _pytest._code.code import ExceptionChainRepr, ExceptionRepr, ReprEntry, ReprTraceback

from pingone_conformance.findings import ConformanceError, ConformanceFailure
from pingone_conformance.plugin.keys import TARGET

Scrub = Callable[[str], str]

# They log what passes on the line before anybody could redact it.
_OF_THE_LINE = ("httpcore", "httpx")


def scrub_error(error: BaseException, scrub: Scrub) -> None:
    """Scrub the texts of an exception and of all its causes: pytest, JUnit and Allure each write them down."""
    met: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is not None and found not in met:
            met.append(found)
            found.args = tuple(scrub(part) if isinstance(part, str) else part for part in found.args)
            if notes := getattr(found, "__notes__", None):
                found.__notes__ = [scrub(str(note)) for note in notes]
            waiting += [found.__cause__, found.__context__, *getattr(found, "exceptions", ())]


class Scrubbing:
    """For runs on a tenant: tracebacks, captured output, logs and warnings are scrubbed, local variables left out."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._plain_record = logging.getLogRecordFactory()
        logging.setLogRecordFactory(self._record)
        self._levels = {name: logging.getLogger(name).level for name in _OF_THE_LINE}
        for name in _OF_THE_LINE:
            logging.getLogger(name).setLevel(logging.WARNING)

    def scrub(self, text: str) -> str:
        """The text without what was hidden so far; before there is a target, the text itself."""
        target = self._config.stash.get(TARGET, None)
        return target.recorder.redactor.scrub(text) if target else text

    # Innermost: Allure's plugin reads the report and the exception as soon as it gets them.
    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Scrub all texts of a report."""
        report = yield
        report.longrepr = self._representation(report.longrepr)
        report.sections = [(name, self.scrub(content)) for name, content in report.sections]
        if call.excinfo:
            call.excinfo = self._sayable(call.excinfo)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self, excrepr: ExceptionRepr) -> None:
        """Scrub what pytest says of an error of its own."""
        self._representation(excrepr)

    @pytest.hookimpl(tryfirst=True)
    def pytest_warning_recorded(self, warning_message: Any) -> None:
        """Scrub what the summary says of a warning."""
        warning_message.message = UserWarning(self.scrub(str(warning_message.message)))

    def pytest_unconfigure(self) -> None:
        """Leave logging as it was."""
        logging.setLogRecordFactory(self._plain_record)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    def _representation(self, longrepr: Any) -> Any:
        if not longrepr:
            return longrepr
        if isinstance(longrepr, tuple):
            *place, reason = longrepr
            return (*place, self.scrub(reason))
        if not isinstance(longrepr, ExceptionRepr):
            return self.scrub(str(longrepr))
        chain = longrepr.chain if isinstance(longrepr, ExceptionChainRepr) else ()
        for trace, crash, _ in chain or [(longrepr.reprtraceback, longrepr.reprcrash, None)]:
            self._scrub_trace(trace)
            if crash:
                crash.message = self.scrub(crash.message)
        longrepr.sections = [(name, self.scrub(content), line) for name, content, line in longrepr.sections]
        return longrepr

    def _scrub_trace(self, trace: ReprTraceback) -> None:
        for entry in trace.reprentries:
            if not isinstance(entry, ReprEntry):
                # In Python's own style, lines have their ends.
                entry.lines = [self.scrub("".join(entry.lines))]
                continue
            entry.lines = self.scrub("\n".join(entry.lines)).split("\n")
            entry.reprlocals = entry.reprfuncargs = None
            if entry.reprfileloc:
                entry.reprfileloc.message = self.scrub(entry.reprfileloc.message)

    def _sayable(self, excinfo: pytest.ExceptionInfo[Any]) -> pytest.ExceptionInfo[Any]:
        """The exception, or in place of one whose text comes from elsewhere than its arguments, one of its name."""
        error = excinfo.value
        text = str(error)
        scrubbed = self.scrub(text)
        if scrubbed == text or isinstance(error, (ConformanceError, ConformanceFailure)):
            return excinfo
        kind = type(type(error).__name__, (Exception,), {"__module__": type(error).__module__})
        return pytest.ExceptionInfo.from_exc_info((kind, kind(scrubbed), excinfo.tb))

    def _record(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._plain_record(*args, **kwargs)
        record.msg, record.args = self.scrub(record.getMessage()), None
        if record.exc_info:
            record.exc_text = self.scrub("".join(traceback.format_exception(*record.exc_info)))
        return record
