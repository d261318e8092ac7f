"""Judges answers with the checks of Schemathesis."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup, ServerError
from schemathesis.openapi.checks import UndefinedStatusCode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from pingone_conformance.findings import Finding
from pingone_conformance.generation.schema import schemathesis_operation

_CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
_SHOWN = 300


@dataclass(slots=True)
class Judgement:
    """What Schemathesis finds wrong with one answer, by kind."""

    server_error: list[Finding] = field(default_factory=list)
    status: list[Finding] = field(default_factory=list)
    shape: list[Finding] = field(default_factory=list)


def judge(operation_id: str, answer: httpx.Response) -> Judgement:
    """Whether an answer is a server error, has an undocumented status, or a body that is not as described.

    The type of a JSON body does not matter here: a server may answer `application/hal+json` where a page shows JSON.
    Nor do members that are null, which says the same as leaving them out ("PingOne API responses").
    """
    judgement = Judgement()
    for failure in _failures(operation_id, answer):
        if isinstance(failure, ServerError):
            judgement.server_error.append(Finding("no server error", f"status {answer.status_code}"))
        elif isinstance(failure, UndefinedStatusCode):
            documented = ", ".join(failure.defined_status_codes)
            judgement.status.append(
                Finding(f"one of the statuses {documented}", f"status {answer.status_code}")
            )
        else:
            judgement.shape.append(Finding("a body as openapi/ describes it", _told(failure)))
    return judgement


def _failures(operation_id: str, answer: httpx.Response) -> Iterator[Failure]:
    operation = schemathesis_operation(operation_id)
    headers = {**answer.headers, "content-type": "application/json"}
    as_json = httpx.Response(
        answer.status_code, headers=headers, content=_without_nulls(answer.content), request=answer.request
    )
    as_json.elapsed = timedelta()  # Schemathesis asks for it; exchanges have the measured time
    # A failure is told with a code sample, which needs a path; none of it is shown.
    path = dict.fromkeys((parameter.name for parameter in operation.path_parameters), "id")
    try:
        operation.Case(path_parameters=path).validate_response(as_json, checks=_CHECKS)
    except FailureGroup as group:
        yield from group.exceptions


def _without_nulls(content: bytes) -> bytes:
    if b"null" not in content:
        return content
    try:
        body = json.loads(content, object_pairs_hook=_filled)
        return content if body is None else json.dumps(body).encode()
    except (ValueError, RecursionError):
        return content


def _filled(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}


def _told(failure: Failure) -> str:
    """What is wrong and where the description says so, without the schema and the value themselves."""
    what, _, rest = failure.message.partition("\n\nValidated against")
    place = re.search(r"Schema at (\S+):", rest)
    text = " ".join(f"{failure.title}: {what}{f' ({place[1]})' if place else ''}".split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
