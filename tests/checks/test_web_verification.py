import json
from typing import Any

import pytest

from pingone_conformance.checks.members import MISSING
from pingone_conformance.checks.web_verification import (
    code_has_six_digits,
    is_absolute_url,
    link_names,
    link_takes_parameter,
    qr_url_follows_link,
)
from pingone_conformance.rooms import room


@pytest.fixture
def body() -> dict[str, Any]:
    example = room("contracts") / "examples" / "create-verify-transaction" / "response.json"
    return dict(json.loads(example.read_text("utf-8")))


def test_the_documented_answer_agrees_with_itself(body: dict[str, Any]) -> None:
    assert not list(is_absolute_url(body, "qrUrl"))
    assert not list(link_names(body, "txnid", body["id"]))
    assert not list(link_names(body, "code", body["webVerificationCode"]))
    assert not list(link_names(body, "envId", "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"))
    assert not list(qr_url_follows_link(body))
    assert not list(link_takes_parameter(body, "dt", "1"))


def test_another_host_of_the_qr_code_is_no_matter(body: dict[str, Any]) -> None:
    body["qrUrl"] = body["qrUrl"].replace("api.pingone.com", "gateway.example.com")
    assert not list(qr_url_follows_link(body))


@pytest.mark.parametrize(
    "value", [None, 7, "/v1/idValidations", "api.pingone.com", "http://[", "https:///qr"]
)
def test_what_is_no_absolute_url_is_found(body: dict[str, Any], value: object) -> None:
    body["qrUrl"] = value
    assert list(is_absolute_url(body, "qrUrl"))
    assert list(qr_url_follows_link(body))


def test_a_parameter_that_is_missing_wrong_or_there_twice_is_found(body: dict[str, Any]) -> None:
    link = body["webVerificationUrl"]
    assert list(link_names(body, "txnid", "another"))
    assert list(link_names(body, "nothing", "x"))
    assert list(link_names({**body, "webVerificationUrl": f"{link}&code=232660"}, "code", "232660"))
    assert list(link_names({}, "code", "232660"))


def test_nothing_to_compare_with_is_found(body: dict[str, Any]) -> None:
    assert list(link_names(body, "nothing", MISSING))


@pytest.mark.parametrize(("old", "new"), [("/qr", "/code"), ("293c1116", "293c1117"), ("/idValidations", "")])
def test_a_qr_code_elsewhere_is_found(body: dict[str, Any], old: str, new: str) -> None:
    body["qrUrl"] = body["qrUrl"].replace(old, new)
    assert list(qr_url_follows_link(body))


@pytest.mark.parametrize("code", [None, 232660, "23266", "2326601", "23266a", "٢٣٢٦٦٠"])
def test_another_code_is_found(body: dict[str, Any], code: object) -> None:
    assert not list(code_has_six_digits(body))
    assert list(code_has_six_digits({**body, "webVerificationCode": code}))


@pytest.mark.parametrize("change", ["#start", "&dt=0"])
def test_a_link_that_takes_no_parameter_is_found(body: dict[str, Any], change: str) -> None:
    body["webVerificationUrl"] += change
    assert list(link_takes_parameter(body, "dt", "1"))


def test_a_link_without_a_query_takes_no_parameter_by_an_ampersand() -> None:
    assert list(link_takes_parameter({"webVerificationUrl": "https://apps.pingone.com/verify"}, "dt", "1"))
    assert list(link_takes_parameter({}, "dt", "1"))


def test_a_parameter_may_be_empty() -> None:
    link = {"webVerificationUrl": "https://apps.pingone.com/verify?code=&txnid=1"}
    assert not list(link_names(link, "code", ""))
    assert not list(link_takes_parameter(link, "dt", "1"))


@pytest.mark.parametrize("link", ["/verify?code=1", "https://apps.pingone.com/verify?dt=1#start"])
def test_a_relative_link_and_one_with_a_fragment_take_no_parameter(link: str) -> None:
    assert list(link_takes_parameter({"webVerificationUrl": link}, "dt", "1"))


@pytest.mark.parametrize("base", ["https://x.test/v1/X", "https://x.test/v1/X/"])
def test_the_qr_code_stands_below_the_url_of_the_link(base: str) -> None:
    link = f"https://apps.pingone.com/verify?url={base}"
    body = {"webVerificationUrl": link, "id": "t-1", "qrUrl": "https://x.test/v1/X/t-1/qr"}
    assert not list(qr_url_follows_link(body))
