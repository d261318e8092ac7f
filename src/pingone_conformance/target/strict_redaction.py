"""Redaction of a run on a tenant: what is not known to be harmless is not shown.

What the run sent is masked as well, and what was hidden once is hidden for the rest of the run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from pingone_conformance.contracts import contracts
from pingone_conformance.target.memory import Memory
from pingone_conformance.target.patterns import (
    DATE,
    EMAIL,
    PHONE,
    TIMESTAMP,
    UUID,
    kind_of,
    with_parameters,
    without_patterns,
    without_quoted,
)
from pingone_conformance.target.personal import Place
from pingone_conformance.target.pictures import described_picture, is_picture, picture_summary
from pingone_conformance.target.redaction import (
    MASK,
    SECRET_HEADERS,
    SECRET_MEMBERS,
    UNKNOWN,
    About,
    Redactor,
    Spot,
    bounded,
    sayable,
)

OTHERS = "<another's, not shown>"
_TOO_MUCH = "<not shown: too much was hidden in this run to find it all again>"

# Of HTTP itself, beside those that the description has for answers.
_HEADERS = frozenset(
    {
        "allow", "connection", "content-encoding", "content-length", "content-type", "retry-after",
        "transfer-encoding", "www-authenticate",
    }
)  # fmt: skip
# Words of JSON, Python and HTTP, which a generated text may happen to be.
_WORDS = frozenset(
    {"true", "false", "null", "none", "undefined", "string", "object", "array", "integer", "bearer", "basic",
     "application", "error", "http", "https", "test", "suites", "scenarios", "expected", "observed"}
)  # fmt: skip
# What the suite itself calls things; see `Given.name`.
_OWN_NAME = re.compile(r"p1c-[0-9a-f]{8}(?:-[0-9a-z]{1,8}){1,4}")
_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{2,12}")
_NAME = re.compile(r"[A-Za-z_$][\w$.-]{0,39}")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"?')
_MEMBER_NAME = re.compile(r'"([^"\\]{1,40})"\s*:')
_SCHEMES = ("http://", "https://")
_MARKUP = re.compile(r"<[^>]{0,500}>|[\r\n\t\"{}\[\],]+|:\s|\\[rnt]")
_WORD_OF_NAME = re.compile(r"[^\W_]{5,}")
_FEWEST_DIGITS = 7
_SMALL_NUMBER = re.compile(r"-?\d{1,4}|true|false", re.IGNORECASE)
_PICTURE_LIMIT = 4_000_000
_LISTS = "_embedded"
_LINKS = "_links"


class StrictRedactor(Redactor):
    """Shows of an answer what the description knows and does not mark as personal, scrubbed, and nothing else.

    `own` says of an id whether it is a thing of this run: other entries of lists, and texts of other things, are not
    shown. `secrets` and `personal` are hidden from the start. With `keep_images` pictures stay, and nothing else.
    """

    def __init__(
        self,
        own: Callable[[str], bool] = lambda _: False,
        *,
        keep_images: bool = False,
        secrets: tuple[str, ...] = (),
        personal: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self._own = own
        self._keep_images = keep_images
        self._memory = Memory()
        topics = {rule.partition("-")[0].lower() for rule in contracts().rules}
        self._headers = self._data.headers | _HEADERS
        self._words = {word.lower() for word in self._data.words} | self._headers | _WORDS | topics
        self._others_thing = self._in_own = False
        for value in secrets:
            self._hide(value, secret=True)
        for value in personal:
            self._remember(value, of_person=True)

    def forget(self) -> None:
        """Start the next test: all that was hidden stays hidden."""

    def headers(self, headers: Mapping[str, str], *, token_as: str = MASK) -> dict[str, str]:
        """The headers of a request: credentials masked, the others scrubbed."""
        return {self.scrub(name): self._header(name, value, token_as) for name, value in headers.items()}

    def response_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers of an answer: those that are known are scrubbed, of the others only the name is shown."""
        return {self._key(name): self._answered(name, value) for name, value in headers.items()}

    def url(self, url: str) -> str:
        """An address, or a text with some, without values of parameters that may tell something."""
        return super().url(with_parameters(url, self._shown_parameter))

    def response_body(self, content: bytes, media_type: str, about: About = UNKNOWN) -> str:
        """A body of the target: what is known, not personal and this run's own is shown."""
        self._in_own = any(self._own(found) for found in UUID.findall(about.path))
        self._others_thing = about.method == "GET" and about.status < 400 and not self._in_own
        return super().response_body(content, media_type, about)

    def scrub(self, text: str) -> str:
        """A free text without what was hidden in this run, and without what looks like a secret or a person's."""
        if self._memory.full:
            return _TOO_MUCH
        text = self._memory.replace(sayable(text), MASK)
        return without_patterns(self.url(text))

    def _header(self, name: str, value: str, token_as: str) -> str:
        if name.lower() in SECRET_HEADERS:
            return super()._header(name, value, token_as)
        return bounded(self.scrub(value))

    def _answered(self, name: str, value: str) -> str:
        if name.lower() in self._headers or name.lower() in SECRET_HEADERS:
            return self._header(name, value, MASK)
        # Headers of the same name come as one.
        for part in {value, *value.split(", ")}:
            self._remember(part)
        return MASK

    def _bounded(self, text: str) -> str:
        return bounded(text, _PICTURE_LIMIT) if self._keep_images else super()._bounded(text)

    def _no_json(self, content: bytes, *, sent: bool) -> str:
        if sent:
            return super()._no_json(content, sent=True)
        # Nobody knows what is what in it. Its texts are remembered, so that no finding quotes them.
        text = content.decode("utf-8", "replace")
        names = set(_MEMBER_NAME.findall(text))
        for found in (*_STRING.findall(text), *_MARKUP.split(text)):
            if not (found in names and _NAME.fullmatch(found)) and not found.startswith(_SCHEMES):
                self._remember(found)
        picture = described_picture(content)
        return picture or f"<{len(content)} bytes that are no JSON, sha256 {_digest(content)}>"

    def _below(self, spot: Spot, key: str) -> Spot:
        below = super()._below(spot, key)
        if below.place is None and spot.name == _LINKS:
            return below._replace(place=self._data.link, personal=False)
        return below

    def _walk(self, node: Any, spot: Spot, *, sent: bool) -> Any:
        if isinstance(node, list) and spot.within == _LISTS and not sent and not self._in_own:
            entry = spot._replace(place=spot.place and spot.place.item)
            return [self._entry(item, entry) for item in node]
        if isinstance(node, dict) and self._others_thing and not spot.name and not sent:
            # A list is nobody's; its entries are judged one by one.
            self._others_thing = not self._is_own(node) and _LISTS not in node and "access_token" not in node
        shown = super()._walk(node, spot, sent=sent)
        if isinstance(shown, dict):
            return {self._key(key, known=spot.place): value for key, value in shown.items()}
        return shown

    def _entry(self, entry: Any, spot: Spot) -> Any:
        if self._is_own(entry):
            return self._walk(entry, spot._replace(within=""), sent=False)
        before, self._others_thing = self._others_thing, True
        self._walk(entry, spot._replace(within=""), sent=False)  # what it hides is remembered
        self._others_thing = before
        return OTHERS

    def _is_own(self, thing: Any) -> bool:
        return isinstance(thing, dict) and isinstance(thing.get("id"), str) and self._own(thing["id"])

    def _number(self, spot: Spot, number: float, *, sent: bool) -> Any:
        text = str(number)
        if spot.name.lower() in SECRET_MEMBERS:
            return self._text(spot, text, sent=sent)
        if not spot.personal and (spot.place or sent or not self._tells(text)):
            return number
        self._remember(text)
        return "<number>"

    def _text(self, spot: Spot, value: str, *, sent: bool) -> str:
        if not value:
            return value
        if spot.name.lower() in SECRET_MEMBERS:
            self._hide(value, secret=True)
            return MASK
        if is_picture(value):
            return self._picture(value)
        if _OWN_NAME.fullmatch(value) or value in self._data.words:
            return value
        if not spot.personal and (sent or self._is_harmless(spot.place, value)):
            return self.scrub(value)
        self._remember(value, of_person=spot.personal)
        return kind_of(value)

    def _picture(self, value: str) -> str:
        summary = picture_summary(value)
        if "characters of base64" in summary:
            self._remember(value)
        elif self._keep_images:
            return value
        return summary

    def _is_harmless(self, place: Place | None, value: str) -> bool:
        """Whether an answer's text is what the description expects at a place that is not personal."""
        if place is None or not place.takes_text:
            return False
        if UUID.fullmatch(value) or TIMESTAMP.fullmatch(value):
            return True
        if place.is_code:
            return bool(_CODE.fullmatch(value))
        if place.formats:
            return bool(place.formats & {"uri", "uri-reference"}) and value.startswith(
                ("http://", "https://")
            )
        return not self._others_thing

    def _key(self, key: str, *, known: Place | None = None) -> str:
        """The name of a member or header: a server may make it of anything."""
        if (known and known.member(key)) or key in self._data.words or key.lower() in self._headers:
            return key
        shown = self.scrub(key)
        return shown if _NAME.fullmatch(shown) else kind_of(key)

    def _shown_parameter(self, name: str, value: str) -> str:
        if (
            value == MASK
            or UUID.fullmatch(value)
            or _SMALL_NUMBER.fullmatch(value)
            or value in self._data.words
        ):
            return value
        place = self._data.parameters.get(name)
        if place is None or not (place.is_code or place.item):
            # A filter is documented: its words are, what it quotes may be a name.
            quoted = without_quoted(value, MASK)
            return quoted if place and quoted != value else MASK
        return ",".join(
            part if part.upper() in self._data.words or _CODE.fullmatch(part.upper()) else MASK
            for part in value.split(",")
        )

    def _hide(self, value: str, *, secret: bool = False) -> None:
        if value != MASK and (secret or self._tells(value)):
            self._memory.add(value)

    def _remember(self, value: str, *, of_person: bool = False) -> None:
        """Have a text hidden from now on, and the words that a person's data consist of."""
        value = value.strip()
        if not self._tells(value):
            return
        self._memory.add(value)
        if not of_person:
            return
        kind = kind_of(value)
        if kind == PHONE:
            self._remember("".join(filter(str.isdigit, value)))
        elif kind == EMAIL:
            self._remember(value.partition("@")[0])
        elif kind != DATE:
            for word in _WORD_OF_NAME.findall(_OWN_NAME.sub("", value)):
                self._remember(word)

    def _tells(self, value: str) -> bool:
        """Whether a text can be told from what is said anyway."""
        if value.lower() in self._words or _OWN_NAME.fullmatch(value):
            return False
        if UUID.fullmatch(value) or TIMESTAMP.fullmatch(value):
            return False
        digits = value.replace(".", "", 1).lstrip("-")
        return not (digits.isdigit() and ("." in value or len(digits) < _FEWEST_DIGITS))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
