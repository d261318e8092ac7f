"""Verdicts out of outcomes, and `results.json`: the file that every other report is made from."""

from __future__ import annotations

import json
import platform
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pingone_conformance import __version__
from pingone_conformance.config import Settings
from pingone_conformance.contracts import EVERY_OPERATION, Contracts, Rule
from pingone_conformance.findings import ExitCode, Level, Verdict
from pingone_conformance.reporting.waived import covering, failing_waivers, waiver_rows
from pingone_conformance.waivers import Waiver, Waivers

if TYPE_CHECKING:
    from pingone_conformance.plugin.outcomes import Outcome
    from pingone_conformance.plugin.sharding import Shard

SCHEMA = 1
FILE_NAME = "results.json"
FINDINGS_OF_A_RULE = 25
# What led to a finding is kept for the first of a rule.
_STORY = ("steps", "brought_about")
PICTURES_OF_A_RULE = 8
_VERSIONED = ("schemathesis", "hypothesis", "pytest", "httpx", "allure-pytest")


def build_results(  # noqa: PLR0913 - one for each part of a run
    contracts: Contracts,
    settings: Settings,
    outcomes: Sequence[Outcome],
    *,
    wanted: Sequence[str],
    seconds: float,
    complete: bool,
    not_deleted: Sequence[str] = (),
    waivers: Waivers | None = None,
    shard: Shard | None = None,
) -> dict[str, Any]:
    """The content of `results.json` (schema: reports/results.schema.json).

    `wanted` holds the ids that the run was limited to; empty means all. `seconds` is the wall time. `not_deleted` says
    what the run left behind on a tenant, and why. `waivers` are those for the target. Of a shard, the rows are its own
    rules; one that has no test to run is not to blame for it.
    """
    named = shard.own if shard else dict.fromkeys(wanted) or contracts.rules
    rules = [contracts.rules[rule] for rule in named]
    by_rule: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for rule_id in outcome.rules:
            by_rule[rule_id].append(outcome)
    waivers, used = waivers or Waivers(), set[Waiver]()
    rows = [_judge(rule, by_rule[rule.id], contracts, waivers, used) for rule in rules]
    verdicts = {row["id"]: row["verdict"] for row in rows}
    of_waivers = waiver_rows(waivers, used, verdicts, outcomes, complete=complete)
    counts = Counter(row["verdict"] for row in rows)
    fingerprint = sum(int(outcome.fingerprint, 16) for outcome in outcomes) % 2**256
    return {
        "schema": SCHEMA,
        "complete": complete,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "target": _target(settings),
        **({"shard": shard.as_json()} if shard else {}),
        "versions": versions(),
        "seed": settings.seed,
        "profile": settings.profile,
        "settings": {name: {"value": value, "origin": origin} for name, value, origin in settings.shown()},
        "summary": {
            **{str(verdict): counts[verdict] for verdict in Verdict},
            "tests": len(outcomes),
            "requests": sum(outcome.requests for outcome in outcomes),
            "requests_fingerprint": format(fingerprint, "064x"),
            "seconds": round(seconds, 2),
            "seconds_waited": round(sum(outcome.waited for outcome in outcomes), 2),
            "exit_code": int(
                ExitCode.VIOLATES
                if failing_waivers({"waivers": of_waivers})
                else exit_code(
                    counts,
                    tried=any(outcome.tried for outcome in outcomes) or (shard is not None and not outcomes),
                    strict=settings.strict,
                    complete=complete and not not_deleted,
                )
            ),
        },
        "calls": dict(sorted(sum((Counter(outcome.calls) for outcome in outcomes), Counter()).items())),
        "not_deleted": list(not_deleted),
        "waivers": of_waivers,
        "rules": rows,
        "documents": {key: {"title": doc.title, "url": doc.url} for key, doc in contracts.documents.items()},
        "findings_about_documents": list(contracts.findings),
    }


def address_of(settings: Settings) -> str:
    """The address of the target, as reports and waivers have it."""
    return _target(settings)["address"]


def _target(settings: Settings) -> dict[str, str]:
    if settings.target == "mock":
        return {"kind": "mock", "address": settings.mock_url or "embedded"}
    if settings.tenant.dry_run:
        return {"kind": "dry run", "address": "embedded"}
    tenant = settings.tenant
    return {"kind": "tenant", "address": f"{tenant.api_path}/environments/{tenant.environment_id}"}


def write_incomplete(out: Path, settings: Settings) -> None:
    """Leave a `results.json` that says the run was cut off, until `write_results` replaces it."""
    write_results({"schema": SCHEMA, "complete": False, "versions": versions(), "seed": settings.seed}, out)


def write_results(results: Mapping[str, Any], out: Path) -> None:
    """Write `results.json`."""
    write_json(results, out / FILE_NAME)


