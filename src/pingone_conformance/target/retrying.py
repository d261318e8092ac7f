"""What a busy server or a bad line loses is asked for again, and never counts as an answer of the API.

A request goes out again only where that cannot change a verdict:

* 429 and 503 say that the request was not worked on (RFC 6585, section 4; RFC 9110, section 15.6.4): any request does.
* A connection that was refused has carried nothing: any request does.
* After a connection that ended without a whole answer, after 502 and after 504, the request may have been carried out.
  A create that is sent again would find its name taken, a delete nothing to delete, and a rule would be called broken
  for it. Only what changes nothing that a test looks at goes out again: reads, requests for a token, and deletes of
  the clean-up (`request.extensions["clean_up"]`), for which a thing that is not there is as good as deleted.
* A certificate that is not trusted, and half a minute without an answer, would be the same again: nothing does.

A target that stays busy raises `NotCarriedOut`. Everything else that does not get through raises `NetworkTrouble` with
what was seen. 500 is an answer.
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

from pingone_conformance.findings import NetworkTrouble, NotCarriedOut, TargetUnreachable
from pingone_conformance.target.reach import Reach
from pingone_conformance.target.trouble import (
    OF_GATEWAYS,
    TRY_LATER,
    cut_off,
    described,
    not_connected,
    of_a_proxy,
    tls_error,
    what_happened,
)

MAX_RETRIES = 5
MAX_WAIT_SECONDS = 20.0
"""Longest single wait, whatever `Retry-After` asks for."""

MAX_TOTAL_WAIT_SECONDS = 60.0
"""Longest wait for one request, all its waits together."""

_GIVEN_UP_OF_A_BUSY_OPERATION = 2
_BACKOFF_SECONDS = 0.1
NOT_WORKED_ON = (429, 503)
"""Statuses of a target that is busy: the request can be sent again, whatever it is."""

_AGAIN = (*NOT_WORKED_ON, *OF_GATEWAYS)
_HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HARMLESS_OPERATIONS = frozenset({"createToken", "createServiceAccountToken"})
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

    def is_retryable_exception(self, exception: Exception) -> bool:
        """Whether another attempt may end otherwise."""
        untrusted = isinstance(exception, httpx.ConnectError) and tls_error(exception) is not None
        return super().is_retryable_exception(exception) and not untrusted

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


class RetryingTransport(httpx.BaseTransport):
    """Sends through another transport, again where an answer was lost or put off.

    Raises `NotCarriedOut` for a request that a busy target put off to the end, `NetworkTrouble` for one that was lost
    and cannot be sent again, or was answered by a gateway or a proxy, `TargetUnreachable` when the target is gone. What
    there was of an answer is left in `request.extensions["seen"]`.
    """

    def __init__(self, inner: httpx.BaseTransport, waits: Waits, reach: Reach) -> None:
        self._transport = RetryTransport(inner)
        self._reach = reach
        self._harmless = _Policy(waits, _AGAIN, _LOST)
        self._others = _Policy(waits, NOT_WORKED_ON, _NOT_SENT)
        self._given_up: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request until it is answered; raises `LocalProtocolError` for one that cannot be sent."""
        operation = str(request.extensions.get("operation", ""))
        name = operation or request.method
        request.extensions["retry"] = self._policy(request, operation)
        request.extensions.pop("seen", None)
        try:
            answer = self._transport.handle_request(request)
        except (httpx.LocalProtocolError, httpx.UnsupportedProtocol):
            raise  # a request that cannot be sent says nothing about the target
        except httpx.TransportError as error:
            raise self._lost(request, name, error) from None
        except NetworkTrouble as trouble:
            self._reach.heard()
            raise NetworkTrouble(f"{name}: {trouble.message}", hint=trouble.hint) from None
        self._reach.heard()
        if refusal := self._refusal(request, answer, operation, name):
            request.extensions["seen"] = answer
            raise refusal
        return answer

    def _refusal(
        self, request: httpx.Request, answer: httpx.Response, operation: str, name: str
    ) -> NotCarriedOut | NetworkTrouble | None:
        """Why an answer is none of the API; None when it is one."""
        status = answer.status_code
        if status not in _AGAIN:
            if self._given_up:
                self._given_up.pop(operation, None)
            return of_a_proxy(answer, name)
        self._given_up[operation] += 1
        made: int = answer.extensions["retry"].attempts_made
        times = f" {made + 1} times" if made else ""
        if status in NOT_WORKED_ON:
            return NotCarriedOut(f"blocked: {name} answered {status}{times}")
        why = _why_once(request)
        return NetworkTrouble(
            f"{name} was answered by a gateway{times} ({described(answer)}){why}", hint=TRY_LATER
        )

    def _policy(self, request: httpx.Request, operation: str) -> _Policy:
        policy = self._harmless if _is_harmless(request) else self._others
        # Each test of an operation that is always busy would wait in vain.
        busy = self._given_up and self._given_up[operation] >= _GIVEN_UP_OF_A_BUSY_OPERATION
        # What is not deleted stays.
        return policy.giving_up() if busy and not request.extensions.get("clean_up") else policy

    def _lost(self, request: httpx.Request, name: str, error: httpx.TransportError) -> Exception:
        what, hint = what_happened(request, error)
        connected = not not_connected(error)
        why = _why_once(request) if connected else ""
        seen = request.extensions.get("seen")
        if isinstance(seen, httpx.Response):
            self._reach.heard()
            begun = f"the answer to {name} ({described(seen)})"
            return NetworkTrouble(f"{begun} {cut_off(seen)}: {what}{why}", hint=hint)
        self._reach.missed(name, connected=connected)
        if self._reach.gone:
            address = request.url.copy_with(query=None, userinfo=b"")
            return TargetUnreachable(
                f"{address} did not answer: {what}", hint=hint or "is the target running?"
            )
        return NetworkTrouble(f"{name} got no answer: {what}{why}", hint=hint)

    def close(self) -> None:
        """Close the inner transport."""
        self._transport.close()


def _is_harmless(request: httpx.Request) -> bool:
    if request.method == "DELETE":
        return bool(request.extensions.get("clean_up"))
    return request.method in _HARMLESS_METHODS or request.extensions.get("operation") in _HARMLESS_OPERATIONS


def _why_once(request: httpx.Request) -> str:
    return "" if _is_harmless(request) else "; it may have been carried out, so it was not sent again"
