"""Answers of the mock: JSON written by orjson, and empty ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response


class JsonResponse(Response):
    """A JSON body; ``application/json`` as in the API's examples."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Serialise ``content`` (dicts, lists, strings, numbers) as UTF-8 JSON."""
        return orjson.dumps(content)


def created(content: Mapping[str, Any]) -> JsonResponse:
    """Answer a create: 201 and ``Location`` = the new resource's self link ("PingOne API responses")."""
    return JsonResponse(content, 201, {"location": content["_links"]["self"]["href"]})


def no_content() -> Response:
    """Answer a delete: 204 without a body ("PingOne API responses")."""
    return Response(status_code=204)
