"""What changed between two runs, from the content of their `results.json` alone.

A rule *turned* when its verdict is another one than before. What a turn means follows from what each verdict knows:

* `conforms`, `waived`, `deviates` and `violates` were judged, and are ordered so, the worst last;
* `untested` and `broken` know nothing: a rule that held and is not shown to hold any more got worse, a breach that is
  not looked at any more is neither mended nor worse, and a breach where nothing was known is one more breach.

A rule that only one of the runs has did not turn, whatever its verdict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from pingone_conformance.reporting.results import FINDINGS_OF_A_RULE
from pingone_conformance.reporting.summary import Results, Row, rows

_JUDGED = ("conforms", "waived", "deviates", "violates")
_BREACHES = ("waived", "deviates", "violates")
_TRIED = {"untested": "tried", "broken": "judged"}
# What differs between two answers that say the same: ids, times and numbers.
_VOLATILE = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\d+")
COUNTED = ("tests", "requests", "seconds")


class Kind(StrEnum):
    """What a change means to whoever relies on the target."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule whose verdict, or whose findings under the same verdict, changed; `what` says it in a few words."""

    rule: str
    title: str
    level: str
    subject: str
    before: str
    after: str
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a rule, or a run, cost before and after."""

    name: str
    before: float
    after: float

    @property
    def more(self) -> float:
        """How much more it costs now; less than 0 when it became cheaper."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs beside each other. `notes` say where they differ in more than time, and so may differ in verdicts."""

    turns: Sequence[Turn]
    new: Sequence[Row]
    gone: Sequence[Row]
    new_documents: Sequence[Mapping[str, Any]]
    gone_documents: Sequence[Mapping[str, Any]]
    costs: Sequence[Cost]
    dearer: Sequence[Cost]
    notes: Sequence[str]

    def of_kind(self, kind: Kind) -> list[Turn]:
        """The changes of that kind, in the order of the rules."""
        return [turn for turn in self.turns if turn.kind is kind]

    @property
    def got_worse(self) -> bool:
        """Whether anything did."""
        return any(turn.kind is Kind.WORSE for turn in self.turns)

    def as_json(self) -> dict[str, Any]:
        """The form that programs read (reports/diff.schema.json)."""
        turns = {str(kind): [asdict(turn) for turn in self.of_kind(kind)] for kind in Kind}
        short = ("id", "title", "level", "subject", "verdict")
        return {
            "schema": 1,
            "got_worse": self.got_worse,
            "notes": list(self.notes),
            **turns,
            "new": [{name: row[name] for name in short} for row in self.new],
            "gone": [{name: row[name] for name in short} for row in self.gone],
            "findings_about_documents": {
                "new": [finding["id"] for finding in self.new_documents],
                "gone": [finding["id"] for finding in self.gone_documents],
            },
            "costs": {cost.name: {"before": cost.before, "after": cost.after} for cost in self.costs},
            "requests_by_rule": {
                cost.name: {"before": cost.before, "after": cost.after} for cost in self.dearer
            },
        }


def compare(before: Results, after: Results) -> Comparison:
    """What changed from one run to the next. Both are contents of `results.json` with verdicts."""
    old, new = ({row["id"]: row for row in rows(results)} for results in (before, after))
    same_place = _place(before) == _place(after)
    both = [rule for rule in new if rule in old]
    turns = [_turn(old[rule], new[rule], same_place=same_place) for rule in both]
    told = _documents(before), _documents(after)
    costs = [Cost(name, before["summary"][name], after["summary"][name]) for name in COUNTED]
    by_rule = [Cost(rule, old[rule]["requests"], new[rule]["requests"]) for rule in both]
    return Comparison(
        turns=[turn for turn in turns if turn],
        new=[row for rule, row in new.items() if rule not in old],
        gone=[row for rule, row in old.items() if rule not in new],
        new_documents=[finding for key, finding in told[1].items() if key not in told[0]],
        gone_documents=[finding for key, finding in told[0].items() if key not in told[1]],
        costs=costs,
        dearer=sorted((cost for cost in by_rule if cost.more), key=lambda cost: -abs(cost.more)),
        notes=_notes(before, after),
    )


