"""The curl line of an exchange: pasted into a shell, it sends the same request again and does nothing else."""

from __future__ import annotations

import shlex
import subprocess
from typing import Any

import pytest

from pingone_conformance.exchange import Exchange

VARIABLES = {
    "PINGONE_API_PATH": "https://api.example/v1",
    "PINGONE_AUTH_PATH": "https://auth.example",
    "PINGONE_ACCESS_TOKEN": "the-token",
}
HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    'a"b',
    "a'b",
    "$HOME",
    "a\\nb",
    "a\nb",
    "!x",
    "*",
    "ü€",
    "-x",
    "a;b|c&d",
]


def exchange(**changes: Any) -> Exchange:
    given: dict[str, Any] = {
        "operation": "updateUser",
        "method": "PATCH",
        "url": "$PINGONE_API_PATH/environments/e/users/u",
        "request_headers": {
            "host": "api.example",
            "accept": "*/*",
            "authorization": "Bearer $PINGONE_ACCESS_TOKEN",
            "content-type": "application/json",
            "content-length": "14",
        },
        "request_body": '{"email": "a"}',
        "status": 200,
        "response_headers": {"content-type": "application/json"},
        "response_body": '{"id": "u"}',
        "seconds": 0.01,
    }
    return Exchange(**(given | changes))


def as_sent(shown: Exchange) -> list[str]:
    """The arguments that curl gets when the line is run by a shell that has the variables."""
    script = "curl() { printf '%s\\0' \"$@\"; }\n" + shown.curl
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        env=VARIABLES | {"HOME": "/home"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\0")[:-1]


def option(arguments: list[str], name: str) -> list[str]:
    return [arguments[place + 1] for place, argument in enumerate(arguments) if argument == name]


def test_the_line_is_one_command() -> None:
    assert shlex.split(exchange().curl)[:3] == ["curl", "--request", "PATCH"]


def test_the_variable_of_the_host_is_filled_in_by_the_shell() -> None:
    assert option(as_sent(exchange()), "--url") == ["https://api.example/v1/environments/e/users/u"]


def test_the_token_is_filled_in_by_the_shell() -> None:
    assert "authorization: Bearer the-token" in option(as_sent(exchange()), "--header")


def test_headers_that_curl_sets_itself_are_left_out() -> None:
    names = {header.partition(":")[0] for header in option(as_sent(exchange()), "--header")}
    assert names == {"authorization", "content-type"}


def test_an_accept_header_of_its_own_is_sent() -> None:
    arguments = as_sent(exchange(request_headers={"accept": "text/html"}))
    assert "accept: text/html" in option(arguments, "--header")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_body_arrives_as_it_was(text: str) -> None:
    assert option(as_sent(exchange(request_body=text)), "--data-raw") == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_header_arrives_as_it_was(text: str) -> None:
    arguments = as_sent(exchange(request_headers={"x-test": text}))
    assert f"x-test: {text}" in option(arguments, "--header")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_url_arrives_as_it_was(text: str) -> None:
    arguments = as_sent(exchange(url=f"$PINGONE_AUTH_PATH/e?filter={text}"))
    assert option(arguments, "--url") == [f"https://auth.example/e?filter={text}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_url_of_another_host_arrives_as_it_was(text: str) -> None:
    arguments = as_sent(exchange(url=f"https://other.example/{text}"))
    assert option(arguments, "--url") == [f"https://other.example/{text}"]


def test_brackets_in_a_url_are_no_pattern() -> None:
    assert "--globoff" in as_sent(exchange())


def test_a_body_without_a_type_goes_without_the_one_that_curl_would_add() -> None:
    arguments = as_sent(exchange(request_headers={}))
    assert option(arguments, "--header") == ["Content-Type:"]


def test_without_a_body_nothing_is_sent_as_one() -> None:
    assert "--data-raw" not in as_sent(exchange(request_body=""))


def test_as_text_shows_request_answer_and_line() -> None:
    text = exchange().as_text()
    parts = ["PATCH $PINGONE_API_PATH", '{"email": "a"}', "\n200\n", '{"id": "u"}', "curl --request PATCH"]
    assert [part for part in parts if part not in text] == []


def test_as_json_has_every_member_and_the_line() -> None:
    shown = exchange().as_json()
    assert (shown["status"], shown["curl"]) == (200, exchange().curl)
