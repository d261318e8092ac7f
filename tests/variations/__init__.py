"""Conforming variations of the mock's script bindings: each does otherwise what the documents leave open.

The real bindings are Java objects seen through Rhino, and the mock's are one reading of a page. A suite that accuses
one of these variations has taken a habit of the mock for a promise.
"""

from __future__ import annotations

from . import helper, http, identities, surroundings, texts_and_types, values
from .variation import VARIATIONS, Variation, servers

__all__ = [
    "VARIATIONS",
    "Variation",
    "helper",
    "http",
    "identities",
    "servers",
    "surroundings",
    "texts_and_types",
    "values",
]
