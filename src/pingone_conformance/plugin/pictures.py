"""Pictures that a test hands to the reports: what was before, what came of it, and what was measured."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pingone_conformance.checks.images import UndecodablePicture, decode_bytes
from pingone_conformance.config import Settings

SIDE = 160
"""Pixels of the longer side of what a report shows."""

OF_A_TEST = 4
_QUALITY = 82


@dataclass
class Pictures:
    """The fixture `pictures`: keeps small copies of a picture before and after a request, where that is allowed.

    Allowed is it on a mock, whose people are drawn, and on a tenant whose owner set `keep_images`.
    """

    allowed: bool
    kept: list[dict[str, Any]] = field(default_factory=list)

    def __call__(
        self,
        *,
        rule: str,
        before: bytes,
        after: bytes,
        asked: Mapping[str, Any],
        measured: Mapping[str, Any],
    ) -> None:
        """Keep a pair under the rule that it shows best; what cannot be decoded is left out.

        `asked` and `measured` have `colour` (red, green and blue from 0 to 255), `width` and `height`: the terms of a
        ratio in the one, pixels in the other.
        """
        if not self.allowed or len(self.kept) >= OF_A_TEST:
            return
        self.kept.append(
            {
                "rule": rule,
                "before": _small(before),
                "after": _small(after),
                "asked": _numbers(asked),
                "measured": _numbers(measured),
            }
        )


def may_keep_pictures(settings: Settings) -> bool:
    """Whether the reports of a run may show what the target answered with."""
    return settings.target == "mock" or settings.tenant.keep_images


def _small(data: bytes) -> str | None:
    """A copy of at most 160 by 160 pixels as a `data:` address; None for what is no picture, or too large a one."""
    try:
        image = decode_bytes(data).image
    except UndecodablePicture:
        return None
    image.thumbnail((SIDE, SIDE))
    copy = io.BytesIO()
    image.save(copy, "JPEG", quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(copy.getvalue()).decode()}"


def _numbers(seen: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "colour": [round(float(channel)) for channel in seen["colour"]],
        "width": int(seen["width"]),
        "height": int(seen["height"]),
    }
