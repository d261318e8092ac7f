"""Bytes in base64 texts."""

import base64
from typing import Any

import pytest

from pingone_conformance.checks.encoded import bytes_in, has_bytes

BYTES = bytes(range(256))
TEXT = base64.b64encode(BYTES).decode()


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.rstrip("="),
        base64.urlsafe_b64encode(BYTES).decode(),
        base64.encodebytes(BYTES).decode(),
        f"data:image/jpeg;base64,{TEXT}",
        f"{TEXT}==",
    ],
)
def test_every_form_of_base64_is_read(text: str) -> None:
    assert bytes_in(text) == BYTES


@pytest.mark.parametrize("text", [None, 7, {}, "", "a", "äöü", "not base64!", "data:image/png,%89PNG"])
def test_what_is_no_base64_has_no_bytes(text: Any) -> None:
    assert bytes_in(text) == b""


def test_the_form_of_the_text_does_not_matter() -> None:
    assert not list(has_bytes({"data": {"image": TEXT}}, "data.image", BYTES))
    assert not list(has_bytes({"data": {"image": f"data:image/png;base64,{TEXT}"}}, "data.image", BYTES))


@pytest.mark.parametrize("body", [{}, {"data": {"image": TEXT[:-8]}}, {"data": {"image": 7}}])
def test_other_bytes_are_a_finding(body: Any) -> None:
    assert len(list(has_bytes(body, "data.image", BYTES))) == 1


@pytest.mark.parametrize("data", [b"a", b"ab", b"abc", b"\x00\x00\x17"])
def test_bytes_of_any_number_need_no_padding(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert bytes_in(text) == bytes_in(text.rstrip("=")) == data
