"""Portraits that are wrong to look at."""

from __future__ import annotations

from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Kind, on_request

UPDATE = "updatePortraitBackground"


@on_request(Kind.MEANING, UPDATE, "IMAGE-005")
def swaps_red_and_blue(request: Request) -> None:
    colour = request.member("backgroundColor")
    if isinstance(colour, dict) and {"red", "blue"} <= colour.keys():
        colour["red"], colour["blue"] = colour["blue"], colour["red"]
