"""What is kept of requests that scripts sent, and their bounds."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.records import CannedAnswer, Outbound
from pingone_conformance.mock.cloud.store import CloudStore
from pingone_conformance.mock.scripts import hosts, outgoing

URL = "https://service.example/"


def sent(body: str) -> Outbound:
    return Outbound("GET", URL, {}, body)


def test_the_oldest_requests_are_forgotten() -> None:
    cloud = CloudStore()
    for number in range(hosts.MAX_OUTBOUND + 1):
        hosts.remember(cloud, sent(str(number)))
    assert len(cloud.outbound) == hosts.MAX_OUTBOUND
    assert cloud.outbound[0].body == "1"
    hosts.remember(cloud, sent("x" * hosts.MAX_OUTBOUND_LENGTH))
    assert len(cloud.outbound) == 1


def test_an_usual_port_may_be_said_or_not() -> None:
    cloud = CloudStore()
    answers = [CannedAnswer()]
    for registered, urls in {
        "service.example": (URL, "https://SERVICE.example:443/", "http://service.example:80"),
        "service.example:443": (URL, "https://service.example:443/"),
        "service.example:80": ("http://service.example",),
    }.items():
        cloud.hosts = {registered: answers}
        for url in urls:
            assert hosts.answers_of(cloud, outgoing.from_options(url, {})) is answers


def test_a_status_of_nobody_has_no_phrase() -> None:
    request = outgoing.from_options(URL, {})
    assert hosts.reply_to(request, [CannedAnswer(status=599)]).reason == ""


def test_an_echo_of_deep_json_shows_it_as_text() -> None:
    deep = "[" * 500 + "]" * 500
    request = outgoing.from_options(URL, {"body": deep})
    echo = hosts.parsed(hosts.reply_to(request, [CannedAnswer(echo=True)]).body)
    assert (echo["json"], echo["data"]) == (None, deep)


@pytest.mark.parametrize(
    "options",
    [
        {"body": "x" * (outgoing.MAX_BODY + 1)},
        {"headers": {f"x-{number}": "1" for number in range(outgoing.MAX_HEADERS + 1)}},
        {"headers": {"x": "y" * outgoing.MAX_HEADER_BYTES}},
        {"token": {"a": 1}},
        {"token": "a\nb"},
        {"method": ["GET"]},
        {"headers": {"": "x"}},
    ],
)
def test_bounds_of_a_request(options: dict[str, Any]) -> None:
    with pytest.raises(outgoing.UnusableRequestError):
        outgoing.from_options(URL, options)


@pytest.mark.parametrize(
    "url", ["", "https://", "https://a:b/", "https://a:99999/", "//a", f"{URL}{'x' * outgoing.MAX_URL}"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(outgoing.UnusableRequestError):
        outgoing.from_options(url, {})
