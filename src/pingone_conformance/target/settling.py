"""Waits until what was just created is there everywhere: a 404 about it may pass ("Retry", PingOne API)."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from pingone_conformance.checks.members import body_of, member

YOUNG_SECONDS = 10.0
"""How long after its creation a thing may not be found without being accused of it."""

WAITS_SECONDS = (0.5, 1.0, 2.0)
"""How long it is waited before each further attempt."""


class SettlingTransport(httpx.BaseTransport):
    """Sends a request again that was answered 404 and is about something that was created seconds ago.

    It goes by what passes through it, whole answers of a line that bounds them: an accepted POST that answers with an
    id, and no deletion since. Only the very address of the new thing, or of a collection of it, is waited for; what is
    not found under another address is no matter of time. A request that was answered 404 did nothing, so that to repeat
    it is harmless.
    """

    def __init__(
        self,
        line: httpx.BaseTransport,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line, self._clock, self._sleep = line, clock, sleep
        self._made: dict[str, float] = {}
        """When each address was made, as far as it is not forgotten."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the line, or a later one when the first may have come too soon."""
        answer = self._line.handle_request(request)
        for seconds in WAITS_SECONDS:
            if answer.status_code != httpx.codes.NOT_FOUND or not self._is_young(request):
                break
            answer.close()
            self._sleep(seconds)
            answer = self._line.handle_request(request)
        self._remember(request, answer)
        return answer

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def _is_young(self, request: httpx.Request) -> bool:
        path = request.url.path
        limit = self._clock() - YOUNG_SECONDS
        return any(self._made.get(of, limit - 1) > limit for of in (path, path.rpartition("/")[0]))

    def _remember(self, request: httpx.Request, answer: httpx.Response) -> None:
        path = request.url.path
        if request.method == "DELETE" and answer.is_success:
            self._made = {
                of: at for of, at in self._made.items() if of != path and not of.startswith(f"{path}/")
            }
        if request.method != "POST" or answer.status_code != httpx.codes.CREATED:
            return
        made = member(body_of(answer), "id")
        if isinstance(made, str):
            limit = self._clock() - YOUNG_SECONDS
            self._made = {of: at for of, at in self._made.items() if at > limit}
            self._made[f"{path}/{made}"] = self._clock()
