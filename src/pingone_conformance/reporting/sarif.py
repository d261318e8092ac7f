"""`report.sarif`: SARIF 2.1.0 for code scanning. Rules as rules, breaches as results where they are written down.

Specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html. Only breaches are results:
services that show SARIF make an alert of every result, whatever its `kind`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sarif_pydantic.sarif import (  # type: ignore[import-untyped]
    ArtifactLocation,
    Invocation,
    Level,
    Location,
    Message,
    Notification,
    PhysicalLocation,
    Region,
    ReportingConfiguration,
    ReportingDescriptor,
    ReportingDescriptorReference,
    Result,
    Run,
    RunAutomationDetails,
    Sarif,
    Suppression,
    Tool,
    ToolDriver,
)

from pingone_conformance.contracts import EVERY_OPERATION
from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.places import Place, operation_places, rule_places
from pingone_conformance.reporting.summary import Results, Row

FILE_NAME = "report.sarif"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The root of the checkout: what reads the file knows where that is.
_ROOT = "%SRCROOT%"
_TEXT = 1_000
_LEVELS: Mapping[str, Level] = {"must": Level.ERROR, "should": Level.WARNING, "may": Level.NOTE}


class _Result(Result):  # type: ignore[misc]
    """The model knows one suppression, the specification a list of them."""

    suppressions: list[Suppression] | None = None


class _Invocation(Invocation):  # type: ignore[misc]
    """With members of the specification that the model lacks."""

    exit_code: int | None = None
    tool_execution_notifications: list[Notification] | None = None


def write_sarif(results: Results, file: Path) -> None:
    """Write the file, in one step."""
    # Members of subclasses count, too.
    log = build_sarif(results).model_dump_json(
        by_alias=True, exclude_none=True, serialize_as_any=True, indent=1
    )
    draft = file.with_name(file.name + ".part")
    draft.write_text(log + "\n", encoding="utf-8", errors="backslashreplace")
    draft.replace(file)


def build_sarif(results: Results) -> Sarif:
    """A log of one run; a run that was cut off before it had verdicts has no results."""
    rows = summary.rows(results)
    broken = summary.rows(results, Verdict.VIOLATES, Verdict.DEVIATES, Verdict.WAIVED)
    index = {row["id"]: number for number, row in enumerate(rows)}
    driver = ToolDriver(
        name="pingone-conformance",
        semantic_version=results["versions"]["pingone-conformance"],
        rules=[_rule(results, row) for row in rows],
    )
    run = Run(
        tool=Tool(driver=driver),
        automation_details=RunAutomationDetails(id=_category(results)),
        invocations=[_invocation(results)],
        original_uri_base_ids={
            _ROOT: ArtifactLocation(description=Message(text="The root of the checkout."))
        },
        results=[_result(results, row, index[row["id"]]) for row in broken],
        # Columns are not given, but those that read the file ask.
        columnKind="unicodeCodePoints",
    )
    return Sarif(**{"$schema": _SCHEMA}, runs=[run])


def _category(results: Results) -> str:
    """Runs of one category follow each other: one target of one kind with one profile."""
    target = results.get("target", {"kind": "unknown"})["kind"]
    return f"pingone-conformance/{target.replace(' ', '-')}/{results.get('profile', 'unknown')}/"


def _rule(results: Results, row: Row) -> ReportingDescriptor:
    source = results["documents"][row["source"]["document"]]
    said = f"{source['title']}, {row['source']['section']}"
    return ReportingDescriptor(
        id=row["id"],
        name=_pascal(row["title"]),
        short_description=Message(text=row["title"]),
        full_description=Message(text=f"{row['title']}. Source: {said}."),
        help_uri=source["url"],
        help=Message(
            text=f"{row['title']}. Level {row['level']}, basis {row['basis']}. Source: {said}, {source['url']}",
            markdown=f"{row['title']}.\n\nLevel *{row['level']}*, basis *{row['basis']}*. "
            f"Source: [{said}]({source['url']}).",
        ),
        default_configuration=ReportingConfiguration(level=_LEVELS[row["level"]].value),
        properties={
            "tags": [row["resource"], row["basis"]],
            "level": row["level"],
            "basis": row["basis"],
            "operation": row["operation"] or row["subject"],
            "problem.severity": {"must": "error", "should": "warning", "may": "recommendation"}[row["level"]],
        },
    )


def _pascal(title: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in title).split()
    return "".join(word[0].upper() + word[1:] for word in words)


def _result(results: Results, row: Row, index: int) -> Result:
    waiver = row["waiver"]
    level = Level.ERROR if summary.fails(results, row) else _LEVELS[row["level"]]
    fingerprint = hashlib.sha256(row["id"].encode()).hexdigest()[:16]
    return _Result(
        rule_id=row["id"],
        rule_index=index,
        kind="fail",
        level=level,
        message=Message(text=summary.shortened(f"{row['title']}: {summary.in_short(row)}", _TEXT)),
        locations=[_location(rule_places().get(row["id"], Place("contracts/rules", 1)))],
        related_locations=list(_operations(row)) or None,
        # The second is the one that GitHub tells alerts apart by; it would compute it from the line's text.
        partial_fingerprints={"rule/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint}:1"},
        suppressions=[_suppression(waiver)] if waiver else None,
        properties={
            "verdict": row["verdict"],
            "times": row["finding_count"],
            "repeat": summary.repeat_command(results, row["id"]),
        },
    )


def _suppression(waiver: Mapping[str, str]) -> Suppression:
    return Suppression(
        kind="external",
        status="accepted",
        justification=f"{waiver['reason']} {waiver['link']}",
        properties={"link": waiver["link"], "expires": waiver["expires"]},
    )


def _operations(row: Row) -> Iterator[Location]:
    """The operations whose breach was shown, of those that the rule is about; where none was, all of these."""
    shown = {
        finding["operation"] or (finding["exchange"] or {}).get("operation") for finding in row["findings"]
    }
    about = [row["operation"]] if isinstance(row["operation"], str) else row["operation"]
    if about == [EVERY_OPERATION]:
        about = sorted(filter(None, shown))
    named = [operation for operation in about if operation in shown] or about
    for number, operation in enumerate(operation for operation in named if operation in operation_places()):
        location = _location(operation_places()[operation])
        yield location.model_copy(update={"id": number, "message": Message(text=operation)})


def _location(place: Place) -> Location:
    return Location(
        physical_location=PhysicalLocation(
            artifact_location=ArtifactLocation(uri=place.file, uri_base_id=_ROOT),
            region=Region(start_line=place.line),
        )
    )


def _invocation(results: Results) -> Invocation:
    code = results.get("summary", {}).get("exit_code")
    return _Invocation(
        execution_successful=results["complete"] and code in (0, 1),
        exit_code=code,
        end_time_utc=datetime.fromisoformat(results["finished"]) if "finished" in results else None,
        tool_execution_notifications=list(_notifications(results)) or None,
        properties={
            "seed": results["seed"],
            **({"target": results["target"], "profile": results["profile"]} if "target" in results else {}),
        },
    )


def _notifications(results: Results) -> Iterable[Notification]:
    """What kept rules from being judged: trouble of the tool, not of what it looked at."""
    for row in summary.rows(results, Verdict.BROKEN):
        yield Notification(
            associated_rule=ReportingDescriptorReference(id=row["id"]),
            level=Level.ERROR,
            message=Message(text=summary.shortened(summary.printable(row["reason"]), _TEXT)),
        )
    if not results["complete"]:
        yield Notification(level=Level.ERROR, message=Message(text="The run was cut off."))