def _turn(old: Row, new: Row, *, same_place: bool) -> Turn | None:
    before, after = old["verdict"], new["verdict"]
    found = _other_findings(old, new) if before == after else _other_verdict(before, after, same_place)
    if found is None:
        return None
    kind, what = found
    return Turn(new["id"], new["title"], new["level"], new["subject"], before, after, kind, what)


def _other_verdict(before: str, after: str, same_place: bool) -> tuple[Kind, str]:
    if before in _JUDGED and after in _JUDGED:
        worse = _JUDGED.index(after) > _JUDGED.index(before)
        mended = "holds again" if after == "conforms" else "a lesser breach than before"
        broke = "held before" if before == "conforms" else "a worse breach than before"
        return (Kind.WORSE, broke) if worse else (Kind.BETTER, mended)
    if after == "conforms":
        return Kind.BETTER, "shown to hold"
    if after in _BREACHES:
        return (Kind.OTHER if after == "waived" else Kind.WORSE), "a breach that was not looked for before"
    if before in _BREACHES:
        return Kind.OTHER, f"not {_TRIED[after]} any more: nobody knows whether it was mended"
    if before == "conforms":
        # What can be tried differs between targets; on one target, it is coverage that was lost.
        kind = Kind.WORSE if same_place or after == "broken" else Kind.OTHER
        return kind, f"not {_TRIED[after]} any more"
    return (Kind.WORSE if after == "broken" else Kind.OTHER), f"not {_TRIED[after]}"


def _other_findings(old: Row, new: Row) -> tuple[Kind, str] | None:
    """What changed for a rule that is broken in both runs, or None.

    Only tests that ran both times tell better from worse, and only while `results.json` has room for all of them.
    """
    if new["verdict"] not in _BREACHES:
        return None
    was, now = ({finding["test"] for finding in row["findings"]} for row in (old, new))
    ran = set(old["tests"]) & set(new["tests"])
    whole = all(len(row["findings"]) < FINDINGS_OF_A_RULE for row in (old, new))
    more, fewer = (now - was) & ran, (was - now) & ran
    if whole and more:
        return Kind.WORSE, f"broken in {_tests(more)} that held before"
    if whole and fewer:
        return Kind.BETTER, f"{_tests(fewer)} hold again" if len(fewer) > 1 else "1 test holds again"
    return None if _said(old) == _said(new) else (Kind.OTHER, "broken in another way than before")


def _tests(names: set[str]) -> str:
    return "1 test" if len(names) == 1 else f"{len(names)} tests"


def _said(row: Row) -> set[tuple[str, ...]]:
    sides = ((finding["expected"], finding["observed"]) for finding in row["findings"])
    return {tuple(_VOLATILE.sub("#", side) for side in both) for both in sides}


def _place(results: Results) -> tuple[str, str]:
    """Where the same things can be tried: any mock, or one tenant."""
    target = results["target"]
    return target["kind"], target["address"] if target["kind"] == "tenant" else ""


def _documents(results: Results) -> dict[str, Mapping[str, Any]]:
    return {finding["id"]: finding for finding in results["findings_about_documents"]}


def _notes(before: Results, after: Results) -> list[str]:
    both = (before, after)
    told = [
        ("targets", *(" ".join((run["target"]["kind"], run["target"]["address"])) for run in both)),
        ("profiles", *(run["profile"] for run in both)),
        ("seeds", *(str(run["seed"]) for run in both)),
    ]
    versions = [run["versions"] for run in both]
    told += [
        (f"versions of {name}", *(version.get(name, "none") for version in versions))
        for name in sorted(versions[0].keys() | versions[1].keys())
    ]
    notes = [f"different {what}: {old} and {new}" for what, old, new in told if old != new]
    for name, results in (("first", before), ("second", after)):
        if not results["complete"]:
            notes.append(f"the {name} run was cut off: rules may be untested for that reason alone")
        if left := results["not_deleted"]:
            notes.append(f"the {name} run left {len(left)} of its things undeleted")
    return notes
