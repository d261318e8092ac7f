"""Requests for a portrait that a wrong server takes, or does not take."""

from __future__ import annotations

from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Kind, on_request
from pingone_conformance.mock.schemas.portraits import REPLACE_BACKGROUND

UPDATE = "updatePortraitBackground"


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-003")
def accepts_plain_json_for_portrait(request: Request) -> None:
    if request.media_type == "application/json":
        request.headers["content-type"] = REPLACE_BACKGROUND
