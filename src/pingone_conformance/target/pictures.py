"""Pictures as a report tells of them: format, size and hash instead of the picture."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import warnings
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

SHORTEST = 256
"""Characters of base64: less than this is no picture."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "JPEG2000")
# Also as a URL or a JSON text that is not parsed has it. Where the look behind fails, an earlier start did.
_BASE64 = re.compile(
    rf"(?<![A-Za-z0-9+/_=\s-])(?:[A-Za-z0-9+/_=\s-]|%(?:2B|2F|3D|0A|0D)|\\[/nr]){{{SHORTEST},}}",
    re.IGNORECASE,
)
_ESCAPES = re.compile(r"\\[nr]|\\(?=/)|\s")


def without_pictures(text: str) -> str:
    """A text in which each picture in base64 is replaced by what there is to say of it."""
    if len(text) < SHORTEST:
        return text
    return _BASE64.sub(lambda match: picture_summary(match.group()), text)


def is_picture(text: str) -> bool:
    """Whether the whole text is base64 that is long enough for a picture, or a `data:` address of one."""
    if len(text) < SHORTEST:
        return False
    return bool(_BASE64.fullmatch(text.partition(",")[2] if text.startswith("data:") else text))


def picture_summary(text: str) -> str:
    """What a report shows instead of base64: format, pixels, bytes and digest; of what is no picture, its length."""
    return described_base64(text) or f"<{len(text)} characters of base64, sha256 {_digest(text.encode())}>"


def described_base64(text: str) -> str | None:
    """What there is to say of a picture in base64; None for anything else."""
    text = text.partition(",")[2] if text.startswith("data:") else text
    plain = unquote(_ESCAPES.sub("", text)).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return described_picture(base64.b64decode(plain + "=" * (-len(plain) % 4)))
    except binascii.Error:
        return None


def bytes_summary(content: bytes) -> str:
    """The same of bytes that are no text."""
    return described_picture(content) or f"<{len(content)} bytes, sha256 {_digest(content)}>"


def described_picture(content: bytes) -> str | None:
    """What the head of a picture says; None for anything else. No pixel is unpacked, so a bomb does no harm."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                kind, (width, height) = picture.format, picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
    return f"<{kind} {width}x{height}, {len(content)} bytes, sha256 {_digest(content)}>"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