def write_json(content: Mapping[str, Any], file: Path) -> None:
    """Write a file in one step, so that no reader ever sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".part")
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    # An answer may hold half of a surrogate pair, which UTF-8 cannot say; JSON can, as an escape.
    try:
        draft.write_text(text, encoding="utf-8", errors="backslashreplace")
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def versions() -> dict[str, str]:
    """The versions that decide what a run does: this package, Python, what generates and sends requests."""
    own = {"pingone-conformance": __version__, "python": platform.python_version()}
    return own | {name: version(name) for name in _VERSIONED}


def judge(rule: Rule, outcomes: Sequence[Outcome], contracts: Contracts, waivers: Waivers) -> dict[str, Any]:
    """The row that a rule would have if there were these outcomes only."""
    return _judge(rule, outcomes, contracts, waivers, set())


def _judge(
    rule: Rule, outcomes: Sequence[Outcome], contracts: Contracts, waivers: Waivers, used: set[Waiver]
) -> dict[str, Any]:
    """The row of a rule; the waivers that covered one of its breaches are added to `used`."""
    findings, covered = [], []
    for outcome in outcomes:
        for place, breach in enumerate(one for one in outcome.breaches if one["rule"] == rule.id):
            known = covering(waivers, rule, outcome, breach)
            covered += known
            found = {**breach, "test": outcome.test, "operation": outcome.operation}
            findings.append((bool(known), place, found))
    used.update(covered)
    # What is not known comes first; the first finding of every test has room before the second of any.
    findings.sort(key=itemgetter(0, 1))
    waived = bool(findings) and all(known for known, _, _ in findings)
    verdict, reason = _verdict(rule, outcomes, broke=bool(findings), waived=waived)
    if verdict is Verdict.BROKEN:
        findings = []
    count = sum(finding["times"] for _, _, finding in findings)
    count += sum(outcome.left_out.get(rule.id, 0) for outcome in outcomes) if findings else 0
    return {
        "id": rule.id,
        "title": rule.title,
        "operation": rule.operations[0] if len(rule.operations) == 1 else list(rule.operations),
        "subject": rule.subject,
        "resource": _resource(rule, contracts),
        "level": str(rule.level),
        "basis": str(rule.basis),
        "source": {"document": rule.document.key, "section": rule.section},
        "verdict": str(verdict),
        "reason": reason,
        "tests": sorted(outcome.test for outcome in outcomes),
        "requests": sum(outcome.requests for outcome in outcomes),
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 3),
        "finding_count": count,
        "findings": [
            {name: value for name, value in finding.items() if name not in _STORY or place == 0}
            for place, (_, _, finding) in enumerate(findings[:FINDINGS_OF_A_RULE])
        ],
        "waiver": _waiver(covered) if verdict is Verdict.WAIVED else None,
        "pictures": _pictures(rule, outcomes),
    }


def _pictures(rule: Rule, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """What tests showed of the rule, those first that found something broken."""
    shown = sorted(outcomes, key=lambda outcome: not outcome.breaches)
    kept = [
        {"test": outcome.test, **{name: value for name, value in picture.items() if name != "rule"}}
        for outcome in shown
        for picture in outcome.pictures
        if picture["rule"] == rule.id
    ]
    return kept[:PICTURES_OF_A_RULE]


def _waiver(covered: Sequence[Waiver]) -> dict[str, str]:
    """Of several, the one that ends first: then the verdict turns."""
    waiver = min(covered, key=lambda one: one.expires)
    return {"reason": waiver.reason, "link": waiver.link, "expires": waiver.expires.isoformat()}


def _verdict(
    rule: Rule, outcomes: Sequence[Outcome], *, broke: bool, waived: bool
) -> tuple[Verdict, str | None]:
    if broke and not waived:
        return (Verdict.VIOLATES if rule.level is Level.MUST else Verdict.DEVIATES), None
    if waived:
        # A test that found the breach and could not go on after it has shown what it is for; another one has not.
        others = [one for one in outcomes if all(breach["rule"] != rule.id for breach in one.breaches)]
        trouble = [outcome.broken for outcome in others if outcome.broken]
        return (Verdict.BROKEN, trouble[0]) if trouble else (Verdict.WAIVED, None)
    if trouble := [outcome.broken for outcome in outcomes if outcome.broken]:
        return Verdict.BROKEN, trouble[0]
    if any(rule.id in outcome.tried for outcome in outcomes):
        return Verdict.CONFORMS, None
    if reasons := [outcome.untested for outcome in outcomes if outcome.untested]:
        return Verdict.UNTESTED, reasons[0]
    return Verdict.UNTESTED, rule.untested or "none of its tests was selected"


def exit_code(counts: Mapping[str, int], *, tried: bool, strict: bool, complete: bool) -> ExitCode:
    """How a run ends whose rules have these verdicts; `tried` says whether any test tried a rule."""
    if counts[Verdict.VIOLATES] or (strict and counts[Verdict.DEVIATES]):
        return ExitCode.VIOLATES
    return ExitCode.CONFORMS if complete and tried and not counts[Verdict.BROKEN] else ExitCode.BROKEN


def _resource(rule: Rule, contracts: Contracts) -> str:
    if rule.binding:
        return "script bindings"
    if rule.operations == (EVERY_OPERATION,):
        return "every operation"
    resources = {str(contracts.operations[name]["resource"]) for name in rule.operations}
    return resources.pop() if len(resources) == 1 else "several resources"
