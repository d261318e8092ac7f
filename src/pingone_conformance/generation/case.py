"""A generated request as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    """One request. `path` holds only the parameters that are part of what is tried; the others are real ids.

    `body` holds the placeholders of `generation.schema`; it is a text whose code points are bytes (Latin-1).
    """

    valid: bool
    what: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = None
    body: str | None = None
