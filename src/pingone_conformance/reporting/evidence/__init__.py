"""Evidence for the vendor: a broken rule of a run as one page, and as a test that stands alone."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pingone_conformance.contracts import Contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.evidence.facts import fact
from pingone_conformance.reporting.evidence.page import render_page
from pingone_conformance.reporting.evidence.replay import NotShownError, Replay, replay
from pingone_conformance.reporting.evidence.source import with_names
from pingone_conformance.reporting.evidence.standalone import VARIABLES, render_test
from pingone_conformance.reporting.evidence.trial import holds_for
from pingone_conformance.reporting.summary import Results, Row
from pingone_conformance.target.control import FLOW_WAITS, VERIFIED

__all__ = ["Evidence", "NotShownError", "broken_row", "evidence_of"]

_BREACHES = ("violates", "deviates", "waived")


@dataclass(slots=True)
class Evidence:
    """What there is to show a vendor: a page, and the source of a stand-alone test unless `not_shown` says why not."""

    results: Results
    row: Row
    contracts: Contracts
    test: str = ""
    not_shown: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_name(self) -> str:
        """The name of the page's file."""
        return f"{self.row['id']}.md"

    @property
    def test_name(self) -> str:
        """The name of the test's file."""
        return f"test_{_identifier(self.row['id'])}.py"

    @property
    def page(self) -> str:
        """The page, in markdown."""
        return render_page(
            self.results,
            self.row,
            self.contracts,
            test_file=self.test_name if self.test else "",
            not_shown=self.not_shown,
            variables=self.variables,
        )

    def take_back(self, why: str) -> None:
        """Show no test, for that reason."""
        self.test, self.not_shown = "", why


def broken_row(results: Results, rule: str) -> Row:
    """The row of a rule that a run found broken. Raises `ConformanceError` for any other, with what to run."""
    again = summary.repeat_command(results, rule)
    row = next((row for row in summary.rows(results) if row["id"] == rule), None)
    if row is None:
        raise ConformanceError(f"{rule} was not part of that run", hint=f"`{again}` tries it")
    if row["verdict"] not in _BREACHES:
        reason = f" ({summary.shortened(row['reason'], 200)})" if row["reason"] else ""
        raise ConformanceError(
            f"{rule} is not broken there: it {_SAID.get(row['verdict'], row['verdict'])}{reason}",
            hint=f"`{again}` tries it again; --results names another run",
        )
    return row


def evidence_of(results: Results, row: Row, contracts: Contracts) -> Evidence:
    """What a run has to show of a rule that it found broken."""
    found = Evidence(results, row, contracts)
    try:
        found.test, found.variables = _test(results, row, found.test_name)
    except NotShownError as reason:
        found.not_shown = str(reason)
    return found


# What a person brings about, and the variable that asks for it.
_ASKED_FOR = {VERIFIED: "TRANSACTION", FLOW_WAITS: "FLOW"}
_SAID = {"conforms": "conforms", "untested": "is untested", "broken": "could not be judged"}


def _test(results: Results, row: Row, file_name: str) -> tuple[str, dict[str, str]]:
    finding = row["findings"][0]
    lines = fact(finding["expected"])
    if lines is None:
        raise NotShownError("what is wrong cannot be said about one answer in a line of Python")
    if finding["exchange"] is None:
        raise NotShownError("no single answer shows it")
    if holds_for(lines, finding["exchange"]):
        raise NotShownError("the plain fact that a test could assert holds for the recorded answer, too")
    brought_about = finding.get("brought_about", ())
    _require_none(what for what in brought_about if what not in _ASKED_FOR)
    requests = replay(finding.get("steps", ()))
    _require_none(what for what in brought_about if _ASKED_FOR[what] not in requests.needs)
    named = [with_names(line, requests.names) for line in lines]
    variables = VARIABLES | {f"PINGONE_{name}_ID": what for name, what in requests.needs.items()}
    return _rendered(results, row, requests, named, variables, file_name), variables


def _require_none(brought_about: Iterable[str]) -> None:
    """Raise `NotShownError` when something else than requests led to a finding that nobody is asked for."""
    if other := list(brought_about):
        raise NotShownError(f"it takes more than requests: {', '.join(other)}")


def _rendered(
    results: Results,
    row: Row,
    requests: Replay,
    lines: Sequence[str],
    variables: Mapping[str, str],
    file_name: str,
) -> str:
    test = render_test(results, row, requests, lines, variables, file_name, _identifier(row["id"]))
    try:
        compile(test, file_name, "exec")
    except (SyntaxError, ValueError):
        raise NotShownError("what was sent cannot be written down as Python") from None
    return test


def _identifier(rule: str) -> str:
    name = rule.lower().replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name
