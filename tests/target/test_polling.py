"""Polling: pauses that grow, a limit, and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.polling import LONGEST_PAUSE_SECONDS, poll
from pingone_conformance.target.retrying import Waits


def waited(states: Iterable[str | None], limit: float = 600) -> tuple[str, list[tuple[float, str]]]:
    told: list[tuple[float, str]] = []
    waits = Waits(tell=lambda seconds, reason: told.append((seconds, reason)), sleep=lambda _: None)
    remaining = iter(states)
    state = poll(
        lambda: next(remaining), lambda state: state == "DONE", limit=limit, waits=waits, what="thing"
    )
    return state, told


def test_a_state_that_is_there_is_not_waited_for() -> None:
    assert waited(["DONE"]) == ("DONE", [])


def test_the_pauses_grow_to_the_longest() -> None:
    _, told = waited(["BUSY"] * 12 + ["DONE"])
    pauses = [seconds for seconds, _ in told]
    assert pauses[0] == 1
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_each_pause_says_why() -> None:
    _, told = waited(["BUSY", None, "DONE"])
    assert [reason for _, reason in told] == ["thing BUSY", "thing in no state that can be read"]


def test_the_limit_ends_it_with_the_last_state() -> None:
    told: list[float] = []
    waits = Waits(tell=lambda seconds, _: told.append(seconds), sleep=lambda _: None)
    with pytest.raises(Untested, match=r"^the thing was still BUSY after 30 s$"):
        poll(lambda: "BUSY", lambda _: False, limit=30, waits=waits, what="thing")
    assert sum(told) == pytest.approx(30, abs=1)


def test_a_limit_of_nothing_leaves_one_read() -> None:
    assert waited(["DONE"], limit=0)[0] == "DONE"
    with pytest.raises(Untested):
        waited(["BUSY"], limit=0)


def test_a_state_of_any_length_makes_a_short_reason() -> None:
    with pytest.raises(Untested) as reason:
        waited(["B" * 100_000], limit=0)
    assert len(str(reason.value)) < 200


def test_what_reading_raises_is_passed_on() -> None:
    def read() -> str:
        raise Untested("blocked: it is gone")

    with pytest.raises(Untested, match="it is gone"):
        poll(read, lambda _: True, limit=10, waits=Waits(), what="thing")
