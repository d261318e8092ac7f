"""An httpbin that scripts of a mock can call: what a real one answers at the paths that the suite uses."""

from __future__ import annotations

import base64
import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from pingone_conformance.target.cloud_control import CloudControl

ADDRESS = "https://httpbin.example"
"""Where it is, as far as a mock knows."""

STATUSES = (200, 201, 204, 304, 400, 404, 500, 503)
"""Those that /status/{status} is asked for."""

SLIDES = {"slideshow": {"author": "Yours Truly", "slides": [{"title": "Wake up", "type": "all"}]}}
"""What /json tells of, in short."""

TEXT = 'Zoë wrote: "1 < 2 & 3 > 2"\n\tß 😀'
"""What /base64 is asked to decode."""

HEADERS = {"X-Probe": "one; two", "Set-Cookie": "crumb=sweet; Path=/"}
"""What /response-headers is asked to answer with."""


def encoded(text: str) -> str:
    """A text as a step of the path of /base64."""
    return base64.urlsafe_b64encode(text.encode()).decode()


def answer_as_httpbin(control: CloudControl, address: str = ADDRESS) -> None:
    """Let a mock answer for the host of an address as httpbin does."""
    control.answer_for(urlsplit(address).netloc, *_answers(urlsplit(address).path.rstrip("/")))


def _answers(base: str) -> list[dict[str, Any]]:
    as_json, as_html = "application/json", "text/html; charset=utf-8"
    return [
        {"path": f"{base}/anything", "echo": True},
        {"path": f"{base}/delay/2", "echo": True},
        _answer(f"{base}/json", json.dumps(SLIDES), as_json),
        _answer(f"{base}/base64/{encoded(TEXT)}", TEXT, as_html),
        _answer(f"{base}/response-headers", json.dumps(HEADERS), as_json, **HEADERS),
        *(
            _answer(f"{base}/status/{status}", "", as_html) | {"status": status, "reason": _phrase(status)}
            for status in STATUSES
        ),
    ]


def _answer(path: str, body: str, content_type: str, **headers: str) -> dict[str, Any]:
    return {"path": path, "body": body, "headers": {"Content-Type": content_type, **headers}}


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase.upper()
