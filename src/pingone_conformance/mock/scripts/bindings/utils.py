"""The binding `utils` ("Access utility functions"): random values and base64.

Random numbers are integers of 32 bits with a sign, as an Int32Array or java.util.Random has them: the document says
numbers only. All random values come from the mock's seed, so that runs can be repeated.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

MAX_VALUES = 65_536
"""Random values that one call gives."""

_BAD_ARGUMENT = "java.lang.IllegalArgumentException"
_ALPHABETS = {
    "base64": re.compile(r"([A-Za-z0-9+/]*)={0,2}"),
    "base64url": re.compile(r"([A-Za-z0-9_-]*)={0,2}"),
}
_TO_STANDARD = str.maketrans("-_", "+/")


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Answer a call; raises `HostError`."""
    return _METHODS[method](run, *arguments)


def encoded(content: bytes, alphabet: str) -> str:
    """Return bytes in base64 (padded) or base64url (not padded)."""
    if alphabet == "base64":
        return base64.b64encode(content).decode("ascii")
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def decoded(text: str, alphabet: str) -> bytes:
    """Return the bytes of base64 or base64url; padding may be missing. Raises ValueError for anything else."""
    found = _ALPHABETS[alphabet].fullmatch(text)
    if found is None or len(found[1]) % 4 == 1 or ("=" in text and len(text) % 4):
        raise ValueError("not base64")
    return base64.b64decode(found[1].translate(_TO_STANDARD) + "=" * (-len(found[1]) % 4))


def _random_uuid(run: Run) -> str:
    return run.mock.ids.random_uuid()


def _random_values(run: Run, count: Any) -> list[int]:
    if not isinstance(count, int | float) or count > MAX_VALUES:
        raise HostError(_BAD_ARGUMENT, f"Random values fill an array of at most {MAX_VALUES} elements")
    return [run.mock.ids.random_integer() for _ in range(int(count))]


def _encoder(alphabet: str) -> Callable[[Run, Any], str]:
    return lambda _, content: encoded(_bytes(content), alphabet)


def _decoder(alphabet: str) -> Callable[[Run, Any], str]:
    def decode(_: Run, content: Any) -> str:
        try:
            return decoded(_bytes(content).decode("latin-1"), alphabet).decode("utf-8", "replace")
        except ValueError:
            raise HostError(_BAD_ARGUMENT, f"The text is not {alphabet}") from None

    return decode


_METHODS: dict[str, Callable[..., Any]] = {
    "crypto.randomUUID": _random_uuid,
    "crypto.getRandomValues": _random_values,
    "base64.encode": _encoder("base64"),
    "base64.decode": _decoder("base64"),
    "base64url.encode": _encoder("base64url"),
    "base64url.decode": _decoder("base64url"),
}


def _bytes(content: Any) -> bytes:
    """Return text in UTF-8, or a byte array of Java, whose bytes have a sign."""
    if isinstance(content, str):
        return content.encode("utf-8", "replace")
    if isinstance(content, list) and all(
        isinstance(one, int | float) and -128 <= one < 256 for one in content
    ):
        return bytes(int(one) & 0xFF for one in content)
    raise HostError(_BAD_ARGUMENT, "There is neither text nor an array of bytes to convert")
