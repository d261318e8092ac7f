from __future__ import annotations

import re

import pytest

from pingone_conformance.mock.clock import MAX_ADVANCE_SECONDS, Clock, timestamp


def test_a_timestamp_is_utc_with_milliseconds() -> None:
    assert timestamp(1_707_231_628_250) == "2024-02-06T15:00:28.250Z"


def test_a_timestamp_pads_its_milliseconds() -> None:
    assert timestamp(7) == "1970-01-01T00:00:00.007Z"


def test_the_clock_moves_by_what_it_is_told() -> None:
    clock = Clock()
    before = clock.now()
    clock.advance(90.5)
    assert 90_500 <= clock.now() - before < 91_500


def test_the_clock_returns_to_the_machines_time() -> None:
    clock = Clock()
    before = clock.now()
    clock.advance(3600)
    clock.reset()
    assert clock.now() - before < 1000


@pytest.mark.parametrize("seconds", [-1, MAX_ADVANCE_SECONDS + 1, 1e300])
def test_the_clock_stays_in_its_range(seconds: float) -> None:
    with pytest.raises(ValueError, match="forward only"):
        Clock().advance(seconds)


def test_the_farthest_instant_can_still_be_written() -> None:
    clock = Clock()
    clock.advance(MAX_ADVANCE_SECONDS)
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", timestamp(clock.now()))
