"""What becomes of the waivers of a run: which covered a breach, and which have to be removed or renewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pingone_conformance.contracts import Rule
from pingone_conformance.findings import LEFT_OUT, Verdict
from pingone_conformance.waivers import Waiver, Waivers

if TYPE_CHECKING:
    from pingone_conformance.plugin.outcomes import Outcome

SOON = 14
"""Days before its end from which on a waiver is called expiring."""


class State(StrEnum):
    """What a run says about a waiver for its target. `expired` and `unused` fail the run."""

    USED = "used"
    UNUSED = "unused"
    EXPIRED = "expired"
    NOT_TRIED = "not tried"


FAILING = (State.EXPIRED, State.UNUSED)


def covering(waivers: Waivers, rule: Rule, outcome: Outcome, breach: Mapping[str, Any]) -> list[Waiver]:
    """The waivers for one breach that a test found."""
    exchange = breach["exchange"]
    return waivers.covering(rule, outcome.operation, exchange["operation"] if exchange else None)


def waiver_rows(
    waivers: Waivers,
    used: Iterable[Waiver],
    verdicts: Mapping[str, str],
    outcomes: Sequence[Outcome],
    *,
    complete: bool,
) -> list[dict[str, Any]]:
    """A row of `results.json` for each waiver; `verdicts` are those of the rules of the run."""
    covered = set(used)

    def state(waiver: Waiver) -> State:
        if not waivers.in_force(waiver):
            return State.EXPIRED
        if waiver in covered:
            return State.USED
        tried = complete and _was_tried(waiver, verdicts.get(waiver.rule), outcomes)
        return State.UNUSED if tried else State.NOT_TRIED

    return [{**waiver.as_json(), "state": str(state(waiver))} for waiver in waivers]


def failing_waivers(results: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The waivers of a run that fail it."""
    return [row for row in results.get("waivers", ()) if row["state"] in FAILING]


def expiring_waivers(results: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The waivers that end within the next days after the run."""
    day = datetime.fromisoformat(results["finished"]).date() if "finished" in results else date.min
    return [
        row
        for row in results.get("waivers", ())
        if row["state"] == State.USED and (date.fromisoformat(row["expires"]) - day).days <= SOON
    ]


def join_waivers(parts: Iterable[Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The rows of the parts of one run as those of the whole: what one part used is used, wherever else it was not."""
    order = (State.EXPIRED, State.USED, State.UNUSED, State.NOT_TRIED)
    joined: dict[tuple[tuple[str, Any], ...], str] = {}
    for row in (row for part in parts for row in part):
        key = tuple((name, value) for name, value in row.items() if name != "state")
        joined[key] = min(
            joined.get(key, row["state"]), row["state"], key=lambda state: order.index(State(state))
        )
    return [{**dict(key), "state": state} for key, state in joined.items()]


def _was_tried(waiver: Waiver, verdict: str | None, outcomes: Sequence[Outcome]) -> bool:
    """Whether the waiver would have been used if the breach were still there."""
    if verdict in (None, Verdict.UNTESTED, Verdict.BROKEN):
        return False
    tests = [outcome for outcome in outcomes if waiver.rule in outcome.rules and _is_about(outcome, waiver)]
    # The limits of a tenant leave room for a few of a rule's tests only, perhaps not for the one that finds the breach.
    left_out = any((outcome.untested or "").startswith(LEFT_OUT) for outcome in tests)
    return not left_out and any(waiver.rule in outcome.tried for outcome in tests)


def _is_about(outcome: Outcome, waiver: Waiver) -> bool:
    if waiver.operation is None:
        return True
    return outcome.operation == waiver.operation if outcome.operation else waiver.operation in outcome.calls
