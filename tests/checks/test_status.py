"""The status of an answer."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from pingone_conformance.checks import status
from pingone_conformance.findings import Finding

from .conftest import told

Check = Callable[[httpx.Response], Iterator[Finding]]
STATUSES = (200, 201, 204, 299, 302, 400, 404, 429, 499, 500, 503)

HOLDS: list[tuple[Check, tuple[int, ...]]] = [
    (lambda answer: status.answers(answer, 200, 404), (200, 404)),
    (status.is_accepted, (200, 201, 204, 299)),
    (status.is_refused, (400, 404, 499)),
    (status.is_settled, (200, 201, 204, 299, 400, 404, 429, 499)),
]


@pytest.mark.parametrize(("check", "good"), HOLDS)
def test_a_check_holds_for_these_statuses_and_no_others(check: Check, good: tuple[int, ...]) -> None:
    assert tuple(code for code in STATUSES if not list(check(httpx.Response(code)))) == good


def test_a_finding_names_the_status_and_what_was_wanted() -> None:
    teapot = httpx.Response(302)
    assert told(status.answers(teapot, 200, 201)) == [("status 200 or 201", "status 302")]
    assert told(status.is_accepted(teapot)) == [("the request to be accepted (2xx)", "status 302")]
    assert told(status.is_refused(teapot)) == [("the request to be refused (4xx)", "status 302")]
    assert told(status.is_settled(teapot)) == [
        ("the request to be accepted (2xx) or refused (4xx)", "status 302")
    ]


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (httpx.Response(400, json={"code": "INVALID_DATA"}), "status 400 (INVALID_DATA)"),
        (httpx.Response(400, json={"code": 7}), "status 400"),
        (httpx.Response(404, text="<html>"), "status 404"),
        (httpx.Response(503, json={"code": "UNAVAILABLE"}), "status 503"),
    ],
)
def test_the_code_of_a_refusal_is_told_with_its_status(answer: httpx.Response, seen: str) -> None:
    assert [finding.observed for finding in status.is_accepted(answer)] == [seen]
