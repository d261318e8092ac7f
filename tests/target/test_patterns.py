"""What looks like personal data or a secret in a free text, and what does not."""

from __future__ import annotations

import pytest

from pingone_conformance.target.patterns import kind_of, without_patterns

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to joe.smith+x@mail.example.com now", "to <email> now"),
        ("to joe%40example.com", "to <email>"),
        ("<joe@localhost>", "<<email>>"),
        ("+1 (512) 555-1234 is taken", "<phone> is taken"),
        ("call +15125551234.", "call <phone>."),
        ("1-512-555-1234", "<phone>"),
        ("+1.5125551234", "<phone>"),
        ("1.5125551234", "<phone>"),
        ("15125551234", "<phone>"),
        ("555-1234 and 0049 89 1234567", "<phone> and <phone>"),
        ("born 1984-08-02", "born <date>"),
        ("born 08/02/1984 or 2.8.1984", "born <date> or <date>"),
        ("from 192.0.2.10", "from <address>"),
        (f"token {JWT} is old", "token <token> is old"),
        ("key Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA== is", "key <token> is"),
        ("session 0123456789abcdef0123456789abcdef", "session <token>"),
    ],
)
def test_it_is_replaced(text: str, shown: str) -> None:
    assert without_patterns(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "ad7b009a-6d88-4830-b3a6-99906049e372",
        "12345678-1234-4234-8234-123456789012",
        "2024-01-01T10:00:00.123Z",
        "2024-01-01T10:00:00+01:00",
        "Sun, 22 Nov 2026 11:55:03 GMT",
        "max-age=63072000",
        "score 0.98765432101",
        "31204 bytes, sha256 ab12cd34ef56",
        "http://127.0.0.1:8080/v1/environments",
        "p1c-0a1b2c3d-4f2-17-3",
        "application/vnd.pingidentity.replace.background+json",
        "suites/scenarios/portraits/test_content_type.py::test_it[application/json]",
        "test_a_name_of_a_test_that_is_quite_long_2",
        "error 404 of 20 requests, 1200 ms",
        "#/components/schemas/VerifyTransaction2",
        "<another's, not shown>",
    ],
)
def test_it_stays(text: str) -> None:
    assert without_patterns(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("joe@example.com", "<email>"),
        ("+1 512 555 1234", "<phone>"),
        ("1984-08-02", "<date>"),
        ("192.0.2.1", "<address>"),
        ("Joe", "<text of 3 characters>"),
        ("J", "<text of 1 character>"),
    ],
)
def test_a_placeholder_says_what_it_stands_for(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("part", ["a", "1 ", "a@", "1.", "eyJ", "(", "?a=", "%40"])
def test_a_long_text_does_no_harm(part: str) -> None:
    text = part * 50_000
    assert len(without_patterns(text)) <= 4 * len(text)
