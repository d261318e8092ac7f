"""The parts of an address that a target gave, which may be anything."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def parts_of(address: Any) -> SplitResult:
    """The parts of an address (RFC 3986, section 3); all of them are empty for what is none."""
    try:
        return urlsplit(address) if isinstance(address, str) else _NOTHING
    except ValueError:  # a bracket that is not closed
        return _NOTHING


def is_absolute(address: Any) -> bool:
    """Whether it is an address with a scheme and a host."""
    parts = parts_of(address)
    return bool(parts.scheme and parts.netloc)
