"""utils, as scripts see it."""

from __future__ import annotations

import re
from typing import Any

import pytest

ARGUMENT = "java.lang.IllegalArgumentException"
UUID_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_a_random_uuid_is_one_of_version_4(scripts: Any) -> None:
    one, other = scripts.value("return [utils.crypto.randomUUID(), utils.crypto.randomUUID()]")
    assert UUID_4.fullmatch(one)
    assert UUID_4.fullmatch(other)
    assert one != other


def test_random_values_fill_the_array(scripts: Any) -> None:
    code = """var array = [0, 0, 0, 0, 0]; var same = utils.crypto.getRandomValues(array) === array;
              return [same, array];"""
    same, array = scripts.value(code)
    assert same
    assert len(array) == len(set(array)) == 5
    assert all(isinstance(one, int) and -(2**31) <= one < 2**31 for one in array)


def test_an_empty_array_stays_empty(scripts: Any) -> None:
    assert scripts.value("return utils.crypto.getRandomValues([])") == []


@pytest.mark.parametrize("given", ["5", "null", "{}", "new Array(1000000)"])
def test_random_values_fill_arrays_of_a_decent_size(scripts: Any, given: str) -> None:
    assert scripts.thrown(f"utils.crypto.getRandomValues({given})") == ARGUMENT


def test_the_same_seed_gives_the_same_values(scripts: Any) -> None:
    code = "return [utils.crypto.randomUUID(), utils.crypto.getRandomValues([0, 0])]"
    runs = []
    for _ in range(2):
        scripts.api.http.post("/_mock/reset", json={"seed": "again"})
        runs.append(scripts.value(code))
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("text", "base64", "base64url"),
    [
        ("exampletext", "ZXhhbXBsZXRleHQ=", "ZXhhbXBsZXRleHQ"),
        ("http://exampletext=", "aHR0cDovL2V4YW1wbGV0ZXh0PQ==", "aHR0cDovL2V4YW1wbGV0ZXh0PQ"),
        ("", "", ""),
        ("a?b>c\u00ff\u00fe", "YT9iPmPDv8O+", "YT9iPmPDv8O-"),
        ("\U0001f600", "8J+YgA==", "8J-YgA"),
    ],
)
def test_base64_both_ways(scripts: Any, text: str, base64: str, base64url: str) -> None:
    code = """var e = utils.base64.encode(text), u = utils.base64url.encode(text);
              return [e, u, utils.base64.decode(e), utils.base64url.decode(u)];"""
    assert scripts.value(f"var text = '{text}'; {code}") == [base64, base64url, text, text]


def test_padding_may_be_missing_or_there(scripts: Any) -> None:
    assert scripts.value("return [utils.base64url.decode('YQ=='), utils.base64.decode('YQ')]") == ["a", "a"]


@pytest.mark.parametrize(
    "call",
    [
        "base64.decode('YQ-_')",
        "base64url.decode('YQ+/')",
        "base64.decode('Y')",
        "base64.decode('YQ=')",
        "base64.decode('Y Q=')",
        "base64.decode('YQ==YQ==')",
        "base64.decode('é')",
        "base64.encode(null)",
        "base64.encode(undefined)",
        "base64.encode(['a'])",
        "base64.encode([300])",
    ],
)
def test_what_cannot_be_converted_throws(scripts: Any, call: str) -> None:
    assert scripts.thrown(f"utils.{call}") == ARGUMENT


def test_bytes_can_be_encoded(scripts: Any) -> None:
    assert scripts.value("return utils.base64.encode([-1, 0, 127, 255])") == "/wB//w=="


def test_other_values_are_taken_as_text(scripts: Any) -> None:
    assert scripts.value("return utils.base64.encode(12)") == "MTI="


def test_half_a_character_is_replaced(scripts: Any) -> None:
    assert scripts.value("return utils.base64.decode(utils.base64.encode('a\\uD800'))") == "a?"


@pytest.mark.parametrize("call", ["base64.encode()", "crypto.randomUUID(1)", "crypto.getRandomValues()"])
def test_other_numbers_of_arguments_are_a_mistake_of_the_script(scripts: Any, call: str) -> None:
    assert "arguments" in scripts.fails(f"utils.{call}")


def test_legacy_scripts_do_not_have_it(scripts: Any) -> None:
    assert scripts.value("return typeof utils", legacy=True) == "undefined"
