"""Allure's results: one for each rule and operation, so that its history and its tree are about promises, not tests.

Format: https://allurereport.org/docs/how-it-works-test-result-file/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Label, Link, Parameter, Status, StatusDetails, TestResult, TestStepResult
from allure_commons.types import LabelType, LinkType, Severity
from attr import attrib, make_class

from pingone_conformance.findings import Level, Verdict
from pingone_conformance.reporting.allure.files import Shown
from pingone_conformance.reporting.summary import (
    Results,
    Row,
    distinct_findings,
    findings_left_out,
    repeat_command,
)

if TYPE_CHECKING:
    from pingone_conformance.plugin.outcomes import Outcome

Judge = Callable[[str, Sequence["Outcome"]], Row]

BROKEN_TESTS_WITH_FILES = 5
GOOD_TESTS_WITH_FILES = 2
"""Tests of one result whose exchanges are attached; those that broke something come first."""

_SEVERITY = {Level.MUST: Severity.CRITICAL, Level.SHOULD: Severity.NORMAL, Level.MAY: Severity.MINOR}
_STATUS = {
    Verdict.CONFORMS: Status.PASSED,
    Verdict.DEVIATES: Status.PASSED,
    Verdict.WAIVED: Status.PASSED,
    Verdict.UNTESTED: Status.SKIPPED,
    Verdict.VIOLATES: Status.FAILED,
    Verdict.BROKEN: Status.BROKEN,
}
_SEVERAL = "several operations"
_EVERY = "every operation"


# Allure 3 shows these two side by side; Allure 2 leaves them out.
_Details = make_class(
    "_Details", {side: attrib(default=None) for side in ("expected", "actual")}, bases=(StatusDetails,)
)


def write_records(results: Results, outcomes: Sequence[Outcome], folder: Path, judge: Judge) -> None:
    """Write the results, and remove attached files that none of them shows."""
    files = AllureFileLogger(folder)  # type: ignore[no-untyped-call]
    shown = Shown(folder)
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for rule in outcome.rules:
            by_rule.setdefault(rule, []).append(outcome)
    for row in results["rules"]:
        groups = _by_operation(row, by_rule.get(row["id"], ()))
        for operation, tests in groups.items():
            one = row if len(groups) == 1 else {**row, **judge(row["id"], tests)}
            record = _record(results, one, operation, tests, shown)
            files.report_result(record)  # type: ignore[no-untyped-call]
    shown.remove_others(outcomes)


def history_id(rule: str, operation: str) -> str:
    """What makes a result of one run the same as one of another: nothing that a machine, a target or a seed decides."""
    return uuid5(NAMESPACE_URL, f"{rule} {operation}").hex


def _by_operation(row: Row, outcomes: Iterable[Outcome]) -> Mapping[str, list[Outcome]]:
    """The outcomes of a rule by the operation that they are about; one group without any where nothing was tried."""
    usual = _usual_operation(row)
    alone = isinstance(row["operation"], str) and usual != _EVERY
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(usual if alone else outcome.operation or usual, []).append(outcome)
    return groups or {usual: []}


def _usual_operation(row: Row) -> str:
    named = row["operation"]
    if isinstance(named, str):
        return _EVERY if named == "*" else named
    return _SEVERAL if named else row["subject"]


def _record(
    results: Results, row: Row, operation: str, outcomes: Sequence[Outcome], shown: Shown
) -> TestResult:
    verdict = Verdict(row["verdict"])
    document = results["documents"][row["source"]["document"]]
    title = f"{row['id']} {row['title']}"
    several = not isinstance(row["operation"], str) or row["operation"] == "*"
    identity = history_id(row["id"], operation)
    start, stop = _times(outcomes)
    return TestResult(
        uuid=str(uuid4()),
        historyId=identity,
        testCaseId=identity,
        fullName=f"{row['id']} {operation}",
        name=f"{title} ({operation})" if several and row["operation"] else title,
        titlePath=[document["title"], operation],
        status=_status(results, verdict),
        statusDetails=_details(row, verdict),
        stage="finished",
        description=_description(results, row),
        labels=_labels(row, verdict, document["title"], operation, outcomes),
        links=_links(row, document),
        parameters=_parameters(results, operation),
        steps=_steps(row, outcomes, shown),
        start=start,
        stop=stop,
    )


def _status(results: Results, verdict: Verdict) -> str:
    strict = results.get("settings", {}).get("strict", {}).get("value") == "True"
    return str(Status.FAILED if verdict is Verdict.DEVIATES and strict else _STATUS[verdict])


def _details(row: Row, verdict: Verdict) -> Any:
    """Message and trace. reports/allure/categories.json tells categories apart by the message's first word."""
    if verdict is Verdict.CONFORMS:
        return None
    if not row["findings"]:
        return _Details(message=f"{verdict}: {row['reason']}")
    findings = distinct_findings(row)
    first = findings[0][0]
    said = [
        f"expected {one['expected']}, observed {one['observed']} (in {one['test']})" for one, _ in findings
    ]
    if beyond := findings_left_out(row):
        said.append(f"found {beyond:,} more times")
    message = (
        f"{verdict} {row['id']} ({row['level']}): expected {first['expected']}, observed {first['observed']}"
    )
    return _Details(
        known=verdict is Verdict.WAIVED or None,
        message=message,
        trace="\n".join(said),
        expected=first["expected"],
        actual=first["observed"],
    )


