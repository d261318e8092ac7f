"""Whether a plain fact holds for an answer that a run recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import httpx


def holds_for(lines: Sequence[str], exchange: Mapping[str, Any]) -> bool:
    """Whether lines of `facts.fact` hold for the answer of an exchange; they are ours, and no text of the target is."""
    headers = {
        name: value
        for name, value in exchange["response_headers"].items()
        if name.lower() not in ("content-length", "content-encoding", "transfer-encoding")
    }
    content = exchange["response_body"].encode(errors="replace")
    answer = httpx.Response(exchange["status"], headers=_encodable(headers), content=content)
    try:
        exec("\n".join(lines), {"answer": answer, "member": member, "re": re})  # noqa: S102
    except (AssertionError, ValueError, TypeError, AttributeError, KeyError, json.JSONDecodeError):
        return False
    return True


def member(body: Any, path: str) -> Any:
    """What the function of that name in the generated file gives."""
    for name in path.split("."):
        if isinstance(body, list) and name.isdigit() and int(name) < len(body):
            body = body[int(name)]
        else:
            body = body.get(name) if isinstance(body, dict) else None
    return body


def _encodable(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [
        (name.encode("ascii", "replace"), value.encode("utf-8", "replace")) for name, value in headers.items()
    ]
