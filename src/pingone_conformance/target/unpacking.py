"""Unpacks the content codings of answers a piece at a time, so that a small answer cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from pingone_conformance.findings import NetworkTrouble

PIECE_BYTES = 65_536
_HINT = "does something between change what the target sends?"
_GZIP = frozenset({"gzip", "x-gzip"})
_ALWAYS = _GZIP | {"deflate", "identity"}


def unpacked(request: httpx.Request, answer: httpx.Response) -> Iterator[bytes]:
    """The body of an answer in small pieces, without its content coding (RFC 9110, section 8.4.1).

    Raises `NetworkTrouble` for a body that cannot be unpacked, ends early, is packed more than once or in a way that
    the request did not ask for; `httpx.TransportError` when the connection ends.
    """
    coding = _coding(request, answer)
    try:
        # A body that its transport has read already was unpacked by it; so are codings that httpx has libraries for.
        if answer.is_stream_consumed or coding not in _ALWAYS:
            yield from answer.iter_bytes(PIECE_BYTES)
        elif coding == "identity":
            yield from answer.iter_raw()
        else:
            yield from _inflated(answer.iter_raw(), coding)
    except (zlib.error, httpx.DecodingError) as error:
        read = answer.num_bytes_downloaded
        raise NetworkTrouble(
            f"an answer of {read:,} bytes could not be unpacked as {coding}: {error}", hint=_HINT
        ) from error


def _coding(request: httpx.Request, answer: httpx.Response) -> str:
    codings = _listed(answer.headers, "Content-Encoding") or ["identity"]
    # Each further coding multiplies what a small answer may grow to before its size is seen.
    if len(codings) > 1 or codings[0] not in _ALWAYS.union(_listed(request.headers, "Accept-Encoding")):
        raise NetworkTrouble(
            f"an answer came packed as {', '.join(codings)[:60]}, which was not asked for", hint=_HINT
        )
    return codings[0]


def _listed(headers: httpx.Headers, name: str) -> list[str]:
    values = (value.partition(";")[0].strip().lower() for value in headers.get_list(name, split_commas=True))
    return [value for value in values if value]


def _inflated(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16 if coding in _GZIP else zlib.MAX_WBITS)
    begun = False
    for piece in pieces:
        try:
            part = engine.decompress(piece, PIECE_BYTES)
        except zlib.error:
            if begun or coding in _GZIP:
                raise
            # Some servers send deflate without the frame that it has to have.
            engine = zlib.decompressobj(-zlib.MAX_WBITS)
            part = engine.decompress(piece, PIECE_BYTES)
        begun = True
        yield part
        while engine.unconsumed_tail:
            yield engine.decompress(engine.unconsumed_tail, PIECE_BYTES)
    if begun:
        yield engine.flush()
        if not engine.eof:
            raise zlib.error("it ends early")
