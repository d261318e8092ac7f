"""What a busy server or a bad line loses is asked for again, and never counts as an answer of the API.

A request goes out again only where that cannot change a verdict:

* 429 and 503 say that the request was not worked on (RFC 6585, section 4; RFC 9110, section 15.6.4): any request does.
* A connection that was refused has carried nothing: any request does.
* After a connection that ended without an answer, after 502 and after 504, the request may have been carried out. A
  create that is sent again would find its name taken, a delete nothing to delete, and a rule would be called broken for
  it. Only what changes nothing that a test looks at goes out again: reads, and requests for a token.

Everything else, and whatever does not get through in time, raises `Untested` with the reason. 500 is an answer.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from httpx_retries import Retry, RetryTransport

from pingone_conformance.findings import TargetUnreachable, Untested

MAX_RETRIES = 5
MAX_WAIT_SECONDS = 20.0
"""Longest single wait, whatever `Retry-After` asks for."""

MAX_TOTAL_WAIT_SECONDS = 60.0
"""Longest wait for one request, all its waits together."""

UNANSWERED_OF_A_TARGET_THAT_IS_GONE = 5
"""Attempts in a row, of one request or of several, that ended without any answer."""

_GIVEN_UP_OF_A_BUSY_OPERATION = 2
_BACKOFF_SECONDS = 0.1
NOT_WORKED_ON = (429, 503)
"""Statuses of a target that is busy: the request can be sent again, whatever it is."""

_BUSY = (*NOT_WORKED_ON, 502, 504)
_HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HARMLESS_OPERATIONS = frozenset({"createToken"})
# A time-out is none of them: the target had half a minute, and would be given it again and again.
_NOT_SENT = (httpx.ConnectError,)
_LOST = (httpx.NetworkError, httpx.RemoteProtocolError)


def _nobody(seconds: float, reason: str) -> None:
    """Nobody is told."""


@dataclass
class Waits:
    """What a run spends waiting, in seconds; `tell` hears of each wait and why it is.

    `seconds` is what its target asked for or needed, `paced` what the run held itself back.
    """

    seconds: float = 0.0
    paced: float = 0.0
    tell: Callable[[float, str], None] = _nobody
    sleep: Callable[[float], None] = time.sleep

    def wait(self, seconds: float, reason: str) -> None:
        """Wait so many seconds."""
        if seconds > 0:
            self.tell(seconds, reason)
            self.sleep(seconds)
            self.seconds += seconds

    def pace(self, seconds: float, *, told: bool) -> None:
        """Wait so many seconds for a slot of the run's own budget."""
        if seconds > 0:
            if told:
                self.tell(seconds, "rate")
            self.sleep(seconds)
            self.paced += seconds


class _Policy(Retry):
    """The library's policy; its waits are told, and read `Retry-After` by the clock of who sent it."""

    def __init__(self, waits: Waits, statuses: tuple[int, ...], errors: tuple[type[Exception], ...]) -> None:
        super().__init__(
            total=MAX_RETRIES,
            status_forcelist=statuses,
            retry_on_exceptions=errors,
            backoff_factor=_BACKOFF_SECONDS,
            backoff_jitter=0.5,
            max_backoff_wait=MAX_WAIT_SECONDS,
            total_timeout=MAX_TOTAL_WAIT_SECONDS,
        )
        self._waits = waits

    def is_retryable_method(self, method: str) -> bool:  # noqa: ARG002
        """Which requests may be sent again was decided when this policy was chosen."""
        return True

    def increment(self) -> _Policy:
        """The policy of the next attempt."""
        following = copy(self)
        following.attempts_made += 1
        return following

    def sleep(self, response: httpx.Response | Exception) -> None:
        """Wait as long as the answer asks for, else longer each time."""
        answer = response if isinstance(response, httpx.Response) else None
        seconds = retry_after(answer) if answer is not None else None
        if seconds is None:
            seconds = self.backoff_strategy()
        seconds = min(seconds, MAX_WAIT_SECONDS, MAX_TOTAL_WAIT_SECONDS - self.elapsed_sleep)
        self._waits.wait(seconds, str(answer.status_code) if answer is not None else "no answer")
        self.elapsed_sleep += seconds

    def giving_up(self) -> _Policy:
        """The same for one attempt alone."""
        only = copy(self)
        only.total = 0
        return only


