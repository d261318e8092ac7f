"""Serving the mock over HTTP: in the foreground for developers, in a background thread for tests."""

from __future__ import annotations

import gc
import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.state import QUICKJS

START_SECONDS = 10.0
"""Longest wait for a background server to accept connections."""

STOP_SECONDS = 10.0
"""Longest wait for a background server to end."""

_GRACE_SECONDS = 2
_BACKLOG = 2048


def serve(  # noqa: PLR0913 - each is a setting of the server
    host: str = "127.0.0.1",
    port: int = 8080,
    *,
    seed: str | None = None,
    control: bool | None = None,
    base_url: str | None = None,
    faults: Sequence[str] = (),
    script_engine: str = QUICKJS,
    on_start: Callable[[str, Starlette], None] | None = None,
) -> None:
    """Serve the mock until it is interrupted.

    ``port`` 0 picks a free one. ``control`` turns the control plane on or off; by default it is on for
    loopback hosts only. ``on_start`` is called with the server's base URL and the application once the port
    is bound. Raises OSError when it cannot be bound, UnknownFaultError as ``create_app`` does.
    """
    control = is_loopback(host) if control is None else control
    app = create_app(
        seed=seed, control=control, base_url=base_url, faults=faults, script_engine=script_engine
    )
    with _bound(host, port) as listener:
        if on_start is not None:
            on_start(_url(listener), app)
        _relax_garbage_collection()
        _server(app).run(sockets=[listener])


class MockServer:
    """A served mock for tests: ``with MockServer() as server`` and then ``server.base_url``.

    It listens on a free port of the loopback interface in a thread of its own.
    """

    def __init__(self, *, seed: str | None = None, control: bool = True) -> None:
        self.app = create_app(seed=seed, control=control)
        self.base_url = ""
        self._listener: socket.socket | None = None
        self._server = _server(self.app)
        self._thread = threading.Thread(target=self._run, name="mock server", daemon=True)

    def start(self) -> None:
        """Start to listen; raises RuntimeError when the server is not ready within ``START_SECONDS``."""
        self._listener = _bound("127.0.0.1", 0)
        self.base_url = _url(self._listener)
        self._thread.start()
        self._await_ready()

    def stop(self) -> None:
        """End the server, within ``STOP_SECONDS``; raises RuntimeError when it does not."""
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS)
        if self._listener is not None:
            self._listener.close()
        if self._thread.is_alive():
            raise RuntimeError("the mock server did not stop")

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server."""
        self.stop()

    def _run(self) -> None:
        self._server.run(sockets=None if self._listener is None else [self._listener])

    def _await_ready(self) -> None:
        waited = threading.Event()
        for _ in range(int(START_SECONDS / 0.005)):
            if self._server.started:
                return
            if not self._thread.is_alive():
                break
            waited.wait(0.005)
        self._server.should_exit = True
        raise RuntimeError("the mock server did not start")


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _server(app: Starlette) -> uvicorn.Server:
    loop, parser = _fastest()
    # Date and Server are left to the application, which sends the former in process too and the latter never.
    config = uvicorn.Config(
        app,
        loop=loop,
        http=parser,
        ws="none",
        lifespan="off",
        log_level="warning",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def _fastest() -> tuple[Any, Any]:
    """Return uvloop and httptools where they are installed (not on Windows), else the portable ones."""
    if find_spec("uvloop") is None or find_spec("httptools") is None:
        return "asyncio", "h11"
    return "uvloop", "httptools"


def _relax_garbage_collection() -> None:
    """Let the collector run less often: walking the ever growing store cost a quarter of each create."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _bound(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=_family(host), backlog=_BACKLOG)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
