from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.bodies import (
    MAX_BODY_BYTES,
    header,
    media_type,
    parse_json,
    require_media_type,
    validate,
)
from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.schemas.portraits import BackgroundReplacement
from pingone_conformance.mock.schemas.transactions import NewTransaction
from pingone_conformance.mock.schemas.users import NewUser


def scope(*headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"headers": list(headers)}


def details(model: Any, content: Any) -> list[dict[str, Any]]:
    with pytest.raises(ApiError) as caught:
        validate(model, content)
    return [detail.body() for detail in caught.value.details]


def test_a_repeated_header_counts_as_none() -> None:
    assert header(scope((b"a", b"1"), (b"a", b"2")), b"a") is None


@pytest.mark.parametrize(
    "value",
    [b"application/json", b"APPLICATION/JSON", b"application/json;charset=UTF-8", b" application/json ;q"],
)
def test_letter_case_and_parameters_do_not_matter(value: bytes) -> None:
    require_media_type(scope((b"content-type", value)), "application/json")


@pytest.mark.parametrize(
    "value", [b"", b"application/jsonx", b"text/plain, application/json", b"application", b"\xff\x00", b";"]
)
def test_another_media_type_is_refused(value: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        require_media_type(scope((b"content-type", value)), "application/json")
    assert (caught.value.status, caught.value.code) == (415, "INVALID_REQUEST")


def test_no_media_type_is_an_empty_string() -> None:
    assert media_type(scope()) == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b'\xef\xbb\xbf{"a": 1}',
        b"[" * 5000 + b"]" * 5000,
        '{"a": 1}'.encode("utf-16"),
        b'{"a": 1} trailing',
        b'{"a": 1,}',
    ],
    ids=range(13),
)
def test_what_is_not_strict_json_is_refused(body: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        parse_json(body)
    assert (caught.value.status, caught.value.code) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize("content", [None, True, 1, 1.5, "text", [], [{}]])
def test_a_body_that_is_no_object_is_refused(content: Any) -> None:
    with pytest.raises(ApiError) as caught:
        validate(NewUser, content)
    assert (caught.value.status, caught.value.code) == (400, "INVALID_REQUEST")


def test_a_missing_member_is_named() -> None:
    found = details(BackgroundReplacement, {"backgroundColor": {"red": 1, "green": 2}, "aspectRatio": {}})
    assert [(detail["code"], detail["target"]) for detail in found] == [
        ("REQUIRED_VALUE", "backgroundColor.blue"),
        ("REQUIRED_VALUE", "aspectRatio.aspectHeight"),
        ("REQUIRED_VALUE", "aspectRatio.aspectWidth"),
    ]


def test_a_value_out_of_range_says_the_range() -> None:
    body = {
        "backgroundColor": {"red": 256, "green": 0, "blue": 0},
        "aspectRatio": {"aspectHeight": 1, "aspectWidth": 1},
    }
    [detail] = details(BackgroundReplacement, body)
    assert (detail["code"], detail["innerError"]) == ("OUT_OF_RANGE", {"rangeMaximumValue": 255})


def test_a_text_that_is_too_long_says_so() -> None:
    [detail] = details(NewUser, {"username": "x" * 129})
    assert detail["code"] == "SIZE_LIMIT_EXCEEDED"


def test_an_empty_text_says_so() -> None:
    [detail] = details(NewUser, {"username": ""})
    assert detail["code"] == "EMPTY_VALUE"


def test_a_detail_never_repeats_the_value() -> None:
    [detail] = details(NewUser, {"username": 123456789})
    assert "123456789" not in str(detail)


def test_the_number_of_details_is_bounded() -> None:
    found = details(NewTransaction, {"requirements": {"email": {"options": list(range(100))}}})
    assert len(found) == 20


def test_a_body_of_the_largest_size_is_read(raw: Any) -> None:
    body = b'{"seed": "a"}'.ljust(MAX_BODY_BYTES)
    status, _, _ = raw.send("POST", "/_mock/reset", [body], [(b"content-type", b"application/json")])
    assert status == 204


def test_an_announced_large_body_is_not_read(raw: Any) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"10485761")]
    status, _, _ = raw.send("POST", "/_mock/reset", [b"{}"], headers)
    assert (status, raw.received) == (400, 0)


def test_a_large_body_is_not_read_to_its_end(raw: Any) -> None:
    chunks = [b"x" * 1024 * 1024] * 100
    status, _, _ = raw.send("POST", "/_mock/reset", chunks, [(b"content-type", b"application/json")])
    assert (status, raw.received) == (400, 11)


def test_a_large_body_ends_the_connection(raw: Any) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"99999999999999999999999999")]
    _, answered, _ = raw.send("POST", "/_mock/reset", [b"{}"], headers)
    assert answered[b"connection"] == b"close"


def test_a_body_in_pieces_is_put_together(raw: Any) -> None:
    chunks = [b'{"se', b"", b'ed": "a"}']
    status, _, _ = raw.send("POST", "/_mock/reset", chunks, [(b"content-type", b"application/json")])
    assert status == 204
