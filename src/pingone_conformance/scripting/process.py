"""A process that runs programs, one line of JSON at a time, and the watchdog that ends it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from typing import Any

START_SECONDS = 30.0
PASSED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Without these an interpreter may not start; nothing else of the environment concerns a script."""


class WorkerDiedError(Exception):
    """The process has gone; `code` is how it ended."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the process of the script engine ended with {code}")
        self.code = code


class Worker:
    """One process, from its start to its end. Raises `WorkerDiedError` from every method that talks to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self.expired = False
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603 - the command is ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
        try:
            with self.limited(START_SECONDS):
                self.wait_until_ready()
        except BaseException:
            self.close()
            raise

    def wait_until_ready(self) -> None:
        """Wait until the process can take another program: it tidies up behind one that ended."""
        if not self._ready:
            self.receive()
            self._ready = True

    @property
    def lives(self) -> bool:
        """Whether the process can run another program."""
        return not self.expired and self._process.poll() is None

    def begin(self, program: str) -> None:
        """Hand over a program."""
        self._ready = False
        self.send(program)

    def send(self, line: str) -> None:
        """Write one line, which has no line feed in it."""
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            raise WorkerDiedError(self._wait())
        try:
            pipe.write(line.encode("ascii") + b"\n")
            pipe.flush()
        except OSError as error:
            raise WorkerDiedError(self._wait()) from error

    def receive(self) -> dict[str, Any]:
        """Wait for one message."""
        pipe = self._process.stdout
        line = b"" if pipe is None or pipe.closed else pipe.readline()
        if not line.endswith(b"\n"):
            raise WorkerDiedError(self._wait())
        try:
            message: dict[str, Any] = json.loads(line)
        except ValueError:  # the last words of a virtual machine
            raise WorkerDiedError(self._wait()) from None
        return message

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Kill the process if the block takes longer."""
        watchdog = threading.Timer(seconds, self._expire)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._wait()
        self._close_pipes()

    def abandon(self) -> None:
        """Forget the process, which belongs to the process that this one was forked from."""
        self._process.returncode = 0  # or its end would be waited for, and its loss be warned of
        self._close_pipes()

    def _expire(self) -> None:
        self.expired = True
        self._process.kill()

    def _wait(self) -> int:
        try:
            return self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
