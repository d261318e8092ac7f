"""Shell commands of the team that do what a test cannot: they act for a person, or for an identity provider."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TypeVar

from pingone_conformance.config import OPTIONS
from pingone_conformance.config.options import variable_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.redaction import MASK
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Connection

T = TypeVar("T")

CANNOT = 69
"""The exit status of a hook that cannot do what it is asked for: EX_UNAVAILABLE of `sysexits.h`."""

MAX_OUTPUT_BYTES = 65_536
"""How much of what a hook prints is kept: its end."""

_GRACE_SECONDS = 2.0
_OUTPUT_SECONDS = 0.5
_TELL_SECONDS = 5.0
_FAILURES_OF_A_HOOK_THAT_IS_BROKEN = 2
_ANY_TASK = ""
_LONGEST_WORDS = 200
_SHORTEST_SECRET = 4
_SECRETS = frozenset(variable_of(name) for name, option in OPTIONS.items() if option.secret)
_SECRET_VARIABLE = re.compile("SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|KEY", re.IGNORECASE)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")


class _Output:
    """The end of what a process prints, read by a thread: a pipe that is full or held open would stop others."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.kept = bytearray()
        self.whole = True
        self._thread = threading.Thread(target=self._drain, name="output of a hook", daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        with self._stream:
            while chunk := os.read(self._stream.fileno(), MAX_OUTPUT_BYTES):
                self.kept += chunk
                if len(self.kept) > MAX_OUTPUT_BYTES:
                    self.whole = False
                    del self.kept[:-MAX_OUTPUT_BYTES]

    def wait(self, seconds: float) -> None:
        """Wait until all is read; a process in the background may print for ever."""
        self._thread.join(seconds)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a hook printed; `whole` says whether all of its output was kept."""

    output: bytes
    whole: bool


@dataclass
class HookCommand:
    """A command line of the person who started the run, for the shell; `limit` is its time in seconds.

    `scrub` takes out of a text what may not be shown. A hook that failed twice in a row is not called again: each
    test would wait for it in vain.
    """

    name: str
    line: str
    limit: float
    waits: Waits
    scrub: Callable[[str], str]
    _cannot: set[str] = field(default_factory=set)
    # In a row; by task where the hook ended well and led elsewhere: it may ignore the outcome that it is asked for.
    _failures: Counter[str] = field(default_factory=Counter)
    _last_failure: dict[str, str] = field(default_factory=dict)

    def require(self, task: str) -> None:
        """Raise `Untested` when it is known already that the hook cannot do the task, before anything is created."""
        for about in (_ANY_TASK, task):
            if self._failures[about] >= _FAILURES_OF_A_HOOK_THAT_IS_BROKEN:
                reason = self._last_failure[about]
                raise Untested(f"{reason}; that was not the first time, so the hook is not called again")
        if task in self._cannot:
            raise Untested(f"the {self.name} cannot do {task}")

    def run(
        self,
        connection: Connection,
        task: str,
        variables: Mapping[str, str],
        use: Callable[[Printed], T],
        *,
        secret: tuple[str, ...] = (),
    ) -> T:
        """Run the hook to its end, with the variables in its environment, and use what it did or printed.

        It has the rest of this process' environment, too, but for the secrets of the settings, and the addresses of
        this run; `secret` are texts never to be shown. Raises `Untested` when the hook cannot do the task, fails, or
        takes too long, and what `use` raises as `Untested`: then it has failed, too.
        """
        self.require(task)
        environment = _environment(connection, variables)
        secret = (*secret, connection.client_secret, *_secrets_of(environment))
        status, output, errors = self._run(environment)
        if status == CANNOT:
            self._cannot.add(task)
            raise Untested(f"the {self.name} cannot do {task}")
        if status != 0:
            words = self._last_words(errors, secret) or self._last_words(output, secret)
            raise self._failed(f"the {self.name} ended with status {status}{f': {words}' if words else ''}")
        self._failures.pop(_ANY_TASK, None)
        try:
            used = use(Printed(bytes(output.kept), output.whole))
        except Untested as reason:
            raise self._failed(str(reason), task) from None
        self._failures.pop(task, None)
        return used

    def _failed(self, reason: str, about: str = _ANY_TASK) -> Untested:
        self._failures[about] += 1
        self._last_failure[about] = reason
        return Untested(reason)

    def _run(self, environment: Mapping[str, str]) -> tuple[int, _Output, _Output]:
        try:
            process = subprocess.Popen(  # noqa: S602 - the person's own command line
                self.line,
                shell=True,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise self._failed(f"the {self.name} could not be started ({type(error).__name__})") from None
        if process.stdout is None or process.stderr is None:
            raise self._failed(f"the {self.name} could not be listened to")
        output, errors = _Output(process.stdout), _Output(process.stderr)
        try:
            status = self._wait(process)
        except BaseException:  # also Ctrl-C, which the hook's own process group does not hear of
            _end(process)
            raise
        if status is None:
            _end(process)
            raise self._failed(f"the {self.name} did not end within {self.limit:g} s")
        output.wait(_OUTPUT_SECONDS)
        errors.wait(_OUTPUT_SECONDS)
        return status, output, errors

    def _wait(self, process: subprocess.Popen[bytes]) -> int | None:
        started = time.monotonic()
        try:
            while (left := self.limit - (time.monotonic() - started)) > 0:
                # Nobody hears of a hook that is quick.
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(min(left, _TELL_SECONDS))
                self.waits.tell(max(0.0, left - _TELL_SECONDS), self.name)
            return None
        finally:
            self.waits.seconds += time.monotonic() - started

    def _last_words(self, printed: _Output, secret: tuple[str, ...]) -> str:
        text = bytes(printed.kept).decode("utf-8", "replace")
        # The line that was cut may begin in the middle of a secret, which nobody would know again.
        lines = text.splitlines() if printed.whole else text.splitlines()[1:]
        last = _ESCAPES.sub("", next((line for line in reversed(lines) if line.strip()), ""))
        for one in sorted(secret, key=len, reverse=True):
            last = last.replace(one, MASK) if len(one) >= _SHORTEST_SECRET else last
        return self.scrub(last)[:_LONGEST_WORDS].strip()


def _environment(connection: Connection, variables: Mapping[str, str]) -> dict[str, str]:
    secret = connection.client_secret
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _SECRETS and not (secret and secret in value)
    }
    addresses = {
        "PINGONE_API_PATH": connection.api_path,
        "PINGONE_AUTH_PATH": connection.auth_path,
        "ENVIRONMENT_ID": connection.environment_id,
    }
    return {**kept, **addresses, **variables}


def _secrets_of(environment: Mapping[str, str]) -> list[str]:
    return [value for name, value in environment.items() if _SECRET_VARIABLE.search(name)]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a hook and all that it started: asked first, so that it can give back what it holds."""
    if not hasattr(os, "killpg"):  # Windows
        process.kill()
        process.wait()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_SECONDS)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
