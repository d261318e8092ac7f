"""The processes that try faults: pytest, started once each, and handed one task after the other."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import asdict
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

from pingone_conformance.config import Settings
from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.plugin.process import start_pytest
from pingone_conformance.power.trials import Task, Trial
from pingone_conformance.rooms import room

_SAID = 2_000


class BrokenWorkerError(ConformanceError):
    """A process of the suite ended before its time."""

    exit_code = ExitCode.BROKEN


class Workers:
    """Processes that each run the suite on a mock of their own: `with Workers(2, settings) as workers`."""

    def __init__(self, number: int, settings: Settings) -> None:
        self._stack = ExitStack()
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._workers = [_Worker(settings) for _ in range(number)]

    def __enter__(self) -> Self:
        """Start the processes."""
        for worker in self._workers:
            self._idle.put(self._stack.enter_context(worker))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self._stack.close()

    def try_all(self, tasks: Sequence[Task]) -> Iterator[Trial]:
        """Yield the trial of each task as it ends. Raises `BrokenWorkerError` when a process dies."""
        with ThreadPoolExecutor(len(self._workers)) as pool:
            running = [pool.submit(self._try, task) for task in tasks]
            try:
                for done in as_completed(running):
                    yield done.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _try(self, task: Task) -> Trial:
        worker = self._idle.get()
        try:
            return worker.run(task)
        finally:
            self._idle.put(worker)


class _Worker:
    def __init__(self, settings: Settings) -> None:
        # What pytest has to say goes to a file: its output is the trials.
        self._said: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        arguments = [str(room("suites")), "-p", "pingone_conformance.power.worker", "-p", "no:terminal"]
        arguments += ["--capture=sys", "--pingone-target=mock", f"--pingone-seed={settings.seed}"]
        arguments += [f"--pingone-profile={settings.profile}"]
        self._process = start_pytest(
            arguments,
            without=["PINGONE_CONFORMANCE_MOCK_URL"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if problem is not None:
            self._process.kill()
        self._process.communicate()
        self._said.close()

    def run(self, task: Task) -> Trial:
        """Hand over a task and wait for its trial."""
        line = ""
        if self._process.stdin and self._process.stdout:
            try:
                self._process.stdin.write(json.dumps(asdict(task)) + "\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                pass
            else:
                line = self._process.stdout.readline()
        try:
            return Trial(**json.loads(line))
        except (ValueError, TypeError):
            raise BrokenWorkerError(
                f"a process of the suite ended before it had tried {task.fault or 'the clean mock'}\n"
                f"{line}{self._last_words()}".rstrip(),
                hint="does `pingone-conformance run` work?",
            ) from None

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read()[-_SAID:]
