"""What the headers of an answer say; names of headers have no letter case (RFC 9110, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from pingone_conformance.checks.members import shown
from pingone_conformance.findings import Finding


def has_header(answer: httpx.Response, name: str) -> Iterator[Finding]:
    """The header is there and not empty."""
    if not answer.headers.get(name, "").strip():
        yield Finding(f"a header {name}", "none")


def header_lists(answer: httpx.Response, name: str, directive: str) -> Iterator[Finding]:
    """The header is a list that has this directive, among others or alone, in any letter case."""
    value = answer.headers.get(name)
    directives = [part.partition("=")[0].strip().lower() for part in (value or "").split(",")]
    if directive.lower() not in directives:
        observed = "no such header" if value is None else shown(value)
        yield Finding(f"{directive} in the header {name}", observed)
