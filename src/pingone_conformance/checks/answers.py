"""What every answer of the platform has: a body that is JSON and says so."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from pingone_conformance.checks.members import MISSING, body_of, shown
from pingone_conformance.findings import Finding


def says_json(answer: httpx.Response) -> Iterator[Finding]:
    """An answer with a body has the content type application/json or one with the suffix +json."""
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.content and media_type != "application/json" and not media_type.endswith("+json"):
        yield Finding("a JSON content type", shown(media_type))


def is_json(answer: httpx.Response) -> Iterator[Finding]:
    """A body is JSON in UTF-8."""
    if answer.content and body_of(answer) is MISSING:
        yield Finding("a body that is JSON in UTF-8", f"{len(answer.content)} bytes that are not")
