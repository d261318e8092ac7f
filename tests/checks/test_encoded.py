"""Bytes in base64 texts."""

import base64
from typing import Any

import pytest

from pingone_conformance.checks.encoded import bytes_in

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
    ],
)
def test_every_form_of_base64_is_read(text: str) -> None:
    assert bytes_in(text) == BYTES


@pytest.mark.parametrize("text", [None, 7, {}, "", "a", "äöü", "not base64!", "data:image/png,%89PNG"])
def test_what_is_no_base64_has_no_bytes(text: Any) -> None:
    assert bytes_in(text) == b""
