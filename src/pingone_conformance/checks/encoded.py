"""Bytes in texts, read with more patience than the rules have, so that one breach does not hide the next."""

from __future__ import annotations

import base64
import binascii
from typing import Any

_URL_ALPHABET = str.maketrans("-_", "+/")


def bytes_in(text: Any) -> bytes:
    """The bytes in a base64 text of either alphabet, whatever its padding, line breaks and `data:` prefix.

    What is no such text gives no bytes. Source: RFC 4648, sections 4 and 5.
    """
    if not isinstance(text, str):
        return b""
    payload = text.rpartition("base64,")[2].translate(_URL_ALPHABET)
    bare = "".join(payload.split()).rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
