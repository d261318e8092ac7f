"""What the status of an answer says."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Finding

_SHOWN = 120


def answers(answer: httpx.Response, *statuses: int) -> Iterator[Finding]:
    """The answer has one of these statuses."""
    if answer.status_code not in statuses:
        yield Finding(f"status {_either(statuses)}", _seen(answer))


def is_accepted(answer: httpx.Response) -> Iterator[Finding]:
    """The request succeeded: any 2xx."""
    if not answer.is_success:
        yield Finding("the request to be accepted (2xx)", _seen(answer))


def is_refused(answer: httpx.Response) -> Iterator[Finding]:
    """The request was refused as the client's mistake: any 4xx but a complaint about the rate of requests."""
    if not answer.is_client_error or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        yield Finding("the request to be refused (4xx)", _seen(answer))


def is_settled(answer: httpx.Response) -> Iterator[Finding]:
    """The request was accepted or refused as the client's mistake, and did not upset the server."""
    if not (answer.is_success or answer.is_client_error):
        yield Finding("the request to be accepted (2xx) or refused (4xx)", _seen(answer))


def _either(statuses: tuple[int, ...]) -> str:
    return " or ".join(str(status) for status in statuses)


def _seen(answer: httpx.Response) -> str:
    """The status and, for a refusal, its code: enough to see why."""
    code = member(body_of(answer), "code") if answer.is_client_error else None
    return f"status {answer.status_code}" + (f" ({code[:_SHOWN]})" if isinstance(code, str) else "")
