"""Query filters: what they match, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.filters import MAX_CHARACTERS, FilterError, parse

PERSON: dict[str, Any] = {
    "_id": "1",
    "userName": "bjensen",
    "givenName": "Barbara",
    "age": 34,
    "active": True,
    "mails": ["one@example.com", "two@example.com"],
    "address": {"city": "Springfield", "a/b": "O\"Hara's"},
}


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "/userName eq 'bjensen'",
        'userName eq "bjensen"',
        "  userName   eq\t'BJensen'  ",
        "/_id eq '1'",
        "/givenName co 'rbar'",
        "/givenName sw 'barb'",
        "/givenName pr",
        "/age eq 34",
        "/age eq 34.0",
        "/age gt 33 and /age ge 34 and /age lt 35 and /age le 34",
        "/userName lt 'c'",
        "/active eq true",
        "/mails eq 'two@example.com'",
        "/address/city eq 'springfield'",
        "address/city eq 'Springfield'",
        "/address/a~1b eq 'O\"Hara\\'s'",
        '/address/a~1b eq "O\\"Hara\'s"',
        "!(userName eq 'other')",
        "!false",
        "false or true",
        "true or true and false",
        "(true or true) and !false",
        "/userName eq '\\u0062jensen'",
    ],
)
def test_matches(text: str) -> None:
    assert parse(text)(PERSON) is True


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "/userName eq 'bjensen2'",
        "/userName sw 'jensen'",
        "/nothing pr",
        "/nothing eq null and false",
        "/age eq '34'",
        "/age co 'x'",
        "/age gt 'a'",
        "/active eq 1",
        "/active gt 0",
        "/mails eq 'three@example.com'",
        "(true or true) and false",
        "!true",
        "/userName/inner pr",
    ],
)
def test_does_not_match(text: str) -> None:
    assert parse(text)(PERSON) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "/userName",
        "/userName eq",
        "/userName eq bjensen",
        "/userName is 'bjensen'",
        "/userName eq 'bjensen",
        "/userName co 3",
        "(true",
        "true)",
        "true true",
        "and",
        "'text'",
        "! ",
        "/userName eq '\\x'",
        "/userName eq (true)",
        "(" * 60 + "true" + ")" * 60,
        "!" * 1000 + "true",
        "true" + " " * MAX_CHARACTERS,
    ],
)
def test_is_no_filter(text: str) -> None:
    with pytest.raises(FilterError):
        parse(text)


def test_long_chains_are_read() -> None:
    assert parse(" or ".join(["/age eq 1"] * 200 + ["true"]))(PERSON)
