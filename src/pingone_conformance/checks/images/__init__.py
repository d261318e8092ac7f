"""Judges portraits: base64, decoding, format, background, shape, and whether the person is the selfie's.

The portraits come from any server that claims to conform, so that what the documents leave open is left open:
size, format, quality, where the figure stands and how it is cut out.
"""

from pingone_conformance.checks.images.background import (
    background_colour_is,
    background_is_uniform,
    is_not_blank,
)
from pingone_conformance.checks.images.encoding import (
    decodes_completely,
    format_is_as_declared,
    is_standard_base64,
)
from pingone_conformance.checks.images.likeness import is_not_stretched, shows_face_of
from pingone_conformance.checks.images.picture import Picture, UndecodablePicture, decode, decode_bytes
from pingone_conformance.checks.images.ratio import ratio_is
from pingone_conformance.checks.images.surroundings import old_background_is_gone

__all__ = [
    "Picture",
    "UndecodablePicture",
    "background_colour_is",
    "background_is_uniform",
    "decode",
    "decode_bytes",
    "decodes_completely",
    "format_is_as_declared",
    "is_not_blank",
    "is_not_stretched",
    "is_standard_base64",
    "old_background_is_gone",
    "ratio_is",
    "shows_face_of",
]
