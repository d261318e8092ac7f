"""What keeps a run from harming its target: where requests may go, how many, how fast, and when to stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import httpx

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError, RunStopped
from pingone_conformance.target.budget import BURST, Budget, Spent
from pingone_conformance.target.retrying import MAX_WAIT_SECONDS, NOT_WORKED_ON, Waits, retry_after

__all__ = ["BURST", "Budget", "LimitedTransport", "PinnedTransport", "Refusals", "Spent"]

REFUSALS_OF_A_GOOD_TOKEN = 5
"""401 and 403 in a row that end a run."""

REFUSED_PRECONDITIONS = 20
"""Preconditions in a row that end a run when all are refused."""

_ROLES = "does the worker application have its roles, and does the licence allow PingOne Verify?"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SHORTEST_WAIT_THAT_IS_TOLD = 1.0


class PinnedTransport(httpx.BaseTransport):
    """Sends to the configured addresses only: scheme, host and port have to be those of one of them.

    Raises `ConformanceError` for any other request, whatever made it: a redirect, a link of an answer, a `Host` header.
    Nothing was sent then.
    """

    def __init__(self, inner: httpx.BaseTransport, addresses: Iterable[str]) -> None:
        self._inner = inner
        self._origins = {_origin(httpx.URL(address)) for address in addresses}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, or refuse to."""
        asked = [_origin(request.url), *(_origin_of_host(request, host) for host in _hosts(request))]
        for origin in asked:
            if origin not in self._origins:
                known = ", ".join(sorted(_shown(one) for one in self._origins))
                raise ConformanceError(
                    f"a request to {_shown(origin)} was not sent: it is no address of the target",
                    hint=f"a run speaks to {known} alone, whatever a redirect or a link says",
                )
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


_Origin = tuple[str, str, int | None]


def _origin(url: httpx.URL) -> _Origin:
    return url.scheme, url.raw_host.decode("ascii").lower(), url.port or _DEFAULT_PORTS.get(url.scheme)


def _hosts(request: httpx.Request) -> list[str]:
    # A gateway goes by this header, not by where the connection was opened to.
    return request.headers.get_list("Host")


def _origin_of_host(request: httpx.Request, host: str) -> _Origin:
    try:
        return _origin(httpx.URL(f"{request.url.scheme}://{host}"))
    except (httpx.InvalidURL, ValueError):
        return request.url.scheme, "an unreadable Host header", None


def _shown(origin: _Origin) -> str:
    scheme, host, port = origin
    bracketed = f"[{host}]" if ":" in host else host
    return f"{scheme}://{bracketed}" + ("" if port in {None, _DEFAULT_PORTS.get(scheme)} else f":{port}")


class LimitedTransport(httpx.BaseTransport):
    """Sends each attempt in its slot of the run's budget.

    `request.extensions` says which `operation` it is and whether it belongs to the `clean_up`. The seconds that it
    waited are left in `response.extensions["held"]`, for whoever times the target. A `Retry-After` of a busy target
    holds back the other processes of the run, too. Raises `Untested` when the budget is used up.
    """

    def __init__(self, inner: httpx.BaseTransport, budget: Budget, waits: Waits) -> None:
        self._inner = inner
        self._budget = budget
        self._waits = waits

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Wait for the slot, send one request, and tell the budget what came of it."""
        clean_up = bool(request.extensions.get("clean_up"))
        creating = contracts().creates(str(request.extensions.get("operation", ""))) and not clean_up
        # A guard knows better: what is written anew, or only looked at, was there or will never be.
        creating = creating and bool(request.extensions.get("creates", True))
        held = self._wait(self._budget.reserve(creating, clean_up=clean_up))
        # The target may have asked another process to wait meanwhile.
        held += self._wait(self._budget.held_back())
        answer = self._inner.handle_request(request)
        answer.extensions["held"] = held
        # 408 says that the server gave up waiting, which may have been too late to stop anything.
        if creating and answer.is_client_error and answer.status_code != httpx.codes.REQUEST_TIMEOUT:
            self._budget.give_back_create()
        asked = retry_after(answer) if answer.status_code in NOT_WORKED_ON else None
        if asked:
            self._budget.hold_back(min(asked, MAX_WAIT_SECONDS))
        return answer

    def _wait(self, seconds: float) -> float:
        # Slots come several a second: a line for each would only flicker.
        self._waits.pace(seconds, told=seconds >= _SHORTEST_WAIT_THAT_IS_TOLD)
        return seconds

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


class Refusals:
    """Ends a run whose target refuses what it should not.

    `answered` hears of every answer, `precondition` of those to what a test takes as given. Both raise `RunStopped`
    with what was answered and how often.
    """

    def __init__(self, hint: str = _ROLES) -> None:
        """Take what to do about a good token that is refused."""
        self._hint = hint
        self._token: list[str] = []
        self._preconditions: list[str] = []

    def answered(self, answer: httpx.Response) -> None:
        """Look at an answer; requests with a token of another kind, or with none, say nothing about the run's own.

        They are told apart by `request.extensions["own_token"]`. The clean-up goes on, whatever it is answered.
        """
        extensions = answer.request.extensions
        if not extensions.get("own_token") or extensions.get("clean_up"):
            return
        if answer.status_code not in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            self._token.clear()
            return
        if _is_about_a_member(answer):
            return
        self._token.append(_told(answer))
        if len(self._token) >= REFUSALS_OF_A_GOOD_TOKEN:
            raise RunStopped(
                f"the target refused {len(self._token)} requests in a row that carried a good token: "
                + _listed(self._token),
                hint=f"{self._hint} `pingone-conformance doctor` says what is missing",
            )

    def precondition(self, answer: httpx.Response) -> None:
        """Look at the answer to a request for something that a test takes as given."""
        if answer.is_success:
            self._preconditions.clear()
            return
        self._preconditions.append(_told(answer))
        if len(self._preconditions) >= REFUSED_PRECONDITIONS:
            raise RunStopped(
                f"the target refused {len(self._preconditions)} preconditions in a row: "
                + _listed(self._preconditions),
                hint="is a limit of the licence reached, or a role or setting missing? "
                "`pingone-conformance doctor` tries the preconditions one by one",
            )


def _is_about_a_member(answer: httpx.Response) -> bool:
    """Whether a refusal names a member of the request: an attribute that nobody may write is refused with 403, too.

    "Update User (Patch)" and "Update User (Put)" say so.
    """
    try:
        details = answer.json()["details"]
        return any(detail.get("target") for detail in details)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return False


def _told(answer: httpx.Response) -> str:
    operation = answer.request.extensions.get("operation") or answer.request.method
    return f"{operation} answered {answer.status_code}"


def _listed(told: list[str]) -> str:
    counted = Counter(told).most_common()
    return ", ".join(text if count == 1 else f"{text} {count} times" for text, count in counted)
