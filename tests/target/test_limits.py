"""Where requests may go, how many, how fast, and what ends a run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError, RunStopped, Untested
from pingone_conformance.target import budget as budgets
from pingone_conformance.target.limits import (
    BURST,
    Budget,
    LimitedTransport,
    PinnedTransport,
    Refusals,
    Spent,
)
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.transports import BoundedTransport

API = "https://api.pingone.example/v1"
AUTH = "https://auth.pingone.example"


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.told: list[tuple[float, str]] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def waits(self) -> Waits:
        return Waits(tell=lambda seconds, reason: self.told.append((seconds, reason)), sleep=self.sleep)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budgets, "_now", lambda: clock.now)
    return clock


Open = Callable[..., Budget]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def open_budget(**numbers: Any) -> Budget:
        return Budget.open(
            tmp_path / "budget.sqlite3", **{"rate": 5.0, "max_requests": 1500, "max_creates": 20, **numbers}
        )

    return open_budget


# Where requests go


def pinned(url: str, **request: Any) -> int:
    passed = httpx.MockTransport(lambda _: httpx.Response(204))
    with httpx.Client(transport=PinnedTransport(passed, [API, AUTH + ":443"])) as client:
        return client.get(url, **request).status_code


@pytest.mark.parametrize(
    "url",
    [
        API + "/x",
        "https://API.pingone.example:443/other",
        AUTH + "/env/as/token",
        "https://u:p@auth.pingone.example/",
    ],
)
def test_the_configured_addresses_are_reached(url: str) -> None:
    assert pinned(url) == 204


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://evil.example/v1?token=canary", "https://evil.example"),
        ("https://canary:canary@evil.example:8443/", "https://evil.example:8443"),
        ("http://api.pingone.example/v1", "http://api.pingone.example"),
        ("https://api.pingone.example:8443/v1", "https://api.pingone.example:8443"),
        ("https://api.pingone.example.evil.example/", "https://api.pingone.example.evil.example"),
        ("https://api.pingone.example@evil.example/", "https://evil.example"),
        ("https://[::1]:9/", "https://[::1]:9"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example"),
    ],
)
def test_no_other_address_is(url: str, named: str) -> None:
    with pytest.raises(ConformanceError) as caught:
        pinned(url)
    assert f"a request to {named} was not sent" in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("host", ["evil.example", "api.pingone.example:8443", "a b", ""])
def test_nor_by_way_of_the_host_header(host: str) -> None:
    with pytest.raises(ConformanceError, match="was not sent"):
        pinned(API, headers={"Host": host})


def test_a_redirect_is_not_followed_elsewhere() -> None:
    seen: list[str] = []

    def away(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(307, headers={"Location": "https://evil.example/"})

    transport = PinnedTransport(httpx.MockTransport(away), [API, AUTH])
    with (
        httpx.Client(transport=transport, follow_redirects=True) as client,
        pytest.raises(ConformanceError, match=r"https://evil\.example"),
    ):
        client.get(API)
    assert seen == ["api.pingone.example"]


# How fast


def test_slots_have_their_distance_but_for_a_small_burst(opened: Open, clock: Clock) -> None:
    budget = opened(rate=5.0)
    waits = [budget.reserve() for _ in range(BURST + 3)]
    assert waits == pytest.approx([0.0] * BURST + [0.2, 0.4, 0.6])


def test_a_pause_gives_no_more_than_the_burst(opened: Open, clock: Clock) -> None:
    budget = opened(rate=2.0)
    budget.reserve()
    clock.sleep(3600)
    assert [budget.reserve() for _ in range(BURST + 1)] == pytest.approx([0.0] * BURST + [0.5])


def test_who_waits_for_each_slot_keeps_the_rate(opened: Open, clock: Clock) -> None:
    budget = opened(rate=4.0)
    began = clock.now
    for _ in range(40):
        clock.sleep(budget.reserve())
    assert clock.now - began == pytest.approx((40 - BURST) / 4)


def test_what_the_target_asks_of_one_process_holds_for_all(opened: Open, clock: Clock) -> None:
    one, other = opened(), opened()
    one.hold_back(7)
    one.hold_back(2)
    assert other.held_back() == pytest.approx(7)
    assert other.reserve() == pytest.approx(7)
    clock.sleep(8)
    assert (other.held_back(), other.reserve()) == (0.0, 0.0)


# How many


def test_a_maximum_of_requests(opened: Open, clock: Clock) -> None:
    budget = opened(max_requests=2, rate=1000)
    budget.reserve()
    budget.reserve()
    with pytest.raises(
        Untested, match=r"^the budget of 2 requests is used up; raise it with --max-requests$"
    ):
        budget.reserve()
    assert budget.spent == Spent(requests=2, creates=0, clean_ups=0)


def test_a_number_of_thousands_is_readable(opened: Open) -> None:
    with pytest.raises(Untested, match="budget of 1,500 requests"):
        opened()._check(1500, 0, creates=False)


def test_a_maximum_of_creates(opened: Open, clock: Clock) -> None:
    budget = opened(max_creates=1, rate=1000)
    budget.reserve(True)
    with pytest.raises(Untested, match=r"^the budget of 1 creates is used up; raise it with --max-creates$"):
        budget.reserve(True)
    budget.reserve(False)
    assert budget.spent == Spent(requests=2, creates=1, clean_ups=0)


def test_the_clean_up_keeps_to_the_rate_alone(opened: Open, clock: Clock) -> None:
    budget = opened(max_requests=1)
    budget.reserve()
    waits = [budget.reserve(clean_up=True) for _ in range(BURST)]
    assert waits == pytest.approx([0.0] * (BURST - 1) + [0.2])
    assert budget.spent == Spent(requests=1, creates=0, clean_ups=BURST)


TAKE = """
import sys
from pathlib import Path
from pingone_conformance.findings import Untested
from pingone_conformance.target import budget as budgets
budget = budgets.Budget.open(Path(sys.argv[1]), rate=10.0, max_requests=100, max_creates=30)
for number in range(40):
    try:
        print(budgets._now() + budget.reserve(number % 2 == 0))
    except Untested as reason:
        print(reason)
