"""Prism on the description, with the mock's own answers as its examples."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.description import peer_description, write_description
from benchmarks.exercises import Sample
from benchmarks.npm import npm_package
from benchmarks.processes import served
from benchmarks.served_mock import ServedMock
from benchmarks.workspace import MissingToolError, Workspace

_START_SECONDS = 60


@contextlib.contextmanager
def served_prism(workspace: Workspace, mock: ServedMock, exercises: Sequence[Sample]) -> Iterator[str]:
    """Serve it with static examples and yield its address. Its log of requests is off.

    Raises `MissingToolError` without Node or npm, RuntimeError when it does not start.
    """
    node = shutil.which("node")
    if node is None:
        raise MissingToolError("Node is missing: see https://nodejs.org")
    package = npm_package(workspace, "@stoplight/prism-cli")
    folder = workspace.subfolder("prism")
    document = peer_description(mock)
    for sample in exercises:
        _set_example(document, sample)
    file = write_description(document, folder)
    port = _free_port()
    command = [node, str(package / "dist" / "index.js"), "mock", str(file)]
    options = ["--host", "127.0.0.1", "--port", str(port), "--verboseLevel", "error"]
    # At this level it says nothing when it is ready, so the port tells.
    with served([*command, *options], "", folder=folder):
        _await_port(port)
        yield f"http://127.0.0.1:{port}"


def _set_example(document: dict[str, Any], sample: Sample) -> None:
    """Without one, Prism would make up a smaller answer."""
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and operation.get("operationId") == sample.operation_id:
                answer = operation["responses"][str(sample.status)]
                name = answer["$ref"].rpartition("/")[2]
                content = document["components"]["responses"][name]["content"]
                for media in content.values():
                    media.pop("examples", None)
                    media["example"] = json.loads(sample.answer)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _await_port(port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"it does not listen after {_START_SECONDS} s")
