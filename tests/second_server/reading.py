"""Reading requests: their parts, their bodies, and the values of members, converted where that is allowed."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .wire import Refusal, invalid
from .world import Environment, Policy, Transaction, User, World

JSON = "application/json"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")
_MOST_DIGITS = 40


@dataclass
class Call:
    """A request, and what its path was found to name."""

    world: World
    api: str
    auth: str
    apps: str
    links: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    content: bytes
    named: dict[str, str] = field(default_factory=dict)
    environment: Environment | None = None
    user: User | None = None
    policy: Policy | None = None
    transaction: Transaction | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """The query; the last of equal names counts."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def json_object(
        self, media_type: str = JSON, *, empty_is: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The body, which is an object of that media type; raises `Refusal` with 415 or 400."""
        if not self.content and not self.media_type and empty_is is not None:
            return empty_is
        if self.media_type != media_type:
            raise Refusal(415, "INVALID_REQUEST", f"This takes {media_type} and nothing else.")
        if not self.content and empty_is is not None:
            return empty_is
        body = parsed(self.content)
        if not isinstance(body, dict):
            raise Refusal(400, "INVALID_REQUEST", "The body has to be an object.")
        return body


def parsed(content: bytes) -> Any:
    """JSON as the standard has it; raises `Refusal` for anything else."""
    try:
        text = content.decode("utf-8")
        body = json.loads(text, parse_constant=_no_constant)
        # Half of a surrogate pair is no character.
        json.dumps(body, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refusal(400, "INVALID_REQUEST", "The body cannot be read as JSON in UTF-8.") from None
    return body


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def text(value: Any, name: str, longest: int = 5000) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value:
        raise invalid(f"{name} wants a text.", "REQUIRED_VALUE" if value is None else "INVALID_VALUE")
    if len(value) > longest:
        raise invalid(f"{name} is longer than {longest} characters.", "SIZE_LIMIT_EXCEEDED")
    return value


def texts(value: Any, name: str) -> list[str]:
    """A list of texts, which may be empty."""
    if not isinstance(value, list):
        raise invalid(f"{name} wants a list.")
    return [text(item, name) for item in value]


def mapping(value: Any, name: str) -> dict[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise invalid(f"{name} wants an object.", "REQUIRED_VALUE" if value is None else "INVALID_VALUE")
    return value


def integer(value: Any, name: str, low: int, high: int) -> int:
    """A whole number: fractions are cut off, digits in a text are read (Forced type conversion)."""
    if isinstance(value, str) and re.fullmatch(r"-?\d+", value, re.ASCII) and len(value) < _MOST_DIGITS:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise invalid(f"{name} wants a number.", "REQUIRED_VALUE" if value is None else "INVALID_VALUE")
    number = math.trunc(value)
    if not low <= number <= high:
        raise invalid(f"{name} goes from {low} to {high}.", "OUT_OF_RANGE")
    return number


def boolean(value: Any, name: str) -> bool:
    """True or false, also as a text: one sample of "Create Verify Policy" has them like that."""
    if value in ("true", "false"):
        return bool(value == "true")
    if not isinstance(value, bool):
        raise invalid(f"{name} wants true or false.")
    return value


def choice(value: Any, name: str, allowed: tuple[str, ...]) -> str:
    """One of a few words."""
    if value not in allowed:
        raise invalid(f"{name} is none of {', '.join(allowed)}.")
    return str(value)


def address(value: Any, name: str) -> str:
    """An e-mail address, more or less."""
    if not _ADDRESS.fullmatch(text(value, name)):
        raise invalid(f"{name} wants an e-mail address.")
    return str(value)


def number_to_call(value: Any, name: str) -> str:
    """A telephone number, in whatever format."""
    if not any(char.isdigit() for char in text(value, name)) or any(char.isalpha() for char in value):
        raise invalid(f"{name} wants a telephone number with its country code.")
    return str(value)


def url(value: Any, name: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """An absolute URL."""
    try:
        parts = urlsplit(text(value, name))
    except ValueError:
        raise invalid(f"{name} wants a URL.") from None
    if parts.scheme not in schemes or not parts.netloc:
        raise invalid(f"{name} wants a URL that begins with {' or '.join(schemes)}.")
    return str(value)
