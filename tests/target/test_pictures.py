"""Pictures are told by format, size and hash."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from urllib.parse import quote

import pytest
from PIL import Image

from pingone_conformance.target.pictures import (
    bytes_summary,
    described_picture,
    is_picture,
    picture_summary,
    without_pictures,
)


def drawn(kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.effect_noise((48, 64), 80).save(file, kind)
    return file.getvalue()


JPEG = drawn()
TEXT = base64.b64encode(JPEG).decode()
TOLD = f"<JPEG 48x64, {len(JPEG)} bytes, sha256 {hashlib.sha256(JPEG).hexdigest()[:12]}>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_picture_is_told_by_its_head(kind: str) -> None:
    assert bytes_summary(drawn(kind)).startswith(f"<{kind} 48x64, ")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.rstrip("="),
        base64.urlsafe_b64encode(JPEG).decode(),
        quote(TEXT, safe=""),
        TEXT.replace("/", "\\/"),
        "\r\n".join(TEXT[at : at + 76] for at in range(0, len(TEXT), 76)),
    ],
    ids=["standard", "no padding", "of URLs", "escaped", "of PHP", "lines"],
)
def test_base64_of_any_kind_is_read(text: str) -> None:
    assert picture_summary(text) == TOLD


def test_a_picture_within_a_text_is_replaced() -> None:
    assert without_pictures(f"see (data:image/jpeg;base64,{TEXT})") == f"see (data:image/jpeg;base64,{TOLD})"


@pytest.mark.parametrize("text", ["A" * 300, "=" * 300, "-" * 301])
def test_what_is_no_picture_is_told_by_its_length(text: str) -> None:
    assert picture_summary(text).startswith(f"<{len(text)} characters of base64, sha256 ")


def test_bytes_that_are_no_picture_are_told_by_their_length() -> None:
    assert bytes_summary(b"\xff\xd8" * 50).startswith("<100 bytes, sha256 ")


def test_a_picture_that_is_cut_off_is_told_all_the_same() -> None:
    assert str(described_picture(JPEG[: len(JPEG) // 2])).startswith("<JPEG 48x64, ")


def test_a_bomb_is_not_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    content = b"\x89PNG\r\n\x1a\n" + chunk
    assert bytes_summary(content).startswith((f"<{len(content)} bytes", "<PNG 60000x60000"))


@pytest.mark.parametrize(
    ("text", "one"), [(TEXT, True), (f"data:image/jpeg;base64,{TEXT}", True), ("abc", False)]
)
def test_a_text_is_a_picture_or_not(text: str, one: bool) -> None:
    assert is_picture(text) is one
