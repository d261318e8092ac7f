from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cache-control", "no-cache"),
        ("pragma", "no-cache"),
        ("expires", "0"),
        ("strict-transport-security", "max-age="),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("x-xss-protection", "1"),
        ("vary", "Origin"),
        ("date", "GMT"),
        ("access-control-allow-origin", "*"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/unknown", "/v1/environments/x/users/y"])
def test_every_answer_has_the_documented_headers(api: Any, path: str, name: str, value: str) -> None:
    assert value in api.http.get(path).headers[name]


def test_a_correlation_id_is_made_up(api: Any) -> None:
    first, second = (api.get(api.user_path).headers["correlation-id"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f-]{36}", first)
    assert first != second


def test_a_correlation_id_comes_back(api: Any) -> None:
    answer = api.get(api.user_path, headers={"correlation-id": "my-id_1.2/3@4=5#6+7"})
    assert answer.headers["correlation-id"] == "my-id_1.2/3@4=5#6+7"


def test_unsafe_characters_of_a_correlation_id_do_not_come_back(raw: Any) -> None:
    _, headers, _ = raw.send("GET", "/v1/x", [b""], [(b"correlation-id", b"a\r\nset-cookie: b<script>\xff")])
    assert headers[b"correlation-id"] == b"a__set-cookie__b_script__"


def test_a_long_correlation_id_is_cut(api: Any) -> None:
    answer = api.get(api.user_path, headers={"correlation-id": "x" * 5000})
    assert len(answer.headers["correlation-id"]) == 100


def test_the_control_plane_is_closed_to_other_origins(api: Any) -> None:
    assert "access-control-allow-origin" not in api.http.get("/_mock/clock").headers


def test_a_preflight_is_answered(api: Any) -> None:
    answer = api.http.options(api.transactions, headers={"origin": "https://app.example.com"})
    assert "Authorization" in answer.headers["access-control-allow-headers"]


def test_a_head_request_has_no_body(api: Any) -> None:
    answer = api.send("HEAD", api.user_path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.fixture
def unexpected(api: Any) -> Iterator[httpx.Response]:
    """The answer to a request that meets a mistake of the mock's own."""
    api.mock.store.users = None
    logging.disable(logging.CRITICAL)
    yield api.get(api.user_path)
    logging.disable(logging.NOTSET)


def test_an_unexpected_error_is_a_500_with_the_envelope(unexpected: httpx.Response) -> None:
    assert (unexpected.status_code, unexpected.json()["code"]) == (500, "UNEXPECTED_ERROR")


def test_an_unexpected_error_tells_nothing_of_its_cause(unexpected: httpx.Response) -> None:
    assert "NoneType" not in unexpected.text


def test_an_unexpected_error_has_the_headers_too(unexpected: httpx.Response) -> None:
    assert "correlation-id" in unexpected.headers


def test_requests_of_the_control_plane_do_not_count(api: Any) -> None:
    before = api.http.get("/_mock/stats").json()["requests"]
    api.get(api.user_path)
    assert api.http.get("/_mock/stats").json()["requests"] == before + 1
