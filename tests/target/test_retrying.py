"""What is sent again, how long a run waits for it, and what it says when it gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from pingone_conformance.findings import NetworkTrouble, TargetUnreachable, Untested
from pingone_conformance.target.reach import (
    UNANSWERED_OF_A_TARGET_THAT_IS_GONE,
    UNCONNECTED_OF_A_TARGET_THAT_IS_GONE,
)
from pingone_conformance.target.retrying import (
    MAX_RETRIES,
    MAX_TOTAL_WAIT_SECONDS,
    MAX_WAIT_SECONDS,
    retry_after,
)
from pingone_conformance.target.session import Session, exchange_of

from .conftest import Open

DROPPED = httpx.RemoteProtocolError
REFUSED = httpx.ConnectError
OK = 200
USER = {"userID": "u"}
READ = ("readOneUser", USER)
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("createUser", {"json": {"username": "a"}}),
    ("updateUser", {"json": {}, **USER}),
    ("replaceUser", {"json": {}, **USER}),
    ("deleteUser", USER),
]
CALLS = [READ, *WRITES]
Event = int | type[httpx.TransportError]


class Script:
    """Answers as the script says, one event for each attempt, the last one ever after."""

    def __init__(self, *events: Event, **headers: str) -> None:
        self._events = events
        self._headers = headers
        self.attempts: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        event = self._events[min(len(self.attempts), len(self._events) - 1)]
        self.attempts.append(request)
        if isinstance(event, int):
            return httpx.Response(event, headers=self._headers if event != OK else {}, json={})
        raise event("no luck", request=request)


class Play:
    """A session under a script, whose waits take no time."""

    def __init__(self, open_session: Open, script: Script) -> None:
        self.script = script
        self.api: Session = open_session(script)
        self.waits: list[float] = []
        self.told: list[tuple[float, str]] = []
        self.api.recorder.waits.sleep = self.waits.append
        self.api.recorder.waits.tell = lambda seconds, reason: self.told.append((seconds, reason))

    def call(self, call: tuple[str, dict[str, Any]] = READ) -> httpx.Response:
        operation, arguments = call
        return self.api.call(operation, authorization=None, **arguments)

    @property
    def attempts(self) -> int:
        return len(self.script.attempts)


@pytest.fixture
def play(session: Open) -> Callable[..., Play]:
    return lambda *events, **headers: Play(session, Script(*events, **headers))


Plays = Callable[..., Play]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
@pytest.mark.parametrize("event", [429, 503, REFUSED])
def test_what_was_not_worked_on_is_sent_again(play: Plays, event: Event, call: Any) -> None:
    scene = play(event, event, OK)
    assert scene.call(call).status_code == OK
    assert scene.attempts == 3


@pytest.mark.parametrize("event", [502, 504, DROPPED, httpx.ReadError, httpx.WriteError])
def test_a_read_that_was_lost_is_sent_again(play: Plays, event: Event) -> None:
    scene = play(event, OK)
    assert scene.call().status_code == OK


@pytest.mark.parametrize("event", [502, 504, DROPPED])
def test_a_request_for_a_token_that_was_lost_is_sent_again(play: Plays, event: Event) -> None:
    scene = play(event, OK)
    scene.script.grants = True  # type: ignore[attr-defined]
    assert scene.call(("createToken", {"content": b"grant_type=client_credentials"})).status_code == OK
    assert scene.attempts == 2


@pytest.mark.parametrize("call", WRITES, ids=lambda call: call[0])
@pytest.mark.parametrize("event", [502, 504, DROPPED, httpx.ReadError, httpx.ReadTimeout])
def test_what_may_have_been_carried_out_is_not_sent_again(play: Plays, event: Event, call: Any) -> None:
    scene = play(event, OK)
    with pytest.raises(
        NetworkTrouble, match=f"{call[0]} .*may have been carried out, so it was not sent again"
    ):
        scene.call(call)
    assert scene.attempts == 1


@pytest.mark.parametrize("status", [200, 400, 401, 404, 409, 500, 501])
def test_an_answer_is_an_answer(play: Plays, status: int) -> None:
    scene = play(status)
    assert scene.call().status_code == status
    assert (scene.attempts, scene.waits) == (1, [])


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
@pytest.mark.parametrize("status", [429, 503])
def test_a_target_that_stays_busy_leaves_the_rule_untested(play: Plays, status: int, call: Any) -> None:
    scene = play(status)
    with pytest.raises(Untested, match=f"blocked: {call[0]} answered {status} {MAX_RETRIES + 1} times"):
        scene.call(call)
    assert scene.attempts == MAX_RETRIES + 1


def test_the_last_of_these_answers_is_recorded(play: Plays) -> None:
    scene = play(429)
    with pytest.raises(Untested):
        scene.call()
    recorder = scene.api.recorder
    assert (recorder.requests, [exchange.status for exchange in recorder.exchanges]) == (1, [429])


def test_a_request_that_was_sent_again_counts_once(play: Plays) -> None:
    rough, calm = play(429, 503, DROPPED, OK), play(OK)
    exchange = exchange_of(rough.call())
    calm.call()
    assert exchange is not None
    assert exchange.status == OK
    assert list(rough.api.recorder.exchanges) == [exchange]
    assert rough.api.recorder.fingerprint == calm.api.recorder.fingerprint
    assert rough.api.recorder.requests == calm.api.recorder.requests == 1


def test_the_seconds_of_an_exchange_are_those_of_its_last_attempt(
    play: Plays, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = play(429, OK, **{"Retry-After": "7"})
    now = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: now[0])
    scene.api.recorder.waits.sleep = lambda seconds: now.__setitem__(0, now[0] + seconds)
    exchange = exchange_of(scene.call())
    assert exchange is not None
    assert exchange.seconds == 0.0


def test_a_run_waits_as_long_as_it_is_asked_to(play: Plays) -> None:
    scene = play(429, 429, OK, **{"Retry-After": "7"})
    scene.call()
    assert scene.waits == [7.0, 7.0]
    assert scene.told == [(7.0, "429"), (7.0, "429")]
    assert scene.api.recorder.waits.seconds == 14.0


def test_nobody_waits_for_hours(play: Plays) -> None:
    scene = play(503, **{"Retry-After": "86400"})
    with pytest.raises(Untested, match="answered 503"):
        scene.call()
    assert max(scene.waits) == MAX_WAIT_SECONDS
    assert sum(scene.waits) == MAX_TOTAL_WAIT_SECONDS


def test_without_a_time_to_wait_each_wait_is_longer(play: Plays) -> None:
    scene = play(503, 503, 503, 503, 503, OK)
    scene.call()
    assert scene.waits == sorted(scene.waits)
    assert 0 < scene.waits[0] < scene.waits[-1] < 5


def test_a_lost_answer_is_told_as_such(play: Plays) -> None:
    scene = play(DROPPED, OK)
    scene.call()
    assert [reason for _, reason in scene.told] == ["no answer"]


DATE = datetime(2030, 2, 28, 23, 59, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-3"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "٣"}, None),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": " 12 "}, 12.0),
        ({"Retry-After": "9" * 5000}, 999999999.0),
        ({"Retry-After": "Fri, 01 Mar 2030 00:00:05 GMT", "Date": format_datetime(DATE, usegmt=True)}, 15.0),
        ({"Retry-After": "Fri, 01 Mar 2030 00:00:05", "Date": format_datetime(DATE, usegmt=True)}, 15.0),
        ({"Retry-After": "Thu, 28 Feb 2030 23:59:00 GMT", "Date": format_datetime(DATE, usegmt=True)}, 0.0),
        ({"Retry-After": "Fri, 01 Mar 2030 99:99:99 GMT"}, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(headers: dict[str, str], seconds: float | None) -> None:
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert retry_after(httpx.Response(429, headers=encoded)) == seconds


def test_a_date_without_a_date_beside_it_is_held_against_our_clock() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    seconds = retry_after(httpx.Response(503, headers={"Retry-After": later}))
    assert seconds is not None
    assert 25 < seconds <= 30


@pytest.mark.parametrize("event", [REFUSED, httpx.ConnectTimeout, httpx.ProxyError])
def test_a_target_that_never_was_there_is_told_at_once(play: Plays, event: Event) -> None:
    scene = play(event)
    with pytest.raises(
        TargetUnreachable, match=r"https://api\.test/v1/environments/env/users/u did not answer"
    ):
        scene.call()


@pytest.mark.parametrize("event", [REFUSED, httpx.ConnectTimeout, httpx.ProxyError])
def test_a_target_that_is_gone_is_given_a_few_requests(play: Plays, event: Event) -> None:
    scene = play(OK, event)
    scene.call()
    for _ in range(UNCONNECTED_OF_A_TARGET_THAT_IS_GONE - 1):
        with pytest.raises(NetworkTrouble, match="readOneUser got no answer"):
            scene.call()
    with pytest.raises(TargetUnreachable):
        scene.call()


@pytest.mark.parametrize("event", [DROPPED, httpx.ReadError, httpx.ReadTimeout])
def test_operations_find_out_that_a_target_is_gone_together(play: Plays, event: Event) -> None:
    scene = play(event)
    for number in range(UNANSWERED_OF_A_TARGET_THAT_IS_GONE - 1):
        with pytest.raises(NetworkTrouble):
            scene.call(CALLS[number])
    with pytest.raises(TargetUnreachable):
        scene.call(WRITES[-1])


@pytest.mark.parametrize("event", [DROPPED, httpx.ReadError, httpx.ReadTimeout])
def test_an_operation_that_is_never_answered_does_not_end_the_run(play: Plays, event: Event) -> None:
    scene = play(event)
    for _ in range(4 * UNANSWERED_OF_A_TARGET_THAT_IS_GONE):
        with pytest.raises(NetworkTrouble):
            scene.call()


def test_any_answer_shows_that_a_target_is_there(play: Plays) -> None:
    scene = play(*[DROPPED, 404] * 20)
    for number in range(19):
        with pytest.raises(NetworkTrouble):
            scene.call(WRITES[number % 2])
        assert scene.call(WRITES[0]).status_code == 404


def test_a_time_out_is_not_waited_for_again(play: Plays) -> None:
    scene = play(httpx.ReadTimeout, OK)
    with pytest.raises(
        NetworkTrouble, match=r"^readOneUser got no answer: nothing came within 30 s\n"
    ) as caught:
        scene.call()
    assert scene.attempts == 1
    assert "`timeout`" in caught.value.hint


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (REFUSED, "no connection to https://api.test: no luck"),
        (httpx.ConnectTimeout, "no connection to https://api.test within 30 s"),
        (httpx.WriteTimeout, "it could not be sent within 30 s"),
        (httpx.ProxyError, "the proxy refused to connect to https://api.test: no luck"),
        (DROPPED, "the connection was lost: no luck"),
    ],
)
def test_what_happened_is_said(play: Plays, event: Event, said: str) -> None:
    scene = play(OK, event)
    scene.call()
    with pytest.raises(NetworkTrouble) as caught:
        scene.call()
    assert caught.value.message == f"readOneUser got no answer: {said}"


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
@pytest.mark.parametrize("status", [502, 504])
def test_an_answer_of_a_gateway_is_none_of_the_api(play: Plays, status: int, call: Any) -> None:
    scene = play(status)
    with pytest.raises(
        NetworkTrouble, match=rf"{call[0]} was answered by a gateway.* \({status}, application/json\)"
    ):
        scene.call(call)
    assert [exchange.status for exchange in scene.api.recorder.exchanges] == [status]
    assert scene.attempts == (MAX_RETRIES + 1 if call is READ else 1)


def test_an_operation_that_is_always_busy_is_not_waited_for_by_each_test(play: Plays) -> None:
    scene = play(503)
    for _ in range(4):
        with pytest.raises(Untested, match="answered 503"):
            scene.call()
    assert scene.attempts == 2 * (MAX_RETRIES + 1) + 2


def test_it_is_waited_for_again_once_it_answers(play: Plays) -> None:
    first = 2 * (MAX_RETRIES + 1)
    scene = play(*[503] * first, OK, 503, OK)
    for _ in range(2):
        with pytest.raises(Untested):
            scene.call()
    assert [scene.call().status_code, scene.call().status_code] == [OK, OK]


def test_an_operation_that_is_busy_says_nothing_about_another_one(session: Open) -> None:
    def busy_with_creating(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503 if request.method == "POST" else 200, json={})

    api = session(busy_with_creating)
    api.recorder.waits.sleep = lambda _: None
    for _ in range(3):
        with pytest.raises(Untested, match="createUser answered 503"):
            api.call("createUser", json={})
        assert api.call("readOneUser", **USER).status_code == OK


class CutOff(httpx.SyncByteStream):
    """A body whose connection ends in its middle."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"half": '
        raise DROPPED("peer closed connection without sending complete message body")


