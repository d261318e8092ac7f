"""What a target answers with may be anything: a check finds something, or nothing, and always ends."""

from __future__ import annotations

import time

import httpx
import pytest

from pingone_conformance.checks import addresses, answers, errors, flows, links, times, web_verification
from pingone_conformance.checks.members import MISSING, body_of, members_of
from pingone_conformance.checks.status import is_accepted

ADDRESSES = ["http://[", "//", "", "http://x:y:z@[::1", 3, None, ["http://x.test"], "\x00"]


def answered(content: bytes, status: int = 200) -> httpx.Response:
    return httpx.Response(status, content=content, headers={"content-type": "application/json"})


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_not_absolute(address: object) -> None:
    assert not addresses.is_absolute(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_to_what_is_no_address_is_found(address: object) -> None:
    body = {"_links": {"self": {"href": address}}}
    assert list(links.has_link(body, "self"))
    assert list(links.link_points_to(body, "self", "https://x.test/environments/e"))
    assert links.ids_in(links.href(body, "self")) == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_are_none_are_found(address: object) -> None:
    assert list(flows.resumes({"resumeUrl": address}, "https://auth.test", "e", "f"))
    assert list(web_verification.is_absolute_url({"qrUrl": address}, "qrUrl"))
    assert list(web_verification.link_takes_parameter({"webVerificationUrl": address}, "a", "b"))


def test_links_within_an_answer_that_are_no_addresses_are_found() -> None:
    answer = answered(b'{"_links": {"self": {"href": "http://["}}}')
    assert list(links.all_links_are_absolute(answer))
    assert not list(links.all_links_have_one_version(answer))


@pytest.mark.parametrize("depth", [600, 100_000])
def test_a_deep_document_is_read_or_is_none(depth: int) -> None:
    answer = answered(b"[" * depth + b"]" * depth, 400)
    assert body_of(answer) is MISSING or len(list(members_of(body_of(answer)))) == depth - 1
    assert not list(times.all_timestamps_are_utc(answer))
    assert list(errors.error_envelope(answer))
    assert list(errors.texts_of(body_of(answer))) == []


def test_what_is_too_deep_to_be_read_is_no_json() -> None:
    assert list(answers.is_json(answered(b"[" * 100_000 + b"]" * 100_000)))


def test_a_long_code_is_cut() -> None:
    (finding,) = is_accepted(answered(b'{"code": "' + b"x" * 10_000 + b'"}', 400))
    assert len(finding.observed) < 200


@pytest.mark.parametrize("text", ["a", "at a", "/", "at a(", ":1"])
def test_looking_for_internals_takes_no_longer_than_reading(text: str) -> None:
    started = time.perf_counter()
    list(errors.shows_no_internals(answered(text.encode() * 200_000, 400)))
    assert time.perf_counter() - started < 5
