"""Canaries, and where they are found again."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PIL import Image

# Whatever becomes of a canary, this much of it is left: as text, or in base64 at any of its three places.
_LEFT = re.compile(rb"canary[0-9a-f]{4,12}", re.IGNORECASE)
_IN_BASE64 = (b"Y2FuYXJ5", b"NhbmFye", b"jYW5hcn")
_BETWEEN_DIGITS = re.compile(rb"(?<=\d)[ ().-]{1,2}(?=[\d(])")

LOCAL = "canary10ca10ca10ca"
"""One that no server plants: a local variable of a suite holds it."""


class Aviary:
    """Makes canaries; `kinds` says of each what it stands for."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable texts, not secrets
        self.kinds: dict[str, str] = {}

    def word(self, kind: str) -> str:
        """A name or any other text."""
        return self._kept(kind, f"canary{self._random.randrange(16**12):012x}")

    def written(self, kind: str) -> str:
        """A text that JSON, HTML and addresses each write in their own way."""
        return self._kept(kind, f'Söhne "canary{self._random.randrange(16**12):012x}" & Co. <5/7>')

    def email(self, kind: str) -> str:
        """An e-mail address."""
        return self._kept(kind, f"canary{self._random.randrange(16**8):08x}@birds.test")

    def phone(self, kind: str) -> str:
        """A telephone number."""
        number = f"{self._random.randrange(10**9, 10**10)}"
        self.kinds[number] = kind
        return f"+1 ({number[:3]}) {number[3:6]}-{number[6:]}"

    def token(self, kind: str) -> str:
        """A JSON Web Token, or something of that form."""
        parts = ({"alg": "none"}, {"sub": f"canary{self._random.randrange(16**12):012x}"})
        encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
        return self._kept(kind, ".".join((*encoded, "c2lnbmF0dXJl")))

    def picture(self, kind: str) -> str:
        """A JPEG with a canary in its comment, in base64."""
        file = io.BytesIO()
        Image.effect_noise((48, 64), 80).convert("RGB").save(file, "JPEG", comment=self.word(kind).encode())
        return self._kept(kind, base64.b64encode(file.getvalue()).decode())

    def found_in(self, folder: Path) -> dict[str, set[str]]:
        """Kinds of canaries by the file, below the folder, that holds one or is named after one."""
        kinds = {
            match.group()[:14].lower(): kind
            for value, kind in self.kinds.items()
            for match in _LEFT.finditer(value.encode())
        }
        whole = {
            value.encode(): kind for value, kind in self.kinds.items() if not _LEFT.search(value.encode())
        }
        found: dict[str, set[str]] = {}
        for file in (path for path in folder.rglob("*") if path.is_file()):
            name = str(file.relative_to(folder))
            content = name.encode() + b"\n" + file.read_bytes()
            if here := set(_found(content, kinds, whole)):
                found[name] = here
        return found

    def _kept(self, kind: str, value: str) -> str:
        self.kinds[value] = kind
        return value


def _found(content: bytes, kinds: dict[bytes, str], whole: dict[bytes, str]) -> Iterator[str]:
    for match in _LEFT.finditer(content):
        yield kinds.get(match.group()[:14].lower(), "part of a canary")
    if any(form in content for form in _IN_BASE64):
        yield "in base64"
    digits = set(re.findall(rb"\d{10,11}", _BETWEEN_DIGITS.sub(b"", content)))
    for value, kind in whole.items():
        if value in digits or b"1" + value in digits or (not value.isdigit() and value in content):
            yield kind
