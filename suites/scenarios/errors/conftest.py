"""Refusals of one operation, for different reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.plugin.target import MockTarget, Target
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.requests import Attempt
from pingone_conformance.target.session import Session


@dataclass(frozen=True)
class Refusals:
    """Refusals of requests that were wrong in one thing each; what was accepted is for other rules to say."""

    answers: tuple[httpx.Response, ...]

    def of(self, *statuses: int) -> list[httpx.Response]:
        """Those with one of these statuses; `Untested` when there are none."""
        found = [answer for answer in self.answers if answer.status_code in statuses]
        if not found:
            seen = ", ".join(sorted({str(answer.status_code) for answer in self.answers})) or "accepted"
            raise Untested(f"no wrong request was answered {' or '.join(map(str, statuses))}, but {seen}")
        return found


def wrong_requests(attempt: Attempt, api: Session, stranger: Session | None) -> Iterator[httpx.Response]:
    """Answers to requests without a token, with one of elsewhere, about nothing, with a body that is none or bad."""
    yield attempt(authorization=None)
    if stranger:
        yield attempt(authorization=f"Bearer {stranger.token()}")
    if attempt.path:
        *_, last = attempt.path
        yield attempt(**{last: UNKNOWN_ID})
        yield attempt(**{last: "no-id"})
    if api.description.operation(attempt.operation_id).media_type:
        yield attempt(content=b'{"')
        yield attempt(content=b"[]")
        yield attempt(content_type="text/plain")
    if attempt.operation_id == "createVerifyPolicy":
        yield attempt(json={**attempt.request["json"], "governmentId": {"verify": "PERHAPS"}})
    if attempt.operation_id == "readAllVerifyPolicies":
        yield attempt(params={"filter": "name is nothing that a filter can say"})


@pytest.fixture
def refusals(attempt: Attempt, api: Session, target: Target) -> Refusals:
    """Refusals of the operation of the test."""
    stranger = target.elsewhere() if isinstance(target, MockTarget) else None
    answers = wrong_requests(attempt, api, stranger)
    return Refusals(tuple(answer for answer in answers if answer.is_client_error))
