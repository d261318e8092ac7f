"""Schemathesis as judge: what it finds is a finding, whatever the answer."""

from __future__ import annotations

import httpx
import pytest

from pingone_conformance.generation.judging import judge

USER = b'{"id": "5f3a9e1c-7d2b-4c60-8a14-0b9c6d5e2f71", "username": "x"}'


def answered(status: int, body: bytes) -> httpx.Response:
    request = httpx.Request("GET", "http://x.test/v1/environments/e/users/u")
    return httpx.Response(
        status, content=body, headers={"content-type": "application/hal+json"}, request=request
    )


def test_an_answer_as_described_has_no_findings() -> None:
    judgement = judge("readOneUser", answered(200, USER))
    assert (judgement.server_error, judgement.status, judgement.shape) == ([], [], [])


def test_an_answer_without_a_body_where_none_is_described_has_no_findings() -> None:
    judgement = judge("deleteUser", answered(204, b""))
    assert (judgement.server_error, judgement.status, judgement.shape) == ([], [], [])


@pytest.mark.parametrize("operation", ["createToken", "createUser", "readOneUser", "readOneVerifiedData"])
def test_a_server_error_is_found_whatever_the_path(operation: str) -> None:
    assert judge(operation, answered(500, b"{}")).server_error[0].observed == "status 500"


def test_an_undocumented_status_is_found() -> None:
    found = judge("readOneUser", answered(299, USER)).status
    assert found[0].observed == "status 299"
    assert found[0].expected.startswith("one of the statuses 200, ")


def test_a_member_of_another_type_is_told_with_its_place_in_the_description() -> None:
    found = judge("readOneUser", answered(200, USER.replace(b'"x"', b"5"))).shape
    assert [finding.observed for finding in found] == [
        'Response violates schema: 5 is not of type "string" (/components/schemas/User/properties/username)'
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[" * 600 + b"]" * 600, b'{"id": "\\ud800"}', b'{"id": 1e400}'],
)
def test_a_body_that_cannot_be_read_is_a_finding(body: bytes) -> None:
    assert judge("readOneUser", answered(200, body)).shape


def test_a_member_that_is_null_counts_as_absent() -> None:
    assert not judge(
        "readOneUser", answered(200, USER.replace(b"{", b'{"nickname": null, "name": null, '))
    ).shape
    assert judge("readOneUser", answered(200, USER.replace(b'"x"', b"null"))).shape
    assert judge("readOneUser", answered(200, b"null")).shape
