"""What all reports say in the same words, read from the content of `results.json`."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pingone_conformance.findings import PartnerRefused, Verdict
from pingone_conformance.reporting.waived import State, failing_waivers

Results = Mapping[str, Any]
Row = Mapping[str, Any]

_GENERAL = ("every operation", "several resources", "script bindings")


def rows(results: Results, *verdicts: Verdict) -> list[Row]:
    """The rules that ended with one of the verdicts (none given: all), in the order of the verdicts given."""
    every: Sequence[Row] = results.get("rules", ())
    if not verdicts:
        return list(every)
    return [row for verdict in verdicts for row in every if row["verdict"] == verdict]


def counts(of: Iterable[Row]) -> dict[str, int]:
    """How many rules ended with each verdict, all verdicts named."""
    found = Counter(row["verdict"] for row in of)
    return {str(verdict): found[verdict] for verdict in Verdict}


def by_resource(results: Results) -> dict[str, list[Row]]:
    """The rules of each resource, by name; those that are about no single resource come last."""
    groups: dict[str, list[Row]] = {}
    for row in rows(results):
        groups.setdefault(row["resource"], []).append(row)
    return dict(sorted(groups.items(), key=lambda group: _place(group[0])))


def by_reason(of: Iterable[Row]) -> dict[str, list[Row]]:
    """Rules that share the reason of their verdict, the reason that most rules share first."""
    groups: dict[str, list[Row]] = {}
    for row in of:
        groups.setdefault(row["reason"] or "", []).append(row)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def distinct_findings(row: Row) -> list[tuple[Mapping[str, Any], int]]:
    """The findings of a rule, those of several tests once and as first made, with the number of times in all."""
    first: dict[tuple[str, str], Mapping[str, Any]] = {}
    times: Counter[tuple[str, str]] = Counter()
    for finding in row["findings"]:
        key = finding["expected"], finding["observed"]
        first.setdefault(key, finding)
        times[key] += finding["times"]
    return [(finding, times[key]) for key, finding in first.items()]


def findings_left_out(row: Row) -> int:
    """How often the rule was found broken beyond the findings that `results.json` holds."""
    return int(row["finding_count"] - sum(finding["times"] for finding in row["findings"]))


def in_short(row: Row) -> str:
    """The first finding of a broken rule in one line, and how many others there are."""
    findings = distinct_findings(row)
    first = findings[0][0]
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return printable(f"expected {first['expected']}, observed {first['observed']}") + more


def is_strict(results: Results) -> bool:
    """Whether a broken should-rule fails the run, too."""
    return bool(results.get("settings", {}).get("strict", {}).get("value") == "True")


def fails(results: Results, row: Row) -> bool:
    """Whether the verdict of a rule fails the run with exit code 1."""
    return row["verdict"] == Verdict.VIOLATES or (row["verdict"] == Verdict.DEVIATES and is_strict(results))


def repeat_command(results: Results, rule: str) -> str:
    """The command line that tries one rule again as this run did."""
    words = ["pingone-conformance", "run", "--rule", rule, "--seed", str(results["seed"])]
    settings = results.get("settings", {})
    for name, usual in (("mock_url", ""), ("profile", "standard"), ("waivers", "")):
        value = settings.get(name, {}).get("value", usual)
        if value != usual:
            words += ["--" + name.replace("_", "-"), value]
    if is_strict(results):
        words.append("--strict")
    return shlex.join(words)


def waivers_file(results: Results) -> str:
    """The file that the waivers of a run are from."""
    given = results.get("settings", {}).get("waivers", {}).get("value")
    return given or "contracts/waivers.yaml"


def headline(results: Results) -> str:
    """The outcome of a run in one to three sentences."""
    if "summary" not in results:
        return "The run was cut off before it could judge anything."
    number = results["summary"]
    said = [] if results["complete"] else ["The run was cut off: these verdicts are of the tests that ended."]
    if number["violates"]:
        said.append(f"{rules_are(number['violates'])} violated.")
    if number["deviates"]:
        said.append(f"{rules_are(number['deviates'])} deviated from.")
    if number["broken"]:
        said.append(f"{rules_are(number['broken'])} not judged, because {_what_broke(results)}.")
    said += _of_waivers(results)
    if left := results.get("not_deleted"):
        said.append(f"{things_were(len(left))} not deleted.")
    if not said:
        but = f", but for {number['waived']:,} waived" if number["waived"] else ""
        tried = number["conforms"] or number["waived"]
        said.append(f"Every rule that was tried holds{but}." if tried else "No rule was tried.")
    elif not number["violates"] and number["conforms"] and not number["broken"]:
        said.append("No must-rule is violated.")
    return " ".join(said)


def tone(results: Results) -> Verdict:
    """The verdict whose colour suits the run as a whole."""
    number = results.get("summary")
    if number and number["violates"]:
        return Verdict.VIOLATES
    if not number or number["exit_code"] not in (0, 1):
        return Verdict.BROKEN
    if failing_waivers(results):
        return Verdict.VIOLATES
    return Verdict.DEVIATES if number["deviates"] else Verdict.CONFORMS


def counted(number: int, noun: str) -> str:
    """A number with what it counts: `1 rule`, `1,234 rules`."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def rules_are(number: int) -> str:
    """So many rules, as the subject of a sentence about them now."""
    return f"{counted(number, 'rule')} {'is' if number == 1 else 'are'}"


def things_were(number: int) -> str:
    """So many things, as the subject of a sentence about what became of them."""
    return f"{counted(number, 'thing')} {'was' if number == 1 else 'were'}"


def printable(text: str) -> str:
    """One line that can neither steer a terminal nor hide anything: what does not print becomes an escape."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def shortened(text: str, limit: int) -> str:
    """A text of at most about `limit` characters that says how much is missing."""
    return text if len(text) <= limit else f"{text[:limit]} … ({len(text) - limit} more characters)"


def _of_waivers(results: Results) -> list[str]:
    states = Counter(row["state"] for row in failing_waivers(results))
    said = {
        State.EXPIRED: ("1 waiver has expired.", "{:,} waivers have expired."),
        State.UNUSED: ("1 waiver matched nothing.", "{:,} waivers matched nothing."),
    }
    return [
        one if states[state] == 1 else several.format(states[state])
        for state, (one, several) in said.items()
        if states[state]
    ]


def _what_broke(results: Results) -> str:
    refused = [
        str(row["reason"]).startswith(PartnerRefused.__name__) for row in rows(results, Verdict.BROKEN)
    ]
    ours, theirs = "something of ours broke", "acceptable requests were refused"
    return theirs if all(refused) else f"{ours} or {theirs}" if any(refused) else ours


def _place(resource: str) -> tuple[int, str]:
    return (_GENERAL.index(resource) + 1 if resource in _GENERAL else 0), resource
