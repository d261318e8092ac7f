"""Body of "Update Verified Data Portrait Background"."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pingone_conformance.mock.schemas.fields import Integer, RequestBody

REPLACE_BACKGROUND = "application/vnd.pingidentity.replace.background+json"

Channel = Annotated[Integer, Field(ge=0, le=255)]
Side = Annotated[Integer, Field(ge=1, le=1000)]
"""A side of the ratio; limits of the DaVinci connector "PingOne Verify", the only ones stated."""


class BackgroundColor(RequestBody):
    """The uniform colour, in RGB."""

    red: Channel
    green: Channel
    blue: Channel


class AspectRatio(RequestBody):
    """The shape of the new picture."""

    aspect_height: Side
    aspect_width: Side


class BackgroundReplacement(RequestBody):
    """Both members are required ("Request Model")."""

    background_color: BackgroundColor
    aspect_ratio: AspectRatio
