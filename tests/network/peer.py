"""A server of raw bytes on this machine: it answers as each fault says, or hands on to a server that works."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

Act = Callable[[socket.socket, bytes], None]
_SECONDS = 20.0
_HANDSHAKE = b"\x16\x03"


@contextmanager
def peer(act: Act, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve connections, each for one request, until the test ends; gives the port."""
    stopped = threading.Event()

    def serve(listener: socket.socket) -> None:
        while not stopped.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        connection.settimeout(_SECONDS)
        # A client that does not like the certificate hangs up, as one that has read enough does.
        with suppress(OSError):
            secured = context.wrap_socket(connection, server_side=True) if context else connection
            with closing(secured):
                if request := received(secured):
                    act(secured, request)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.01)
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            stopped.set()
            thread.join(_SECONDS)


def received(connection: socket.socket) -> bytes:
    """One request, whole; nothing when the client hung up."""
    content = b""
    while b"\r\n\r\n" not in content:
        piece = connection.recv(65536)
        if not piece:
            return b""
        content += piece
        if content.startswith(_HANDSHAKE):
            return content
    head, _, body = content.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def says(head: str, body: bytes = b"", *, status: str = "200 OK", announced: bool = True) -> Act:
    """Answers with these headers and bytes, and closes the connection in order, as `announced` or not."""
    head = f"Connection: close\r\n{head}" if announced else head

    def act(connection: socket.socket, request: bytes) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)

    return act


def reset(after: Act | None = None) -> Act:
    """Resets the connection, at once or after what another fault sent."""

    def act(connection: socket.socket, request: bytes) -> None:
        if after:
            after(connection, request)
            time.sleep(0.05)  # else the reset overtakes what was sent
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return act


def hangs_up(connection: socket.socket, request: bytes) -> None:
    """Closes the connection without an answer."""


def stalls(after: Act | None = None) -> Act:
    """Sends nothing, or nothing more, until the client hangs up."""

    def act(connection: socket.socket, request: bytes) -> None:
        if after:
            after(connection, request)
        while connection.recv(65536):
            pass

    return act


def endless(connection: socket.socket, request: bytes) -> None:
    """A body without an end."""
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while True:
        connection.sendall(piece)


def trickles(connection: socket.socket, request: bytes) -> None:
    """A body without an end, a byte at a time."""
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    while True:
        connection.sendall(b"1\r\n \r\n")
        time.sleep(0.02)


def hands_on(port: int, faults: dict[bytes, Act]) -> Act:
    """Passes a request on to a server at that port, unless its first line has the name of a fault."""

    def act(connection: socket.socket, request: bytes) -> None:
        line, _, rest = request.partition(b"\r\n")
        for name, fault in faults.items():
            if name in line:
                fault(connection, request)
                return
        with socket.create_connection(("127.0.0.1", port), timeout=_SECONDS) as upstream:
            upstream.sendall(
                line + b"\r\nConnection: close\r\n" + rest.replace(b"Connection: keep-alive\r\n", b"")
            )
            while piece := upstream.recv(65536):
                connection.sendall(piece)

    return act
