"""WireMock with one stub for each exercise: a bearer token is asked for, and bodies have to match their schema."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.exercises import Sample
from benchmarks.npm import npm_package
from benchmarks.processes import served
from benchmarks.served_mock import ServedMock
from benchmarks.workspace import MissingToolError, Workspace
from pingone_conformance.generation.schema import prepared
from pingone_conformance.spec import load_description

_PORT = r"port:\s+(\d+)"


def served_wiremock(
    workspace: Workspace, _: ServedMock, exercises: Sequence[Sample]
) -> AbstractContextManager[str]:
    """Serve it with its defaults on a free port of the loopback interface; the block gets its address.

    Raises `MissingToolError` without Java or npm, RuntimeError when it does not start.
    """
    return _served(workspace, exercises, "wiremock", [])


def served_wiremock_without_journal(
    workspace: Workspace, _: ServedMock, exercises: Sequence[Sample]
) -> AbstractContextManager[str]:
    """The same without its journal and its log of requests, which is how it is set up for load."""
    options = ["--no-request-journal", "--disable-request-logging"]
    return _served(workspace, exercises, "wiremock-without-journal", options)


@contextmanager
def _served(
    workspace: Workspace, exercises: Sequence[Sample], name: str, more: Sequence[str]
) -> Iterator[str]:
    java = shutil.which("java")
    if java is None:
        raise MissingToolError("Java is missing: apt-get install default-jre-headless (Debian, Ubuntu)")
    jar = next((npm_package(workspace, "wiremock") / "build").glob("wiremock-standalone-*.jar"))
    folder = workspace.subfolder(name)
    _write_stubs(folder / "mappings", exercises)
    options = ["--port", "0", "--bind-address", "127.0.0.1", "--root-dir", str(folder)]
    with served([java, "-jar", str(jar), *options, *more], _PORT, folder=folder) as output:
        found = re.search(_PORT, output)
        yield f"http://127.0.0.1:{found[1] if found else ''}"


def _write_stubs(folder: Path, exercises: Sequence[Sample]) -> None:
    folder.mkdir()
    for number, sample in enumerate(exercises):
        (folder / f"{number}.json").write_text(json.dumps(_stub(sample)), encoding="utf-8")


def _stub(sample: Sample) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": "GET" if sample.body is None else "POST",
        "urlPath": sample.exercise.path,
        "headers": {"Authorization": {"matches": "Bearer .+"}},
    }
    if sample.media_type is not None:
        request["headers"]["Content-Type"] = {"equalTo": sample.media_type}
        schema = json.dumps(_schema(sample))
        request["bodyPatterns"] = [{"matchesJsonSchema": schema, "schemaVersion": "V202012"}]
    answer = {"status": sample.status, "body": sample.answer, "headers": {"Content-Type": "application/json"}}
    return {"request": request, "response": answer}


def _schema(sample: Sample) -> dict[str, Any]:
    """The schema of the request body, without the placeholders that only generators need."""
    description = load_description()
    content = description.operation(sample.operation_id).definition["requestBody"]["content"]
    schemas = prepared(description)["components"]["schemas"]
    return {**content[sample.media_type]["schema"], "components": {"schemas": schemas}}
