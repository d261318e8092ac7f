from datetime import UTC, datetime, timedelta

import httpx
import pytest

from pingone_conformance.checks.times import (
    all_timestamps_are_utc,
    has_milliseconds,
    is_timestamp,
    lies_between,
    timestamp,
)

DOCUMENTED = "2024-02-06T15:00:28.250Z"
HALF_AN_HOUR = timedelta(minutes=30)


def test_the_documented_form_is_read() -> None:
    assert timestamp(DOCUMENTED) == datetime(2024, 2, 6, 15, 0, 28, 250000, UTC)
    assert not list(is_timestamp({"createdAt": DOCUMENTED}, "createdAt"))
    assert not list(has_milliseconds({"createdAt": DOCUMENTED}, "createdAt"))


@pytest.mark.parametrize("value", ["2024-02-06T15:00:28Z", "2024-02-06T15:00:28+00:00"])
def test_whole_seconds_are_a_timestamp_without_milliseconds(value: str) -> None:
    assert not list(is_timestamp({"createdAt": value}, "createdAt"))
    assert list(has_milliseconds({"createdAt": value}, "createdAt"))


@pytest.mark.parametrize(
    "value",
    [
        None,
        1707231628250,
        "",
        "2024-02-06",
        "2024-02-06 15:00:28.250Z",
        "2024-02-06T15:00:28.250",
        "2024-02-06T15:00:28.250+01:00",
        "2024-02-30T15:00:28.250Z",
    ],
)
def test_what_is_no_timestamp_in_utc_is_found(value: object) -> None:
    assert list(is_timestamp({"createdAt": value}, "createdAt"))


def test_microseconds_and_no_text_are_no_milliseconds() -> None:
    assert list(has_milliseconds({"createdAt": "2024-02-06T15:00:28.250123Z"}, "createdAt"))
    assert list(has_milliseconds({"createdAt": 1707231628250}, "createdAt"))
    assert list(has_milliseconds({}, "createdAt"))


@pytest.mark.parametrize(("later", "found"), [("15:30:28.250", 0), ("15:30:28.251", 1), ("14:30:28.250", 1)])
def test_a_span_has_to_lie_within_its_bounds(later: str, found: int) -> None:
    body = {"createdAt": DOCUMENTED, "expiresAt": f"2024-02-06T{later}Z"}
    spans = lies_between(body, "createdAt", "expiresAt", at_least=HALF_AN_HOUR, at_most=HALF_AN_HOUR)
    assert len(list(spans)) == found


def test_a_span_needs_two_timestamps() -> None:
    body = {"createdAt": DOCUMENTED}
    assert list(lies_between(body, "createdAt", "expiresAt", at_least=timedelta(0), at_most=HALF_AN_HOUR))


def test_every_time_of_an_answer_is_looked_at_and_null_is_none() -> None:
    good = {"createdAt": DOCUMENTED, "updatedAt": None, "items": [{"createdAt": DOCUMENTED}]}
    assert not list(all_timestamps_are_utc(httpx.Response(200, json=good)))
    bad = {"items": [{"createdAt": "yesterday"}], "updatedAt": 5}
    assert len(list(all_timestamps_are_utc(httpx.Response(200, json=bad)))) == 2