"""


def test_processes_share_one_budget(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path / "budget")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    lines = [line for process in processes for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 4
    slots = sorted(float(line) for line in lines if line[0].isdigit())
    assert {line for line in lines if not line[0].isdigit()} == {
        "the budget of 100 requests is used up; raise it with --max-requests",
        "the budget of 30 creates is used up; raise it with --max-creates",
    }
    # Each of the thirty creates keeps a request back, for its deletion.
    assert (len(lines), len(slots)) == (160, 70)
    # Two that took one slot would have brought the next one less far.
    with sqlite3.connect(tmp_path / "budget") as database:
        (due,) = database.execute("SELECT due FROM budget").fetchone()
    assert due - slots[0] >= 70 / 10.0 - 1e-6


def test_a_budget_that_cannot_be_kept_ends_the_run(opened: Open, tmp_path: Path) -> None:
    budget = opened()
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(RunStopped, match="the budget of the run cannot be kept"):
        budget.reserve()


def test_nothing_half_is_kept(opened: Open, tmp_path: Path) -> None:
    budget = opened(max_requests=0)
    for _ in range(3):
        with pytest.raises(Untested):
            budget.reserve()
    with sqlite3.connect(tmp_path / "budget.sqlite3") as database:
        assert database.execute("SELECT requests, due FROM budget").fetchone() == (0, 0.0)


# The transport


def limited(budget: Budget, clock: Clock, *answers: httpx.Response) -> tuple[httpx.Client, Waits]:
    answer = iter(answers) if answers else iter(lambda: httpx.Response(200), None)
    waits = clock.waits()
    transport = LimitedTransport(httpx.MockTransport(lambda _: next(answer)), budget, waits)
    return httpx.Client(transport=transport), waits


def of(operation: str, **extensions: Any) -> dict[str, Any]:
    return {"extensions": {"operation": operation, **extensions}}


def test_each_attempt_waits_for_its_slot(opened: Open, clock: Clock) -> None:
    client, waits = limited(opened(rate=0.5), clock)
    held = [client.get(API, **of("readOneUser")).extensions["held"] for _ in range(BURST + 2)]
    assert held == pytest.approx([0.0] * BURST + [2.0, 2.0])
    assert waits.seconds == 0.0
    assert waits.paced == pytest.approx(4.0)
    assert [reason for _, reason in clock.told] == ["rate"] * 2


def test_short_waits_are_not_told(opened: Open, clock: Clock) -> None:
    client, waits = limited(opened(rate=5.0), clock)
    for _ in range(10):
        client.get(API)
    assert clock.told == []
    assert waits.paced == pytest.approx((10 - BURST) / 5)


def test_creates_are_counted_by_what_the_operation_does(opened: Open, clock: Clock) -> None:
    budget = opened(rate=1000)
    client, _ = limited(budget, clock)
    for operation in (
        "createToken",
        "readOneUser",
        "updateUser",
        "createUser",
        "createVerifyTransaction",
        "",
        "doctor",
    ):
        client.post(API, **of(operation))
    client.delete(API, **of("deleteUser", clean_up=True))
    assert budget.spent == Spent(requests=7, creates=2, clean_ups=1)


def test_what_creates_is_what_has_to_be_undone() -> None:
    found = {operation for operation in contracts().operations if contracts().creates(operation)}
    assert found == {
        "confirmAccountInformation",
        "createManagedUser",
        "createScript",
        "createUser",
        "createVerifyPolicy",
        "createVerifyTransaction",
        "replaceJourney",
        "replaceNode",
        "replaceSecret",
        "replaceVariable",
    }


@pytest.mark.parametrize(
    ("status", "counted"), [(201, 1), (200, 1), (500, 1), (502, 1), (408, 1), (400, 0), (429, 0)]
)
def test_a_create_that_was_refused_created_nothing(
    opened: Open, clock: Clock, status: int, counted: int
) -> None:
    budget = opened()
    client, _ = limited(budget, clock, httpx.Response(status))
    client.post(API, **of("createUser"))
    assert budget.spent == Spent(requests=1, creates=counted, clean_ups=0)


@pytest.mark.parametrize(
    ("status", "asked", "seconds"),
    [(429, "9", 9.0), (503, "9", 9.0), (503, "86400", 20.0), (429, None, 0.0), (200, "9", 0.0)],
)
def test_a_busy_target_holds_back_the_other_processes(
    opened: Open, clock: Clock, status: int, asked: str | None, seconds: float
) -> None:
    client, _ = limited(
        opened(), clock, httpx.Response(status, headers={"Retry-After": asked} if asked else {})
    )
    client.get(API)
    assert opened().held_back() == pytest.approx(seconds)


def test_who_waits_for_a_slot_hears_that_the_target_is_busy(opened: Open, clock: Clock) -> None:
    budget = opened(rate=1.0)
    client, _ = limited(budget, clock)
    for _ in range(BURST):
        client.get(API)
    asked = iter([6.0])

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        for meanwhile in asked:
            budget.hold_back(meanwhile)

    waits = Waits(sleep=sleep)
    transport = LimitedTransport(httpx.MockTransport(lambda _: httpx.Response(200)), budget, waits)
    with httpx.Client(transport=transport) as other:
        assert other.get(API).extensions["held"] == pytest.approx(1.0 + 6.0)


def test_the_time_of_an_answer_is_the_targets_alone(opened: Open, clock: Clock, monkeypatch: Any) -> None:
    monkeypatch.setattr("time.perf_counter", lambda: clock.now)
    budget = opened(rate=0.01)
    inner = LimitedTransport(httpx.MockTransport(lambda _: httpx.Response(200)), budget, clock.waits())
    with httpx.Client(transport=BoundedTransport(inner, max_seconds=5)) as client:
        seconds = [client.get(API).extensions["seconds"] for _ in range(BURST + 2)]
    assert seconds == pytest.approx([0.0] * (BURST + 2))


# What ends a run


def answer_of(operation: str, status: int, json: Any = None, **extensions: Any) -> httpx.Response:
    request = httpx.Request("GET", API, extensions={"operation": operation, "own_token": True, **extensions})
    return httpx.Response(status, json=json, request=request)


def test_refusals_of_a_good_token_end_the_run() -> None:
    refusals = Refusals()
    for status in (401, 403, 403, 403):
        refusals.answered(answer_of("readOneUser", status))
    with pytest.raises(RunStopped) as caught:
        refusals.answered(answer_of("createUser", 403))
    assert "5 requests in a row that carried a good token: " in caught.value.message
    assert (
        "readOneUser answered 403 3 times, readOneUser answered 401, createUser answered 403"
        in caught.value.message
    )
    assert "doctor" in caught.value.hint


@pytest.mark.parametrize("status", [200, 204, 400, 404, 409, 500])
def test_any_other_answer_shows_that_the_token_is_good(status: int) -> None:
    refusals = Refusals()
    for _ in range(10):
        for _ in range(4):
            refusals.answered(answer_of("readOneUser", 403))
        refusals.answered(answer_of("readOneUser", status))


@pytest.mark.parametrize("other", [{"own_token": False}, {"own_token": None}, {"clean_up": True}])
def test_requests_with_other_tokens_neither_count_nor_reset(other: dict[str, Any]) -> None:
    refusals = Refusals()
    for _ in range(4):
        refusals.answered(answer_of("readOneUser", 403))
        for status in (200, 401, 403) * 3:
            refusals.answered(answer_of("readOneUser", status, **other))
    with pytest.raises(RunStopped):
        refusals.answered(answer_of("readOneUser", 403))


def test_a_member_that_nobody_may_write_says_nothing_about_the_token() -> None:
    body = {
        "code": "ACCESS_FAILED",
        "details": [{"code": "INSUFFICIENT_PERMISSIONS", "target": "mfaEnabled"}],
    }
    refusals = Refusals()
    for _ in range(50):
        refusals.answered(answer_of("updateUser", 403, body))


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"details": None},
        {"details": ["x"]},
        {"details": [{"code": "INSUFFICIENT_PERMISSIONS"}]},
        {"message": "x"},
    ],
)
def test_other_refusals_count_whatever_they_say(body: Any) -> None:
    refusals = Refusals()
    for _ in range(4):
        refusals.answered(answer_of("updateUser", 403, body))
    with pytest.raises(RunStopped):
        refusals.answered(answer_of("updateUser", 403, body))


def test_a_storm_of_refused_preconditions_ends_the_run() -> None:
    refusals = Refusals()
    for _ in range(19):
        refusals.precondition(answer_of("createUser", 400))
    with pytest.raises(
        RunStopped, match="20 preconditions in a row: createUser answered 400 19 times, readAll"
    ):
        refusals.precondition(answer_of("readAllVerifiedData", 404))


def test_a_precondition_that_is_met_ends_the_row() -> None:
    refusals = Refusals()
    for status in ([400] * 19 + [201]) * 3:
        refusals.precondition(answer_of("createUser", status))
