"""Content codings, unpacked without filling the memory."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator

import httpx
import pytest

from pingone_conformance.findings import NetworkTrouble
from pingone_conformance.target.unpacking import PIECE_BYTES, unpacked

ASKED = httpx.Request("GET", "https://api.test", headers={"Accept-Encoding": "gzip, deflate;q=0.5, br"})


class Pieces(httpx.SyncByteStream):
    def __init__(self, content: bytes, size: int) -> None:
        self._content, self._size = content, size

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), self._size):
            yield self._content[start : start + self._size]


def answer(coding: str, content: bytes, size: int = 10**9) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": coding}, stream=Pieces(content, size))


@pytest.mark.parametrize("size", [1, 7, 1000, 10**9])
def test_pieces_of_any_size_make_the_whole(size: int) -> None:
    body = bytes(range(256)) * 500
    assert b"".join(unpacked(ASKED, answer("gzip", gzip.compress(body), size))) == body


def test_a_bomb_goes_off_a_little_at_a_time() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    pieces = unpacked(ASKED, answer("gzip", bomb))
    tracemalloc.start()
    try:
        for _ in range(100):
            assert len(next(pieces)) <= PIECE_BYTES
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "packed"), [("gzip, gzip", True), ("zstd", True), ("gzip;x", False), (" , ", False)]
)
def test_what_nobody_asked_for_is_refused(coding: str, packed: bool) -> None:
    content = gzip.compress(b"text") if coding.startswith("gzip") else b"text"
    if packed:
        with pytest.raises(NetworkTrouble, match="which was not asked for"):
            list(unpacked(ASKED, answer(coding, content)))
    else:
        assert b"".join(unpacked(ASKED, answer(coding, content))) == b"text"


@pytest.mark.parametrize("cut", [1, 5, 12, 20, -8, -1])
def test_a_body_that_ends_early_is_told(cut: int) -> None:
    packed = gzip.compress(b"a text of some length, packed")[:cut]
    with pytest.raises(NetworkTrouble, match="could not be unpacked as gzip: it ends early"):
        list(unpacked(ASKED, answer("gzip", packed)))


def test_a_body_that_was_changed_is_told() -> None:
    packed = bytearray(gzip.compress(b"a text of some length, packed"))
    packed[-6] ^= 1  # of its check sum
    with pytest.raises(NetworkTrouble, match="incorrect data check"):
        list(unpacked(ASKED, answer("gzip", bytes(packed))))
