"""The order of refusals, methods, links from the request, and the query."""

from __future__ import annotations

from typing import Any

import pytest

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def code(answer: Any) -> tuple[int, str, str | None]:
    body = answer.json()
    return answer.status_code, body["code"], body["details"][0]["code"] if body["details"] else None


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x.y.z",
        "Basic dXNlcjpzZWNyZXQ=",
        "bearer\ttoken",
        "Bearer ü",
        "x" * 60_000,
    ],
)
def test_without_a_good_token_it_is_401(api: Any, authorization: str) -> None:
    answer = api.get(api.user_path, headers={"authorization": authorization.encode()})
    assert code(answer) == (401, "ACCESS_FAILED", "INVALID_TOKEN")


def test_the_scheme_is_bearer_in_any_letter_case(api: Any) -> None:
    assert api.get(api.user_path, headers={"authorization": f"bEARER {api.token}"}).status_code == 200


def test_two_authorization_headers_are_none(api: Any, raw: Any) -> None:
    good = (b"authorization", f"Bearer {api.token}".encode())
    assert raw.send("GET", api.user_path, [b""], [good, good])[0] == 401


def test_an_expired_token_is_401(api: Any) -> None:
    api.advance(3600)
    assert code(api.get(api.user_path)) == (401, "ACCESS_FAILED", "INVALID_TOKEN")


def test_a_token_is_good_for_nearly_an_hour(api: Any) -> None:
    api.advance(3590)
    assert api.get(api.user_path).status_code == 200


def test_a_401_names_the_scheme(api: Any) -> None:
    assert api.http.get(api.user_path).headers["www-authenticate"] == "Bearer"


def test_another_environments_token_is_403(api: Any, other_token: str) -> None:
    answer = api.get(api.user_path, headers={"authorization": f"Bearer {other_token}"})
    assert code(answer) == (403, "ACCESS_FAILED", "INSUFFICIENT_PERMISSIONS")


def test_the_token_comes_before_existence(api: Any) -> None:
    assert api.http.get(f"{api.environment}/users/{UNKNOWN}").status_code == 401


def test_permission_comes_before_existence(api: Any) -> None:
    assert api.get(f"/v1/environments/{UNKNOWN}/users/{UNKNOWN}").status_code == 403


def test_existence_comes_before_the_media_type(api: Any) -> None:
    answer = api.vendor(f"{api.environment}/users/{UNKNOWN}/verifyTransactions", "text/plain", {})
    assert code(answer) == (404, "NOT_FOUND", "NOT_FOUND")


def test_the_media_type_comes_before_the_body(api: Any) -> None:
    answer = api.send("POST", api.transactions, headers={"content-type": "text/plain"}, content=b"{")
    assert answer.status_code == 415


def test_a_415_says_what_is_accepted(api: Any) -> None:
    answer = api.send("POST", api.transactions, content=b"{}")
    assert answer.headers["accept"] == "application/json"


def test_another_method_is_405_with_allow(api: Any) -> None:
    answer = api.send("PATCH", api.transactions)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "QUERY", "get", "X" * 500])
def test_unusual_methods_are_405(raw: Any, api: Any, method: str) -> None:
    assert raw.send(method, api.transactions, [b""], [])[0] == 405


def test_options_needs_no_token(api: Any) -> None:
    answer = api.http.options(f"{api.environment}/users")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/", "//", "/v1/environments", "/v2/environments", "/_mock", "/_mock/", "/favicon.ico"],
)
def test_an_unknown_path_is_404_with_the_envelope(api: Any, path: str) -> None:
    assert code(api.http.get(path)) == (404, "NOT_FOUND", "NOT_FOUND")


def test_a_slash_at_the_end_is_another_path(api: Any) -> None:
    assert api.get(f"{api.transactions}/").status_code == 404


def test_links_start_with_the_host_of_the_request(api: Any) -> None:
    answer = api.get(api.user_path, headers={"host": "127.0.0.1:4711"})
    assert answer.json()["_links"]["self"]["href"] == f"http://127.0.0.1:4711{api.user_path}"


@pytest.mark.parametrize(
    "host", [b"evil.example/path", b'a"b', b"", b"\xff", b"a b", b"x" * 300, b"[::1", b"a:b:c"]
)
def test_a_strange_host_does_not_reach_the_links(api: Any, raw: Any, host: bytes) -> None:
    headers = [(b"host", host), (b"authorization", f"Bearer {api.token}".encode())]
    _, _, body = raw.send("GET", api.user_path, [b""], headers)
    assert b'"href":"http://127.0.0.1:80/v1/' in body


@pytest.mark.parametrize("host", ["localhost", "[::1]:8080", "mock.example.com:80"])
def test_an_ordinary_host_reaches_the_links(api: Any, host: str) -> None:
    answer = api.get(api.user_path, headers={"host": host})
    assert answer.json()["_links"]["self"]["href"].startswith(f"http://{host}/v1/")


def test_a_query_with_too_many_parameters_is_400(api: Any) -> None:
    answer = api.get(f"{api.environment}/verifyPolicies?{'a=1&' * 60}")
    assert code(answer) == (400, "INVALID_REQUEST", "SIZE_LIMIT_EXCEEDED")


def test_unknown_query_parameters_are_ignored(api: Any) -> None:
    assert api.get(f"{api.user_path}?a=%ff&b&=c&%00").status_code == 200
