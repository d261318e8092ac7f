"""What a run on a tenant tries within its limits: chosen from a rehearsal on the embedded mock.

Requests and things created are counted there, test by test, so that a run spends its budget on as many rules as it can,
and can say beforehand what it will ask.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pingone_conformance.contracts import Contracts, Limits
from pingone_conformance.findings import LEFT_OUT, ConformanceError, Level
from pingone_conformance.plugin.outcomes import Outcome

FILE_NAME = "plan.json"
_WEIGHTS = {Level.MUST: 9, Level.SHOULD: 3, Level.MAY: 1}
# A token and the type of the environment, in each of a few processes.
_BESIDE_THE_TESTS = 6
# A create that is to be refused needs room, too, until it is.
_TRIED_IN_VAIN = 1
_NO_ROOM = (
    LEFT_OUT
    + "{} requests and {} creates are spent on other rules; --max-requests and --max-creates allow more"
)


@dataclass
class Plan:
    """The tests of a run, and why the others are left out; what all of them will probably call and create.

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
    """The tests of a rehearsal that fit into the limits and try as many rules as can be, must-rules first.

    What creates is counted twice among the requests: it is deleted in the end.
    """
    left_out = {
        outcome.test: outcome.untested for outcome in outcomes if outcome.untested and not outcome.tried
    }
    candidates = [outcome for outcome in outcomes if outcome.test not in left_out]
    room = _Room(limits)
    chosen: dict[str, Outcome] = {}
    for outcome in _by_worth(candidates, lambda rule: _WEIGHTS[contracts.rules[rule].level], room.share):
        if room.takes(outcome):
            chosen[outcome.test] = outcome
    no_room = _NO_ROOM.format(f"{limits.max_requests:,}", f"{limits.max_creates:,}")
    left_out |= {outcome.test: no_room for outcome in candidates if outcome.test not in chosen}
    return _plan([outcome for outcome in outcomes if outcome.test in chosen], left_out, outcomes, contracts)


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


class _Room:
    """What is left of the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._requests = limits.max_requests - _BESIDE_THE_TESTS
        self._creates = limits.max_creates - _TRIED_IN_VAIN

    def share(self, outcome: Outcome) -> float:
        """The part of the whole that a test needs."""
        requests, creates = _needs(outcome)
        return 1e-6 + requests / self._limits.max_requests + creates / max(1, self._limits.max_creates)

    def takes(self, outcome: Outcome) -> bool:
        """Make room for a test, if there is any."""
        requests, creates = _needs(outcome)
        if requests > self._requests or creates > self._creates:
            return False
        self._requests -= requests
        self._creates -= creates
        return True


def _needs(outcome: Outcome) -> tuple[int, int]:
    """Requests, those of the clean-up included, and creates."""
    creates = sum(outcome.creates.values())
    return outcome.requests + creates, creates


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    return dict(sorted(sum(map(Counter, counts), Counter()).items()))
