"""Lists in pages of the server's own size, with a `next` link even on a page that turns out to be the last."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from .reading import Call


def page(call: Call, url: str, name: str, entries: list[dict[str, Any]], size: int) -> dict[str, Any]:
    """A page of a list; an empty one has no `_embedded`, as what is null is left out."""
    cursor, limit = call.parameters.get("cursor", ""), call.parameters.get("limit", "")
    start = int(cursor, 36) if cursor.isascii() and cursor.isalnum() and len(cursor) < 8 else 0
    if limit.isascii() and limit.isdigit() and 0 < len(limit) < 5:
        size = max(1, min(int(limit), size))
    found = entries[start : start + size]
    links = {"self": {"href": url}}
    if found:
        kept = f"&limit={size}" if limit else ""
        wanted = call.parameters.get("filter")
        query = f"cursor={_digits(start + size)}{kept}" + (
            f"&filter={quote(wanted, safe='')}" if wanted else ""
        )
        links["next"] = {"href": f"{url}?{query}"}
    body: dict[str, Any] = {"_links": links, "count": len(entries), "size": len(found)}
    return body | ({"_embedded": {name: found, "related": []}} if found else {})


def _digits(number: int) -> str:
    # Read back in base 36, where decimal digits of a larger number would be something else.
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"
