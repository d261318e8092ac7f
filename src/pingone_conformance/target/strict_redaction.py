"""Redaction of a run on a tenant: what is not known to be harmless is not shown.

What the run sent is masked as well, and what was hidden once is hidden for the rest of the run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pingone_conformance.spec import Description
from pingone_conformance.target.patterns import (
    TIMESTAMP,
    UUID,
    kind_of,
    with_parameters,
    without_patterns,
    without_quoted,
)
from pingone_conformance.target.personal import Place
from pingone_conformance.target.pictures import bytes_summary, described_base64, is_picture, picture_summary
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
from pingone_conformance.target.remembered import OWN_NAME, Remembered

OTHERS = "<another's, not shown>"
_TOO_MUCH = "<not shown: too much was hidden in this run to find it all again>"

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{2,12}")
_NAME = re.compile(r"[A-Za-z_$][\w$.-]{0,39}")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"?')
_MEMBER_NAME = re.compile(r'"([^"\\]{1,40})"\s*:')
_SCHEMES = ("http://", "https://")
_MARKUP = re.compile(r"<[^>]{0,500}>|[\r\n\t\"{}\[\],]+|:\s|\\[rnt]")
_SMALL_NUMBER = re.compile(r"-?\d{1,4}|true|false", re.IGNORECASE)
_PICTURE_LIMIT = 4_000_000
_LISTS = "_embedded"
_RESULT = "result"  # what a query of Advanced Identity Cloud found
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
        self._remembered = Remembered(self._data)
        self._others_thing = self._in_own = False
        self.hide(*secrets)
        for value in personal:
            self._remembered.add(value, of_person=True)

    def learn(self, description: Description) -> None:
        """Know the bodies of another description beside those of PingOne, for the rest of the run."""
        super().learn(description)
        self._remembered.learn(self._data)

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
        own = any(self._own(found) for found in UUID.findall(about.path))
        # What has a name in the place of an id has one of ours.
        self._in_own = own or bool(OWN_NAME.search(about.path))
        self._others_thing = about.method == "GET" and about.status < 400 and not self._in_own
        return super().response_body(content, media_type, about)

    def scrub(self, text: str) -> str:
        """A free text without what was hidden in this run, and without what looks like a secret or a person's."""
        if self._remembered.full:
            return _TOO_MUCH
        text = self._remembered.replace(sayable(text), MASK)
        return without_patterns(self.url(text))

    def _header(self, name: str, value: str, token_as: str) -> str:
        if name.lower() in SECRET_HEADERS:
            return super()._header(name, value, token_as)
        return bounded(self.scrub(value))

    def _answered(self, name: str, value: str) -> str:
        if name.lower() in self._data.headers or name.lower() in SECRET_HEADERS:
            return self._header(name, value, MASK)
        # Headers of the same name come as one.
        for part in {value, *value.split(", ")}:
            self._remembered.add(part)
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
                self._remembered.add(found)
        return bytes_summary(content)

    def _below(self, spot: Spot, key: str) -> Spot:
        below = super()._below(spot, key)
        if below.place is None and spot.name == _LINKS:
            return below._replace(place=self._data.link, personal=False)
        return below

    def _walk(self, node: Any, spot: Spot, *, sent: bool) -> Any:
        if isinstance(node, list) and _is_list(spot) and not sent and not self._in_own:
            entry = spot._replace(place=spot.place and spot.place.item)
            return [self._entry(item, entry) for item in node]
        if isinstance(node, dict) and self._others_thing and not spot.name and not sent:
            # A list is nobody's; its entries are judged one by one.
            self._others_thing = not self._is_own(node) and (
                "id" in node or not {_LISTS, _RESULT} & node.keys()
            )
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
        id_ = thing.get("id", thing.get("_id")) if isinstance(thing, dict) else None
        return isinstance(id_, str) and self._own(id_)

    def _number(self, spot: Spot, number: float, *, sent: bool) -> Any:
        text = str(number)
        if spot.name.lower() in SECRET_MEMBERS:
            return self._text(spot, text, sent=sent)
        if not spot.personal and (spot.place or sent or not self._remembered.tells(text)):
            return number
        self._remembered.add(text)
        return "<number>"

    def _text(self, spot: Spot, value: str, *, sent: bool) -> str:
        if not value:
            return value
        if spot.name.lower() in SECRET_MEMBERS:
            self._hide(value, secret=True)
            return MASK
        if is_picture(value):
            return self._picture(value)
        if OWN_NAME.fullmatch(value) or value in self._data.words:
            return value
        if not spot.personal and (sent or self._is_harmless(spot.place, value)):
            return self.scrub(value)
        self._remembered.add(value, of_person=spot.personal)
        return kind_of(value)

    def _picture(self, value: str) -> str:
        told = described_base64(value)
        if told is None:
            self._remembered.add(value)
            return picture_summary(value)
        return value if self._keep_images else told

    def _is_harmless(self, place: Place | None, value: str) -> bool:
        """Whether an answer's text is what the description expects at a place that is not personal."""
        if place is None or not place.takes_text:
            return False
        if UUID.fullmatch(value) or TIMESTAMP.fullmatch(value):
            return True
        if place.is_code:
            return bool(_CODE.fullmatch(value))
        if place.formats:
            return bool(place.formats & {"uri", "uri-reference"}) and value.startswith(_SCHEMES)
        return not self._others_thing

    def _key(self, key: str, *, known: Place | None = None) -> str:
        """The name of a member or header: a server may make it of anything."""
        place = known.member(key) if known else None
        if (place and place.described) or key in self._data.words or key.lower() in self._data.headers:
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
        if value == MASK:
            return
        if secret:
            self._remembered.add_secret(value)
        else:
            self._remembered.add(value)


def _is_list(spot: Spot) -> bool:
    return spot.within == _LISTS or (spot.name, spot.within) == (_RESULT, "")