def _description(results: Results, row: Row) -> str:
    document = results["documents"][row["source"]["document"]]
    said = [
        f"**{row['id']}** ({row['level']}, {row['basis']}): {row['title']}.",
        f"Source: [{document['title']}]({document['url']}), {row['source']['section']}.",
    ]
    if waiver := row.get("waiver"):
        said.append(f"Waived until {waiver['expires']}: {waiver['reason']} ([more]({waiver['link']}))")
    return "\n\n".join([*said, f"Repeat: `{repeat_command(results, row['id'])}`"])


def _labels(
    row: Row, verdict: Verdict, document: str, operation: str, outcomes: Iterable[Outcome]
) -> list[Label]:
    layers = sorted({outcome.test.split("/")[0].removesuffix("s") for outcome in outcomes})
    tags = [row["basis"], *([str(verdict)] if verdict in (Verdict.DEVIATES, Verdict.WAIVED) else [])]
    return [
        Label(LabelType.EPIC, document),
        Label(LabelType.FEATURE, operation),
        Label(LabelType.STORY, f"{row['id']} {row['title']}"),
        Label(LabelType.SEVERITY, _SEVERITY[Level(row["level"])].value),
        Label(LabelType.PARENT_SUITE, row["resource"]),
        Label(LabelType.SUITE, operation),
        *(Label(LabelType.TAG, tag) for tag in tags),
        *(Label("layer", layer) for layer in layers),
    ]


def _links(row: Row, document: Mapping[str, str]) -> list[Link]:
    links = [Link(LinkType.LINK, document["url"], f"{document['title']}, {row['source']['section']}")]
    if waiver := row.get("waiver"):
        links.append(Link(LinkType.ISSUE, waiver["link"], waiver["reason"]))
    return links


def _parameters(results: Results, operation: str) -> list[Parameter]:
    # Excluded, because Allure 3 makes its own history id of those that are not.
    given = {
        "operation": operation,
        "target": results["target"]["kind"],
        "profile": results["profile"],
        "seed": str(results["seed"]),
    }
    return [Parameter(name, value, excluded=True) for name, value in given.items()]


def _times(outcomes: Iterable[Outcome]) -> tuple[int | None, int | None]:
    """When the first test began, in milliseconds since 1970, and that plus what all of them took."""
    timed = [outcome for outcome in outcomes if outcome.started]
    if not timed:
        return None, None
    start = min(outcome.started for outcome in timed)
    seconds = sum(outcome.seconds for outcome in timed)
    return round(start * 1000), round((start + seconds) * 1000)


def _steps(row: Row, outcomes: Iterable[Outcome], shown: Shown) -> list[TestStepResult]:
    """A step for each test: first those that broke the rule."""
    in_order = sorted(outcomes, key=lambda outcome: (not _broke(row, outcome), outcome.test))
    return [_step(row, outcome, shown, place) for place, outcome in enumerate(in_order)]


def _step(row: Row, outcome: Outcome, shown: Shown, place: int) -> TestStepResult:
    told = [f"expected {one['expected']}, observed {one['observed']}" for one in _broke(row, outcome)]
    status, message = _status_of_test(row, outcome, told)
    with_files = place < (BROKEN_TESTS_WITH_FILES if told else GOOD_TESTS_WITH_FILES)
    evidence = outcome.evidence if with_files else {}
    exchanges = [
        TestStepResult(
            name=step["name"],
            status=Status.PASSED,
            attachments=shown.files(step["attachments"], copied=bool(told)),
        )
        for step in evidence.get("steps", ())
    ]
    start, stop = _times([outcome])
    return TestStepResult(
        name=outcome.test,
        status=status,
        statusDetails=StatusDetails(message=message) if message else None,
        steps=[*(TestStepResult(name=text, status=Status.FAILED) for text in told), *exchanges],
        attachments=shown.files(evidence.get("attachments", ()), copied=bool(told)),
        start=start,
        stop=stop,
    )


def _status_of_test(row: Row, outcome: Outcome, told: Sequence[str]) -> tuple[str, str]:
    if told:
        return Status.FAILED, "\n".join(told)
    if outcome.broken:
        return Status.BROKEN, outcome.broken
    if row["id"] not in outcome.tried:
        return Status.SKIPPED, outcome.untested or ""
    return Status.PASSED, ""


def _broke(row: Row, outcome: Outcome) -> list[dict[str, Any]]:
    return [breach for breach in outcome.breaches if breach["rule"] == row["id"]]