def retry_after(answer: httpx.Response) -> float | None:
    """The seconds that an answer asks to wait (RFC 9110, section 10.2.3); None when it has no number and no date.

    A date is held against the answer's own `Date`: the clocks of target and suite may differ.
    """
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    until = _instant(asked)
    if until is None:
        return None
    now = _instant(answer.headers.get("Date", "")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _instant(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


class _Counting(httpx.BaseTransport):
    """Counts the attempts in a row that ended without an answer."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.unanswered = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = self._inner.handle_request(request)
        except httpx.LocalProtocolError:
            raise
        except httpx.TransportError:
            self.unanswered += 1
            raise
        self.unanswered = 0
        return answer

    def close(self) -> None:
        self._inner.close()


class RetryingTransport(httpx.BaseTransport):
    """Sends through another transport, again where an answer was lost or put off.

    An answer that was put off to the end has the reason in `extensions["blocked"]`, for whoever records it to raise
    `Untested`. Raises `Untested` for a request that was lost and cannot be sent again, `TargetUnreachable` when
    nothing has answered for several attempts.
    """

    def __init__(self, inner: httpx.BaseTransport, waits: Waits) -> None:
        self._attempts = _Counting(inner)
        self._transport = RetryTransport(self._attempts)
        self._harmless = _Policy(waits, _BUSY, _LOST)
        self._others = _Policy(waits, NOT_WORKED_ON, _NOT_SENT)
        self._given_up: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request until it is answered; raises `LocalProtocolError` for one that cannot be sent."""
        operation = str(request.extensions.get("operation", ""))
        request.extensions["retry"] = self._policy(request, operation)
        try:
            answer = self._transport.handle_request(request)
        except httpx.LocalProtocolError:
            raise  # a request that cannot be sent says nothing about the target
        except httpx.TransportError as error:
            raise self._lost(request, operation, error) from error
        if answer.status_code in _BUSY:
            self._given_up[operation] += 1
            answer.extensions["blocked"] = _put_off(request, answer, operation or request.method)
        elif self._given_up:
            self._given_up.pop(operation, None)
        return answer

    def _policy(self, request: httpx.Request, operation: str) -> _Policy:
        policy = self._harmless if _is_harmless(request) else self._others
        # Each test of an operation that is always busy would wait in vain.
        busy = self._given_up and self._given_up[operation] >= _GIVEN_UP_OF_A_BUSY_OPERATION
        return policy.giving_up() if busy else policy

    def _lost(self, request: httpx.Request, operation: str, error: httpx.TransportError) -> Exception:
        if self._attempts.unanswered >= UNANSWERED_OF_A_TARGET_THAT_IS_GONE:
            address = request.url.copy_with(query=None)
            return TargetUnreachable(f"{address} did not answer: {error}", hint="is the target running?")
        name = operation or request.method
        return Untested(f"blocked: {name} got no answer ({type(error).__name__}){_why_once(request)}")

    def close(self) -> None:
        """Close the inner transport."""
        self._transport.close()


def _is_harmless(request: httpx.Request) -> bool:
    return request.method in _HARMLESS_METHODS or request.extensions.get("operation") in _HARMLESS_OPERATIONS


def _put_off(request: httpx.Request, answer: httpx.Response, name: str) -> str:
    made: int = answer.extensions["retry"].attempts_made
    if made:
        return f"blocked: {name} answered {answer.status_code} {made + 1} times"
    why = "" if answer.status_code in NOT_WORKED_ON else _why_once(request)
    return f"blocked: {name} answered {answer.status_code}{why}"


def _why_once(request: httpx.Request) -> str:
    return "" if _is_harmless(request) else "; it may have been carried out, so it was not sent again"
