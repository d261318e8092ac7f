"""Tokens of a short life: renewed in time, fetched again where a target was slow, never mistaken for refusals."""

from __future__ import annotations

import time

import httpx
import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.connect import connect
from pingone_conformance.target.tokens import Grant, token_refusal

from .conftest import Open

USER = {"userID": "u"}


class Clock:
    """The machine's steady clock, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


class Service:
    """Grants tokens of a short life and accepts those that live; each answer takes its time."""

    grants = True

    def __init__(
        self, clock: Clock, *, life: float = 20, takes: float = 0, refusal: int = 401, accepts: bool = True
    ) -> None:
        self._clock = clock
        self._life = life
        self._refusal = refusal
        self._until: dict[str, float] = {}
        self.takes = takes
        self.accepts = accepts

    @property
    def granted(self) -> int:
        return len(self._until)

    def withdraw(self) -> None:
        """Accept none of the tokens of before."""
        self._until = dict.fromkeys(self._until, 0.0)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/as/token"):
            token = f"token-{self.granted + 1}"
            self._until[token] = self._clock.now + self._life
            return httpx.Response(200, json={"access_token": token, "expires_in": self._life})
        self._clock.now += self.takes
        token = request.headers.get("Authorization", "").partition(" ")[2]
        good = self.accepts and self._clock.now < self._until.get(token, 0)
        return httpx.Response(200 if good else self._refusal, json={})


@pytest.mark.parametrize(
    ("life", "last", "first"), [(20, 15, 15.1), (4, 3, 3.1), (100, 75, 75.1), (3600, 3570, 3571)]
)
def test_a_token_is_good_for_most_of_its_life(clock: Clock, life: float, last: float, first: float) -> None:
    grant = Grant("t", clock.now, life)
    clock.now += last
    assert grant.good
    clock.now += first - last
    assert not grant.good


def test_a_token_of_a_short_life_is_kept_and_renewed(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    for _ in range(40):
        assert api.call("readOneUser", **USER).status_code == 200
        clock.now += 1
    assert service.granted == 3


def test_a_token_that_a_slow_target_outlasts_is_fetched_again(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    api.call("readOneUser", **USER)
    clock.now += 14
    service.takes = 7
    assert api.call("readOneUser", **USER).status_code == 200
    assert service.granted == 2


def test_a_request_that_was_sent_again_with_a_new_token_counts_once(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    api.call("readOneUser", **USER)
    clock.now += 14
    service.takes = 7
    api.call("readOneUser", **USER)
    sent = [(exchange.operation, exchange.status) for exchange in api.recorder.exchanges]
    assert sent == [("createToken", 200), ("readOneUser", 200)] * 2
    assert api.recorder.requests == 4


def test_it_is_fetched_again_only_once(session: Open, clock: Clock) -> None:
    service = Service(clock, life=10)
    api = session(service)
    service.takes = 11
    assert api.call("readOneUser", **USER).status_code == 401
    assert service.granted == 2


def test_a_401_to_a_token_that_was_withdrawn_brings_a_new_one(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    api.call("readOneUser", **USER)
    service.withdraw()
    assert api.call("readOneUser", **USER).status_code == 200
    assert service.granted == 2
    assert [one.operation for one in api.recorder.exchanges] == ["createToken", "readOneUser"] * 2


def test_a_401_to_a_token_that_was_only_just_issued_is_an_answer(session: Open, clock: Clock) -> None:
    service = Service(clock, accepts=False)
    api = session(service)
    assert api.call("readOneUser", **USER).status_code == 401
    assert service.granted == 1


def test_a_target_that_refuses_every_token_is_asked_for_one_more_only(session: Open, clock: Clock) -> None:
    service = Service(clock, accepts=False)
    api = session(service)
    answers = [api.call("readOneUser", **USER).status_code for _ in range(5)]
    assert answers == [401] * 5
    assert service.granted == 2
    assert api.recorder.requests == 7


def test_once_a_token_was_accepted_the_next_401_brings_a_new_one_again(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    api.call("readOneUser", **USER)
    service.accepts = False
    api.call("readOneUser", **USER)
    service.accepts = True
    api.call("readOneUser", **USER)
    service.withdraw()
    assert api.call("readOneUser", **USER).status_code == 200
    assert service.granted == 3


def test_a_403_brings_no_new_token(session: Open, clock: Clock) -> None:
    service = Service(clock, refusal=403)
    api = session(service)
    api.call("readOneUser", **USER)
    service.withdraw()
    assert api.call("readOneUser", **USER).status_code == 403
    assert service.granted == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": "invalid_client"}, "without a token: invalid_client"),
        (
            {"error": "unauthorized_client", "error_description": "canary"},
            "without a token: unauthorized_client",
        ),
        ({"error": "canary"}, "without a token"),
        ({"error": ["invalid_client"]}, "without a token"),
        (["invalid_client"], "without a token"),
        ({}, "without a token"),
    ],
)
def test_a_refused_token_request_is_told_with_its_code_and_nothing_else(
    session: Open, body: object, said: str
) -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        return httpx.Response(401, json=body)

    refuse.grants = True  # type: ignore[attr-defined]
    with pytest.raises(Untested) as told:
        session(refuse).call("readOneUser", **USER)
    assert str(told.value) == f"blocked: createToken answered 401 {said}"


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[" * 100_000, b'{"error": "invalid_client"' + b" " * 70_000 + b"}"]
)
def test_a_refusal_that_is_no_json_or_too_long_is_told_by_its_status(content: bytes) -> None:
    assert token_refusal(httpx.Response(502, content=content)) == "createToken answered 502 without a token"


@pytest.mark.parametrize("refusal", [401, 403])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_token_that_a_test_held_too_long_shows_nothing(
    session: Open, clock: Clock, scheme: str, refusal: int
) -> None:
    api = session(Service(clock, refusal=refusal))
    token = api.token()
    clock.now += 21
    with pytest.raises(Untested, match="a token that is good for 20 s grew too old meanwhile"):
        api.call("readOneUser", authorization=f"{scheme} {token}", **USER)


def test_so_does_one_in_a_header_of_another_case(session: Open, clock: Clock) -> None:
    api = session(Service(clock))
    headers = {"aUTHORIZATION": f"Bearer {api.token()}"}
    clock.now += 21
    with pytest.raises(Untested, match="grew too old"):
        api.call("readOneUser", authorization=None, headers=headers, **USER)


def test_a_token_that_is_refused_while_it_is_young_is_an_answer(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api = session(service)
    token = api.token()
    service.withdraw()
    assert api.call("readOneUser", authorization=f"Bearer {token}", **USER).status_code == 401


@pytest.mark.parametrize("authorization", [None, "Bearer made-up", "Bearer", "Basic {}"])
def test_what_is_refused_for_another_reason_stays_an_answer(
    session: Open, clock: Clock, authorization: str | None
) -> None:
    api = session(Service(clock))
    token = api.token()
    clock.now += 21
    sent = authorization and authorization.format(token)
    assert api.call("readOneUser", authorization=sent, **USER).status_code == 401


def test_a_token_of_another_session_is_known_too(session: Open, clock: Clock) -> None:
    service = Service(clock)
    api, stranger = session(service), session(service)
    stranger.recorder = api.recorder
    token = stranger.token()
    clock.now += 21
    with pytest.raises(Untested, match="grew too old"):
        api.call("readOneUser", authorization=f"Bearer {token}", **USER)


def test_tokens_of_the_test_before_are_forgotten(session: Open, clock: Clock) -> None:
    api = session(Service(clock))
    token = api.token()
    api.recorder.start_test()
    clock.now += 21
    assert api.call("readOneUser", authorization=f"Bearer {token}", **USER).status_code == 401


def test_tests_of_an_embedded_mock_share_a_token(clock: Clock) -> None:
    target = connect(load_settings({}))
    granted = []
    for number in range(3):
        target.start_test(f"test-{number}")
        target.api.call("readAllVerifyPolicies")
        granted.append(target.api.grant)
    assert len(set(granted)) == 1
    assert target.recorder.requests == 4


def test_a_shared_token_that_grew_old_is_renewed_for_all(clock: Clock) -> None:
    target = connect(load_settings({}))
    clock.now += 3600
    for number in range(3):
        target.start_test(f"test-{number}")
        assert target.api.call("readAllVerifyPolicies").status_code == 200
    # One token for the connection, one for the tests after an hour, three lists.
    assert target.recorder.requests == 5
