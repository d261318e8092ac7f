"""Reading answers that may hold anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

_MEANINGS = {
    401: "the token is not accepted",
    403: "not permitted",
    404: "not found",
    429: "limited at present",
}
_LONGEST = 200


def object_of(answer: httpx.Response) -> Mapping[str, Any]:
    """The JSON object of an answer; an empty one where there is none."""
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def member(body: object, *path: str) -> str:
    """The text at a path of members; empty where there is none."""
    for name in path:
        body = body.get(name) if isinstance(body, Mapping) else None
    return body[:_LONGEST] if isinstance(body, str) else ""


def rows(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a collection ("PingOne API responses": members of `_embedded`)."""
    embedded = body.get("_embedded")
    found = embedded.get(name) if isinstance(embedded, Mapping) else None
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def texts(found: object, name: str) -> set[str]:
    """The texts that a member has in the objects of a list."""
    listed = found if isinstance(found, list) else []
    return {row[name] for row in listed if isinstance(row, Mapping) and isinstance(row.get(name), str)}


def refusal(answer: httpx.Response) -> str:
    """An answer's status in words; nothing of its body, which may hold anything."""
    meaning = _MEANINGS.get(answer.status_code)
    return f"{answer.status_code}, {meaning}" if meaning else f"the answer is {answer.status_code}"
