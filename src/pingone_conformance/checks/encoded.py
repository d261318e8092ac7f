"""Bytes in texts, read with more patience than the rules have, so that one breach does not hide the next."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from pingone_conformance.checks.members import member
from pingone_conformance.findings import Finding

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


def has_bytes(body: Any, path: str, data: bytes) -> Iterator[Finding]:
    """The member encodes these bytes, in whatever form; they are not shown, as they may show a person.

    Source: Update Verified Data Portrait Background, description: the selfie itself is updated.
    """
    observed = bytes_in(member(body, path))
    if observed != data:
        yield Finding(f"{path} to encode the same {len(data)} bytes", f"{len(observed)} bytes that differ")