def test_an_answer_that_is_cut_off_was_none(session: Open) -> None:
    answers = iter([httpx.Response(200, stream=CutOff()), httpx.Response(200, json={"whole": True})])
    api = session(lambda _: next(answers))
    api.recorder.waits.sleep = lambda _: None
    assert api.call("readOneUser", **USER).json() == {"whole": True}


def test_the_head_of_an_answer_that_is_cut_off_is_kept(session: Open) -> None:
    api = session(
        lambda _: httpx.Response(201, stream=CutOff(), headers={"Content-Length": "4321", "X-Seen": "yes"})
    )
    with pytest.raises(NetworkTrouble) as caught:
        api.call("createUser", json={}, authorization=None)
    assert caught.value.message == (
        "the answer to createUser (201, no content type) was cut off after 9 of 4,321 bytes: the connection was lost: "
        "peer closed connection without sending complete message body; "
        "it may have been carried out, so it was not sent again"
    )
    (exchange,) = api.recorder.exchanges
    assert (exchange.status, exchange.response_headers["x-seen"], exchange.response_body) == (201, "yes", "")


def test_an_operation_that_is_always_cut_off_does_not_end_the_run(session: Open) -> None:
    api = session(lambda _: httpx.Response(200, stream=CutOff()))
    api.recorder.waits.sleep = lambda _: None
    for operation in ("readOneUser", "deleteUser") * 5:
        with pytest.raises(NetworkTrouble, match="cut off after 9 bytes"):
            api.call(operation, authorization=None, **USER)


def cleaning_up(play: Plays, *events: Event) -> Play:
    scene = play(*events)
    scene.api.cleaning_up = True
    return scene


@pytest.mark.parametrize("event", [502, 504, DROPPED, httpx.ReadError])
def test_a_delete_of_the_clean_up_is_sent_again(play: Plays, event: Event) -> None:
    scene = cleaning_up(play, event, 404)
    assert scene.call(("deleteUser", USER)).status_code == 404
    assert scene.attempts == 2


def test_other_requests_of_the_clean_up_are_as_any(play: Plays) -> None:
    scene = cleaning_up(play, DROPPED, OK)
    with pytest.raises(NetworkTrouble, match="not sent again"):
        scene.call(WRITES[0])


def test_the_clean_up_waits_for_an_operation_that_is_always_busy(play: Plays) -> None:
    scene = cleaning_up(play, 503)
    for _ in range(4):
        with pytest.raises(Untested, match="answered 503"):
            scene.call(("deleteUser", USER))
    assert scene.attempts == 4 * (MAX_RETRIES + 1)
