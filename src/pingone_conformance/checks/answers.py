"""Whether an answer is one that the description of its operation has."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from pingone_conformance.checks.members import MISSING, body_of, shown
from pingone_conformance.findings import Finding
from pingone_conformance.spec import Description, Operation

_REPORTED = 5


def status_is_documented(answer: httpx.Response, operation: Operation) -> Iterator[Finding]:
    """The status is one that the operation documents."""
    if str(answer.status_code) not in operation.responses:
        yield Finding(f"one of the statuses {', '.join(operation.responses)}", f"status {answer.status_code}")


def is_json(answer: httpx.Response) -> Iterator[Finding]:
    """An answer with a body says that it is JSON, or of a type with the suffix +json, and is."""
    if not answer.content:
        return
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        yield Finding("a JSON content type", shown(media_type))
    elif body_of(answer) is MISSING:
        yield Finding("a body that is JSON in UTF-8", f"{len(answer.content)} bytes that are not")


def body_matches(answer: httpx.Response, operation: Operation, description: Description) -> Iterator[Finding]:
    """The body has the shape that the description gives for its status, formats of texts included."""
    response = description.response(operation, answer.status_code)
    content = response.get("content") if response else None
    if not content:
        return
    schema = next(iter(content.values())).get("schema")
    if schema is None:
        return
    body = body_of(answer)
    if body is MISSING:
        yield Finding("a JSON body", f"{len(answer.content)} bytes that are none")
        return
    for number, error in enumerate(description.validator(schema).iter_errors(body)):
        if number == _REPORTED:
            return
        place = ".".join(str(step) for step in error.instance_path) or "the body"
        yield Finding(f"{place} as described in openapi/", error.message[:200])
