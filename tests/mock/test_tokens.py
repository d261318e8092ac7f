from __future__ import annotations

import pytest

from pingone_conformance.mock.tokens import LIFETIME_SECONDS, Tokens

NOW = 1_700_000_000_000


@pytest.fixture
def token() -> bytes:
    return Tokens(b"key").issue("env", "client", "id", NOW).encode()


def test_a_token_names_its_environment(token: bytes) -> None:
    assert Tokens(b"key").environment_of(token, NOW) == "env"


def test_a_token_is_good_until_its_lifetime_ends(token: bytes) -> None:
    assert Tokens(b"key").environment_of(token, NOW + LIFETIME_SECONDS * 1000 - 1) == "env"


def test_a_token_expires(token: bytes) -> None:
    assert Tokens(b"key").environment_of(token, NOW + LIFETIME_SECONDS * 1000) is None


def test_a_token_of_another_key_is_not_good(token: bytes) -> None:
    assert Tokens(b"other").environment_of(token, NOW) is None


def test_a_remembered_token_expires_too() -> None:
    tokens = Tokens(b"key")
    token = tokens.issue("env", "client", "id", NOW).encode()
    assert tokens.environment_of(token, NOW + LIFETIME_SECONDS * 1000) is None


@pytest.mark.parametrize("position", [0, 45, -1])
def test_an_altered_token_is_not_good(token: bytes, position: int) -> None:
    altered = bytearray(token)
    altered[position] ^= 1
    assert Tokens(b"key").environment_of(bytes(altered), NOW) is None


@pytest.mark.parametrize("junk", [b"", b".", b"..", b"\xff\xfe", b"a.b.c", b"x" * 100_000, "ü.ö.ä".encode()])
def test_junk_is_not_good(junk: bytes) -> None:
    assert Tokens(b"key").environment_of(junk, NOW) is None


def test_the_memory_for_tokens_is_bounded() -> None:
    tokens = Tokens(b"key")
    for number in range(5000):
        tokens.issue("env", "client", str(number), NOW)
    assert len(tokens._remembered) <= 4096
