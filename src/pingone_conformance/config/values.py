"""What a setting may say. Each parser takes the value as flag, environment or file gave it.

Parsers raise `ValueError` with what to give instead, as a noun phrase for people.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

Parser = Callable[[object], object]
MOST_PARTS = 1000
"""More shards than rules have nothing to try."""


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError("a text that is not empty")
    return value


def one_of(*choices: str) -> Callable[[object], str]:
    """One of a few words."""

    def parse(value: object) -> str:
        if value not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return str(value)

    return parse


def several_of(*choices: str) -> Callable[[object], frozenset[str]]:
    """Some of a few words: a list, or one text with commas."""

    def parse(value: object) -> frozenset[str]:
        given = value.split(",") if isinstance(value, str) else value
        if not isinstance(given, list | tuple | frozenset):
            given = ("",)
        words = frozenset(word.strip() if isinstance(word, str) else "" for word in given) - {""}
        if (given and not words) or not words <= set(choices):
            raise ValueError("some of " + ", ".join(choices))
        return words

    return parse


def whole_number(minimum: int, maximum: int) -> Callable[[object], int]:
    """A whole number within limits."""

    def parse(value: object) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = minimum - 1
        if isinstance(value, bool) or not minimum <= number <= maximum:
            raise ValueError(f"a whole number from {minimum} to {maximum}")
        return number

    return parse


def number(minimum: float, maximum: float) -> Callable[[object], float]:
    """A number within limits."""

    def parse(value: object) -> float:
        try:
            found = float(str(value))
        except ValueError:
            found = float("nan")
        if isinstance(value, bool) or not minimum <= found <= maximum:
            raise ValueError(f"a number from {minimum:g} to {maximum:g}")
        return found

    return parse


def part(value: object) -> str:
    """A part of a whole, such as 2/5."""
    index, slash, of = str(value).partition("/")
    if slash and index.isascii() and index.isdecimal() and of.isascii() and of.isdecimal():
        number, whole = int(index[:6]), int(of[:6])
        if 1 <= number <= whole <= MOST_PARTS:
            return f"{number}/{whole}"
    raise ValueError(f"a part of a whole such as 2/5, of at most {MOST_PARTS}")


def switch(value: object) -> bool:
    """True or false."""
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in words:
        raise ValueError("true or false")
    return words[str(value).lower()]


def identifier(value: object) -> str:
    """A UUID in its usual form; capitals become small letters."""
    with suppress(ValueError):
        if len(str(value)) == 36:
            return str(uuid.UUID(str(value)))
    raise ValueError("an id such as 5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77")


def path(value: object) -> Path:
    """The path of a file or a folder."""
    return Path(text(value)).expanduser()


def email(value: object) -> str:
    """An e-mail address."""
    name, _, domain = text(value).rpartition("@")
    if not name or not domain or any(char.isspace() for char in str(value)):
        raise ValueError("an e-mail address")
    return str(value)


def address(value: object) -> str:
    """An http:// or https:// address without credentials, or nothing; the slash at its end goes."""
    found = str(value).rstrip("/")
    if "@" in found:
        # Reports name the address.
        raise ValueError("an address without a name and a password")
    if found and not _is_address(found):
        raise ValueError("an http:// or https:// address")
    return found


def safe_address(value: object) -> str:
    """The same for an address that gets secrets: http:// is for this machine only."""
    found = address(value)
    if urlsplit(found).scheme == "http" and not is_loopback(urlsplit(found).hostname or ""):
        raise ValueError("an https:// address: secrets and personal data go there")
    return found


def proxy(value: object) -> str:
    """The address of an HTTP proxy; it may have a name and a password."""
    found = text(value).rstrip("/")
    if not _is_address(found):
        raise ValueError("an http:// or https:// address")
    return found


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        name = host.lower().rstrip(".")
        return name == "localhost" or name.endswith(".localhost")


def _is_address(found: str) -> bool:
    try:
        parts = urlsplit(found)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is no number
        return False
    # Paths are put behind it.
    return known and not parts.query and not parts.fragment
