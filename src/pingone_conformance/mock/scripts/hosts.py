"""Answers for the hosts that a test registered: nothing that a script sends leaves the machine."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import orjson

from pingone_conformance.mock.bodies import JSON
from pingone_conformance.mock.cloud.records import CannedAnswer, Outbound
from pingone_conformance.mock.cloud.store import CloudStore
from pingone_conformance.mock.scripts.outgoing import FORM, Outgoing

MAX_OUTBOUND = 1_000
"""Requests that are kept."""

MAX_OUTBOUND_LENGTH = 64 * 1024 * 1024
"""Characters of the bodies of requests that are kept."""

ANY = "*"


class UnregisteredHostError(Exception):
    """A script wants to reach a host that nobody answers for."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"The host {host} is not registered, and nothing leaves the mock. "
            f'Register what it answers: PUT /_mock/hosts/{host} with {{"answers": [{{"status": 200}}]}}'
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered; names of headers as they were given."""

    status: int
    reason: str
    headers: dict[str, str]
    body: str

    def header(self, name: str) -> str:
        """The value of a header, named in lower case; empty without one."""
        return next((value for key, value in self.headers.items() if key.lower() == name), "")


def answers_of(cloud: CloudStore, request: Outgoing) -> list[CannedAnswer]:
    """Return what is registered for the request's host. Raises UnregisteredHostError."""
    for host in request.hosts:
        if host in cloud.hosts:
            return cloud.hosts[host]
    raise UnregisteredHostError(request.hosts[0])


def reply_to(request: Outgoing, answers: list[CannedAnswer]) -> Reply:
    """Return the first answer that fits method and path; 404 where none does."""
    path = request.parts.path
    for answer in answers:
        if answer.method.upper() in (ANY, request.method) and answer.path in (ANY, path):
            return _reply(request, answer)
    return _reply(request, CannedAnswer(status=HTTPStatus.NOT_FOUND))


def parsed(text: str) -> Any:
    """Return the content of JSON text. Raises ValueError for other text, and for what nests too deeply."""
    content = orjson.loads(text)
    try:
        orjson.dumps(content)
    except TypeError:
        raise ValueError("nested too deeply") from None
    return content


def remember(cloud: CloudStore, sent: Outbound) -> None:
    """Keep a request that was sent, forgetting the oldest ones where there would be too many."""
    kept = cloud.outbound
    kept.append(sent)
    while len(kept) > MAX_OUTBOUND or sum(len(one.body) for one in kept) > MAX_OUTBOUND_LENGTH:
        kept.popleft()


def _reply(request: Outgoing, answer: CannedAnswer) -> Reply:
    headers, body = dict(answer.headers), answer.body
    if answer.echo:
        headers = {"Content-Type": JSON, **headers}
        body = orjson.dumps(_echo(request)).decode()
    return Reply(answer.status, answer.reason or _phrase(answer.status), headers, body)


def _echo(request: Outgoing) -> dict[str, Any]:
    """The request in the form in which httpbin's /anything shows it."""
    is_form = request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM
    return {
        "method": request.method,
        "url": request.url,
        "headers": {name.title(): value for name, value in request.headers.items()},
        "args": _fields(request.parts.query),
        "form": _fields(request.body) if is_form else {},
        "json": _json(request.body),
        "data": "" if is_form else request.body,
    }


def _json(text: str) -> Any:
    try:
        return parsed(text)
    except ValueError:
        return None


def _fields(text: str) -> dict[str, str | list[str]]:
    fields = parse_qs(text, keep_blank_values=True)
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
