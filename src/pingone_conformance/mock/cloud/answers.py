"""What answers of the cloud side have in common: realms, revisions, addresses ("Common REST")."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson

from pingone_conformance.mock.cloud.errors import bad_request, not_found
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse

REALMS = ("alpha", "bravo")
"""The realms of every environment."""

MAX_CONFIG_BYTES = 128 * 1024
"""Largest node or journey that is kept, as JSON."""


def realm_of(call: Call) -> str:
    """Return the realm of the path."""
    realm = call.params["realm"]
    if realm not in REALMS:
        raise not_found("There is no such realm")
    return realm


def revised(resource_id: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource with its id and its revision, which is the same as long as the content is."""
    revision = zlib.crc32(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
    return {"_id": resource_id, "_rev": str(revision), **content}


def stored(call: Call, shown: Mapping[str, Any], status: int) -> JsonResponse:
    """Answer a create (201, with the address) or an update (200)."""
    headers = {"etag": f'"{shown["_rev"]}"'}
    if status == 201:
        path = call.scope["path"].rstrip("/")
        own = path if path.endswith(f"/{shown['_id']}") else f"{path}/{shown['_id']}"
        headers["location"] = call.base + quote(own)
    return JsonResponse(shown, status, headers)


def bounded(config: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration; raises a refusal for one that is too large or that is no JSON."""
    try:
        size = len(orjson.dumps(config))
    except TypeError:
        raise bad_request("The content has too many levels") from None
    if size > MAX_CONFIG_BYTES:
        raise bad_request(f"The content has more than {MAX_CONFIG_BYTES} bytes")
    return config
