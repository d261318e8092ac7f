"""What a run on a tenant tries, and in which order: chosen from a rehearsal on the embedded mock.

Requests and things created are counted there, test by test, so that a run spends its limits on as many rules as it can,
and can say beforehand what it will ask.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pingone_conformance.contracts import Contracts
from pingone_conformance.findings import ConformanceError, Level
from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.profiles import Limits

FILE_NAME = "plan.json"
_WEIGHTS = {Level.MUST: 9, Level.SHOULD: 3, Level.MAY: 1}


@dataclass
class Plan:
    """The tests of a run in their order, and why the others are left out; what they called and created.

    `calls` and `creates` count by operation, `untested` the rules that no test of the plan tries, by reason.
    """

    tests: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    rules: int = 0
    calls: dict[str, int] = field(default_factory=dict)
    creates: dict[str, int] = field(default_factory=dict)
    untested: dict[str, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many requests the tests send."""
        return sum(self.calls.values())

    def write(self, folder: Path) -> None:
        """Write `plan.json`."""
        (folder / FILE_NAME).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Plan:
        """Read what `write` wrote. Raises `ConformanceError` for anything else."""
        # Most processes read none.
        from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

        strict = with_config(ConfigDict(extra="forbid", strict=True))(cls)
        try:
            return TypeAdapter(strict).validate_json(file.read_bytes())
        except ValidationError as error:
            raise ConformanceError(f"the plan {file} cannot be read: {error.errors()[0]['msg']}") from None
        except OSError as error:
            raise ConformanceError(f"the plan {file} cannot be read: {error.strerror}") from None


def choose(outcomes: Sequence[Outcome], contracts: Contracts, limits: Limits) -> Plan:
    """The tests of a rehearsal that could be tried, those first that try most rules for what they cost.

    A run that keeps to this order has spent its limits as well as it can when they are used up. What creates is counted
    twice among the requests: it is deleted in the end.
    """
    left_out = {
        outcome.test: outcome.untested for outcome in outcomes if outcome.untested and not outcome.tried
    }
    candidates = [outcome for outcome in outcomes if outcome.test not in left_out]

    def share(outcome: Outcome) -> float:
        creates = sum(outcome.creates.values())
        requests = (outcome.requests + creates) / limits.max_requests
        return 1e-6 + requests + creates / max(1, limits.max_creates)

    chosen = list(_by_worth(candidates, lambda rule: _WEIGHTS[contracts.rules[rule].level], share))
    return _plan(chosen, left_out, outcomes, contracts)


def _plan(
    chosen: Sequence[Outcome], left_out: dict[str, str], outcomes: Sequence[Outcome], contracts: Contracts
) -> Plan:
    tried = {rule for outcome in chosen for rule in outcome.tried}
    reasons = {rule: left_out[outcome.test] for outcome in reversed(outcomes) if outcome.test in left_out
               for rule in outcome.rules}  # fmt: skip
    untried = [rule for rule in contracts.rules.values() if rule.id not in tried]
    return Plan(
        tests=[outcome.test for outcome in chosen],
        left_out=left_out,
        rules=len(tried),
        calls=_sum(outcome.calls for outcome in chosen),
        creates=_sum(outcome.creates for outcome in chosen),
        untested=dict(
            Counter(
                reasons.get(rule.id) or rule.untested or "no test tries it" for rule in untried
            ).most_common()
        ),
    )


def _by_worth(
    outcomes: Sequence[Outcome], weight: Callable[[str], int], share: Callable[[Outcome], float]
) -> Iterable[Outcome]:
    """Each outcome once: always the one whose rules that none before it tried weigh most for its share of the room.

    An outcome's worth only falls while others are taken, so one that still heads the heap when it is weighed again is
    the best (lazy greedy choice).
    """
    tried: set[str] = set()

    def worth(outcome: Outcome) -> float:
        return sum(weight(rule) for rule in outcome.tried if rule not in tried) / share(outcome)

    heap = [(-worth(outcome), place) for place, outcome in enumerate(outcomes)]
    heapq.heapify(heap)
    while heap:
        before, place = heapq.heappop(heap)
        now = -worth(outcomes[place])
        if now > before:
            heapq.heappush(heap, (now, place))
            continue
        tried.update(outcomes[place].tried)
        yield outcomes[place]


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    return dict(sorted(sum(map(Counter, counts), Counter()).items()))
