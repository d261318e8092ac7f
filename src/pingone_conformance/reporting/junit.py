"""`junit.xml`: a test case for each rule, as GitLab, Jenkins and the actions of GitHub show them best.

What they read differs. GitLab: `classname` as the suite, `name`, `file`, the text of a failure or its message, and it
compares cases of two pipelines by their names. Jenkins: package and class out of `classname`, split at its last dot.
Actions on GitHub: `file` and `line`, `message` as the head of an annotation. So names are those of rules, which stay,
and never hold what was observed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import Attr, Properties, Property

from pingone_conformance.findings import Verdict
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.places import rule_places
from pingone_conformance.reporting.summary import Results, Row
from pingone_conformance.reporting.waived import failing_waivers

FILE_NAME = "junit.xml"
MESSAGE = 250
TEXT = 8_000
_FINDINGS = 5
_RUN = "run"
# What XML 1.0 cannot say, not even as an escape.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Case(TestCase):
    """With the place where it is written down, which newer readers take."""

    file = Attr()
    line = Attr()


def write_junit(results: Results, file: Path) -> None:
    """Write the file, in one step."""
    content = BytesIO()
    build_junit(results).write(content)
    draft = file.with_name(file.name + ".part")
    draft.write_bytes(content.getvalue())
    draft.replace(file)


def build_junit(results: Results) -> JUnitXml:
    """A suite for each resource with a case for each rule; one more for what fails a run and is no rule."""
    xml = JUnitXml("PingOne Verify conformance")
    for name, rows in summary.by_resource(results).items():
        xml.add_testsuite(_suite(name, results, [_case(results, row) for row in rows]))
    if others := list(_others(results)):
        xml.add_testsuite(_suite(_RUN, results, others))
    xml.update_statistics()  # type: ignore[no-untyped-call]
    return xml


def _suite(name: str, results: Results, cases: list[TestCase]) -> TestSuite:
    suite = TestSuite(name)
    if "finished" in results:
        suite.timestamp = results["finished"]
        target = results["target"]
        suite.add_property("target", _sayable(f"{target['kind']} ({target['address']})"))
        suite.add_property("profile", results["profile"])
    suite.add_property("seed", str(results["seed"]))
    suite.add_testcases(cases)
    return suite


def _case(results: Results, row: Row) -> TestCase:
    case = _Case(f"{row['id']} {row['title']}", f"{row['resource']}.{row['subject']}", row["seconds"])
    if place := rule_places().get(row["id"]):
        case.file, case.line = place.file, str(place.line)
    source = results["documents"][row["source"]["document"]]
    properties = {
        "rule": row["id"],
        "level": row["level"],
        "basis": row["basis"],
        "verdict": row["verdict"],
        "source": f"{source['title']}, {row['source']['section']}",
        "url": source["url"],
        "requests": str(row["requests"]),
    }
    if row["waiver"]:
        properties |= {"waiver": row["waiver"]["link"], "waiver expires": row["waiver"]["expires"]}
    case.append(_properties(properties))  # type: ignore[no-untyped-call]
    _judge(case, results, row)
    return case


def _judge(case: TestCase, results: Results, row: Row) -> None:
    verdict, reason = row["verdict"], _sayable(row["reason"] or "")
    if summary.fails(results, row):
        failure = Failure(_message(row), verdict)
        failure.text = _text(results, row)
        case.result = [failure]
    elif verdict == Verdict.BROKEN:
        error = Error(summary.shortened(f"{row['id']}: {reason}", MESSAGE), verdict)
        error.text = summary.shortened(reason, TEXT)
        case.result = [error]
    elif verdict == Verdict.UNTESTED:
        case.result = [Skipped(summary.shortened(reason, MESSAGE))]
    elif row["findings"]:
        # It passes, and says what was found all the same.
        case.system_out = f"{verdict}: {_text(results, row)}"


def _message(row: Row) -> str:
    return _sayable(summary.shortened(f"{row['id']} ({row['level']}): {summary.in_short(row)}", MESSAGE))


def _text(results: Results, row: Row) -> str:
    source = results["documents"][row["source"]["document"]]
    findings = summary.distinct_findings(row)
    lines = [f"{row['id']} ({row['level']}, {row['basis']}): {row['title']}", ""]
    for finding, times in findings[:_FINDINGS]:
        often = f" ({times} times)" if times > 1 else ""
        lines += [f"expected  {finding['expected']}", f"observed  {finding['observed']}{often}", ""]
    if len(findings) > _FINDINGS:
        lines += [f"{len(findings) - _FINDINGS} more findings are in report.html#{row['id']}", ""]
    if row["waiver"]:
        waiver = row["waiver"]
        lines += [f"waived until {waiver['expires']}: {waiver['reason']} {waiver['link']}"]
    lines += [f"source  {source['title']}, {row['source']['section']}", f"        {source['url']}"]
    exchange = next((finding["exchange"] for finding, _ in findings if finding["exchange"]), None)
    if exchange:
        lines += [f"curl    {exchange['curl']}"]
    lines += [f"repeat  {summary.repeat_command(results, row['id'])}"]
    return summary.shortened(_sayable("\n".join(lines)), TEXT)


def _others(results: Results) -> Iterator[TestCase]:
    """No rule is red for these, and the run is."""
    for waiver in failing_waivers(results):
        at = f" at {waiver['operation']}" if waiver["operation"] else ""
        case = _Case(f"waiver of {waiver['rule']}{at}", f"{_RUN}.waivers")
        said = {"expired": f"expired on {waiver['expires']}", "unused": "matched nothing: its rule holds"}
        failure = Failure(f"{waiver['rule']}: the waiver {said[waiver['state']]}", waiver["state"])
        failure.text = _sayable(f"{waiver['reason']}\n{waiver['link']}\nin {summary.waivers_file(results)}")
        case.result = [failure]
        yield case
    for left in results.get("not_deleted", ()):
        case = _Case(_sayable(f"{left.partition(':')[0]} is deleted"), f"{_RUN}.left behind")
        case.result = [Error(summary.shortened(_sayable(left), MESSAGE), "not deleted")]
        yield case
    if not results["complete"]:
        case = _Case("the run comes to its end", _RUN)
        case.result = [Error("the run was cut off: rules without a verdict may be broken", "cut off")]
        yield case


def _properties(values: dict[str, str]) -> Properties:
    properties = Properties()  # type: ignore[no-untyped-call]
    for name, value in values.items():
        properties.add_property(Property(name, _sayable(value)))
    return properties


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)
