"""Whether the figure leaves the upper edge of a portrait free."""

from __future__ import annotations

from collections.abc import Iterator

from pingone_conformance.checks.images.background import figure_mask
from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.findings import Finding


def top_edge_is_background(picture: Picture) -> Iterator[Finding]:
    """Nothing of the figure reaches the upper edge; the other edges it may touch, as in the documents' example.

    Source: Update Verified Data Portrait Background, example response.
    """
    touched = figure_mask(picture)[0]
    if touched.any():
        yield Finding(
            "an upper edge that shows the background from corner to corner",
            f"something else along {touched.mean():.0%} of it",
        )
