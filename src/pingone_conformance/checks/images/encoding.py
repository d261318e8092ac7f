"""Whether `data.image` is base64 of a whole picture in the format that `data.format` says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pingone_conformance.checks.images.ending import ends_early
from pingone_conformance.checks.images.picture import UndecodablePicture, decode_bytes, real_format
from pingone_conformance.findings import Finding

_STANDARD = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_BREACHES = (
    (re.compile(r"data:", re.IGNORECASE), "a text with a data: prefix"),
    (re.compile(r".*\s", re.DOTALL), "a text with line breaks or other white space"),
    (re.compile(r"[A-Za-z0-9_-]*={0,2}\Z"), "the alphabet of base64url, with - or _"),
)
# Names that one format goes by, in media types and file names.
_SPELLINGS = {"JPG": "JPEG", "JPE": "JPEG", "JFIF": "JPEG", "PJPEG": "JPEG", "TIF": "TIFF", "X-PNG": "PNG"}


def is_standard_base64(text: object) -> Iterator[Finding]:
    """The text is base64 with the standard alphabet, padded to fours, without line breaks and prefixes.

    Source: RFC 4648, section 4, and the example response of Update Verified Data Portrait Background.
    """
    expected = "standard base64 with padding (RFC 4648, section 4)"
    if not isinstance(text, str):
        yield Finding(expected, f"a value of type {type(text).__name__}")
    elif not text:
        yield Finding(expected, "an empty text")
    elif not _STANDARD.fullmatch(text):
        what = next((what for form, what in _BREACHES if form.match(text)), "other characters")
        yield Finding(expected, what)
    elif len(text) % 4:
        yield Finding(expected, f"{len(text)} characters, which is no multiple of four")


def decodes_completely(data: bytes) -> Iterator[Finding]:
    """The bytes are one whole picture, not cut off, of at most 20 million bytes and 40 million pixels.

    Bytes behind the picture's end are no breach, as decoders ignore them. The two limits are ours: no
    document has one, and a larger picture is not judged.
    Source: Update Verified Data Portrait Background, example response (`data.image`).
    """
    try:
        decode_bytes(data)
    except UndecodablePicture as error:
        yield Finding("a picture that decodes completely", str(error))
        return
    if ends_early(data):
        yield Finding("a picture that decodes completely", "a JPEG whose data end before its last lines")


def format_is_as_declared(data: bytes, declared: object) -> Iterator[Finding]:
    """The bytes are in the declared format; letter case and the spellings JPEG and jpg make no difference.

    Source: Update Verified Data Portrait Background, example response (`data.format`).
    """
    if not isinstance(declared, str):
        yield Finding("the name of a format, such as JPEG", f"a value of type {type(declared).__name__}")
        return
    try:
        real = real_format(data)
    except UndecodablePicture as error:
        yield Finding(f"a picture in the declared format {declared[:40]}", str(error))
        return
    if _spelt_alike(declared) != real:
        yield Finding(f"a picture in the declared format {declared[:40]}", f"a picture in the format {real}")


def _spelt_alike(declared: str) -> str:
    name = declared.strip().upper().removeprefix("IMAGE/").removeprefix(".")
    return _SPELLINGS.get(name, name)
