"""The process in which quickjs runs programs: lines of JSON come in and go out. It is run without the package.

In:  `{"parts": [text, …], "seconds", "memory", "output", "calls"}`, and one line of JSON for each call, which the
     program gets as it is.
Out: `{"ready": true}` before each program, `{"call": name, "arguments": JSON}`, and at the end `{"end": null}` or
     `{"end": {"part", "kind", "text"}}`, where `part` is None for what ran after the last part.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import signal
import sys
import threading
from typing import Any

sys.path.append(sys.argv[1])  # where the parent found quickjs: `-I -S` looks at no site

import quickjs  # type: ignore[import-untyped]

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

HOST = "__host"
STACK = 16 * 1024 * 1024
THREAD = 2 * STACK  # the main thread's own differs from system to system
GRACE = 5  # seconds: the parent has ended the process long before, unless it was killed itself
ROOM = 512 * 1024 * 1024  # bytes of addresses for Python itself
HEAD, TAIL = 4_000, 4_000  # characters of an error: its message stands first, its stack last


def send(message: dict[str, Any]) -> None:
    """Write one line."""
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def stripping() -> str:
    """A script that takes away the built-ins of a list, which the engine of the product does not have."""
    with open(sys.argv[2], encoding="utf-8") as lacking:  # noqa: PTH123 - pathlib takes longer than all the rest
        return "".join(f"delete {path};" for path in json.load(lacking))


STRIPPING = stripping()


class Sandbox:
    """One global scope, and the only function in it that leads out."""

    def __init__(self) -> None:
        self.context = quickjs.Context()
        self.context.set_max_stack_size(STACK)
        self.context.eval(STRIPPING)
        self.context.add_callable(HOST, self.call)
        self.done: str | None = None
        self.open = False
        self.called = False
        self.output = self.calls = 0

    def limit(self, program: dict[str, Any]) -> None:
        """Set what a program may use, and let its calls out."""
        self.context.set_memory_limit(program["memory"])
        self.output, self.calls = program["output"], program["calls"]
        self.open = True

    def call(self, name: Any = None, arguments: Any = None, *_: Any) -> str | None:
        """Ask the parent. Raises nothing: an exception would become an error that ends the interpreter's call."""
        self.called = True
        if not self.open or not isinstance(name, str) or not isinstance(arguments, str):
            return None
        self.calls -= 1
        self.output -= len(name) + len(arguments)
        if self.calls < 0 or self.output < 0:
            send({"end": {"part": None, "kind": "output", "text": ""}})
            os._exit(0)
        send({"call": name, "arguments": arguments})
        answer = sys.stdin.buffer.readline()
        if not answer:
            os._exit(0)
        return answer[:-1].decode("ascii")

    def evaluate(self, text: str) -> dict[str, Any] | None:
        """Evaluate source text as global code; what went wrong, or None."""
        try:
            self.context.eval(text)
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            message = str(error)
            if len(message) > HEAD + TAIL:
                message = message[:HEAD] + message[-TAIL:]
            return {"kind": "memory" if self.full(message) else type(error).__name__, "text": message}
        except Exception:  # noqa: BLE001
            return None  # evaluated, but the value of its last statement is none that Python has
        return None

    def full(self, message: str) -> bool:
        """Whether there was no memory left even for an error: null is thrown then."""
        if message != "null\n":
            return False
        memory = self.context.memory()
        return bool(memory["malloc_size"] > memory["malloc_limit"] * 3 // 4)

    def finish(self) -> dict[str, Any] | None:
        """Run what was left to be done later. Its errors stay in the promises, but for one: no memory is left."""
        try:
            while self.context.execute_pending_job():
                pass
        except (quickjs.JSException, quickjs.StackOverflow):
            return {"kind": "memory", "text": ""}
        return None


def prepared(parts: list[str]) -> Sandbox:
    """A sandbox for a next program with the same first part, which is evaluated ahead unless it needs its host."""
    sandbox = Sandbox()
    if len(parts) < 2:
        return sandbox
    if sandbox.evaluate(parts[0]) is not None or sandbox.called:
        return Sandbox()
    sandbox.done = parts[0]
    return sandbox


def run(sandbox: Sandbox, program: dict[str, Any]) -> dict[str, Any] | None:
    """Evaluate the parts that are not evaluated yet; what went wrong, or None."""
    sandbox.limit(program)
    for number, text in enumerate(program["parts"]):
        if number == 0 and text == sandbox.done:
            continue
        failure = sandbox.evaluate(text)
        if failure is not None:
            return {"part": number, **failure}
    failure = sandbox.finish()
    return None if failure is None else {"part": None, **failure}


def confine() -> None:
    """Take from the process what it does not need, where the system can."""
    if resource is None:
        return
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (0, 0))


def bound(memory: int) -> None:
    """Bound the addresses of the whole process: a second fence behind the one of the interpreter."""
    if resource is not None:
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (4 * memory + ROOM, hard))


def main() -> None:
    """Run programs until there are none."""
    confine()
    sandbox = Sandbox()
    memory = 0
    send({"ready": True})
    for line in sys.stdin.buffer:
        program = json.loads(line)
        if program["memory"] != memory:
            memory = program["memory"]
            bound(memory)
        if sandbox.done is not None and sandbox.done != program["parts"][0]:
            sandbox = Sandbox()
        faulthandler.dump_traceback_later(program["seconds"] + GRACE, exit=True)
        send({"end": run(sandbox, program)})
        # While the parent is busy: most often the next program begins with the same part.
        sandbox = prepared(program["parts"])
        faulthandler.cancel_dump_traceback_later()
        send({"ready": True})


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.stack_size(THREAD)
    threading.Thread(target=main).start()
