"""Reads answers whole, within bounds, and tells one that was spoilt on the way from one that is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx

from pingone_conformance.findings import NetworkTrouble
from pingone_conformance.target.unpacking import unpacked


class BoundedTransport(httpx.BaseTransport):
    """Sends through another transport and reads the whole answer, bounded in bytes and in seconds.

    The answer has no content coding any more, and the seconds that the target took in `extensions["seconds"]`. Raises
    `NetworkTrouble` for one that is too large, takes too long, cannot be unpacked, or is longer than its
    `Content-Length`, `httpx.TransportError` for one that ends early. `request.extensions["seen"]` then has what there
    was of it, without its body.
    """

    def __init__(
        self, inner: httpx.BaseTransport, *, max_bytes: float = 20_000_000, max_seconds: float = 120
    ) -> None:
        self._inner = inner
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer."""
        request.extensions.pop("seen", None)
        started = time.perf_counter()
        answer = self._inner.handle_request(request)
        # What the run held itself back for is none of the target's time.
        started += answer.extensions.get("held", 0.0)
        try:
            content = self._read(request, answer, started + self._max_seconds)
        except (NetworkTrouble, httpx.TransportError):
            # Half of a document cannot be redacted: what is kept of the answer is its head.
            seen = _answered(request, answer, b"", started, read=answer.num_bytes_downloaded)
            request.extensions["seen"] = seen
            raise
        finally:
            answer.close()
        return _answered(request, answer, content, started)

    def _read(self, request: httpx.Request, answer: httpx.Response, deadline: float) -> bytes:
        answer.stream = watched = _Watched(answer)
        content = bytearray()
        for chunk in unpacked(request, answer):
            content += chunk
            self._check(answer, len(content), deadline)
        if watched.left_over and _has_a_length(request, answer):
            raise NetworkTrouble(
                f"{watched.left_over:,} bytes or more followed an answer whose Content-Length is "
                f"{answer.headers['Content-Length']}",
                hint="does something between change what the target sends?",
            )
        return bytes(content)

    def _check(self, answer: httpx.Response, unpacked: int, deadline: float) -> None:
        if unpacked > self._max_bytes:
            packed = answer.num_bytes_downloaded
            became = f" (unpacked from {packed:,})" if "Content-Encoding" in answer.headers else ""
            raise NetworkTrouble(
                f"an answer is larger than {self._max_bytes:,.0f} bytes{became}; the rest was not read",
                hint="no document has an answer of that size",
            )
        # A client's timeout is for each piece: an answer that trickles in would never end.
        if time.perf_counter() > deadline:
            raise NetworkTrouble(
                f"an answer had not ended after {self._max_seconds:g} seconds and {unpacked:,} bytes",
                hint="is the target overloaded?",
            )

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


def _answered(
    request: httpx.Request, answer: httpx.Response, content: bytes, started: float, **extensions: int
) -> httpx.Response:
    return httpx.Response(
        answer.status_code,
        headers=[pair for pair in answer.headers.raw if pair[0].lower() != b"content-encoding"],
        content=content,
        request=request,
        extensions={"seconds": time.perf_counter() - started, **extensions},
    )


def _has_a_length(request: httpx.Request, answer: httpx.Response) -> bool:
    # What follows an answer that has no body by definition was dropped by the client, as it has to be.
    return (
        request.method != "HEAD"
        and answer.status_code not in {204, 304}
        and "Content-Length" in answer.headers
        and "Transfer-Encoding" not in answer.headers
    )


class _Watched(httpx.SyncByteStream):
    """The body of an answer; knows at its end how many bytes came behind it.

    They would be taken for the beginning of the next answer on the connection, so that is closed.
    """

    def __init__(self, answer: httpx.Response) -> None:
        self._stream = answer.stream
        self._connection = answer.extensions.get("network_stream")
        self.left_over = 0

    def __iter__(self) -> Iterator[bytes]:
        if isinstance(self._stream, httpx.SyncByteStream):
            yield from self._stream
        self.left_over = _left_over(self._stream)
        if self.left_over and self._connection is not None:
            self._connection.close()

    def close(self) -> None:
        if isinstance(self._stream, httpx.SyncByteStream):
            self._stream.close()


def _left_over(stream: object) -> int:
    # Neither httpx nor httpcore says it; where their insides have changed, nothing is known, and a test says so.
    for inner in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        stream = getattr(stream, inner, None)
    trailing, _ = getattr(stream, "trailing_data", (b"", False))
    return len(trailing)
