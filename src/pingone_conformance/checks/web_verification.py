"""What an answer says of the web application: `qrUrl`, `webVerificationUrl` and `webVerificationCode`.

All of it is from "Create Verify Transaction": the example under Responses, and the query parameters that the
Description lets a client append.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, parse_qs

from pingone_conformance.checks.addresses import is_absolute, parts_of
from pingone_conformance.checks.members import MISSING, member, shown
from pingone_conformance.findings import Finding

LINK = "webVerificationUrl"


def is_absolute_url(body: Any, path: str) -> Iterator[Finding]:
    """The member is a URL with a scheme and a host."""
    if not is_absolute(address := member(body, path)):
        yield Finding(f"{path} to be an absolute URL", shown(address))


def link_names(body: Any, parameter: str, value: Any) -> Iterator[Finding]:
    """The link has the query parameter once, with that value."""
    if value is MISSING:
        yield Finding(f"a value to compare with {parameter} in {LINK}", "none")
    elif (observed := _parameter(body, parameter)) != value:
        yield Finding(f"{parameter} in {LINK} to be {shown(value)}", shown(observed))


def qr_url_follows_link(body: Any) -> Iterator[Finding]:
    """`url` of the link, the id and `/qr` make `qrUrl`, as far as paths go: hosts may differ."""
    named, observed = _parameter(body, "url"), member(body, "qrUrl")
    base, qr_url = _split(named), _split(observed)
    if base is None or qr_url is None:
        yield Finding(f"a URL in url of {LINK}, and one in qrUrl", f"{shown(named)}, {shown(observed)}")
        return
    expected = f"{base.path.rstrip('/')}/{member(body, 'id')}/qr"
    if qr_url.path != expected:
        yield Finding(f"qrUrl to end in {expected}", shown(qr_url.path))


def code_has_six_digits(body: Any) -> Iterator[Finding]:
    """`webVerificationCode` is a text of six digits."""
    code = member(body, "webVerificationCode")
    if not isinstance(code, str) or not re.fullmatch("[0-9]{6}", code):
        yield Finding("webVerificationCode to be six digits", shown(code))


def link_takes_parameter(body: Any, parameter: str, value: str) -> Iterator[Finding]:
    """`&parameter=value` can be put behind the link: it then has that, and all that it had before."""
    address = member(body, LINK)
    before = _split(address)
    if before is None:
        yield Finding(f"{LINK} to be an absolute URL", shown(address))
        return
    after = parse_qs(parts_of(f"{address}&{parameter}={value}").query, keep_blank_values=True)
    expected = {**parse_qs(before.query, keep_blank_values=True), parameter: [value]}
    if before.fragment or not before.query or after != expected:
        yield Finding(f"{LINK} to take &{parameter}={value} at its end", shown(address))


def _parameter(body: Any, name: str) -> Any:
    address = _split(member(body, LINK))
    values = parse_qs(address.query, keep_blank_values=True).get(name, []) if address else []
    return values[0] if len(values) == 1 else MISSING


def _split(address: Any) -> SplitResult | None:
    return parts_of(address) if is_absolute(address) else None
