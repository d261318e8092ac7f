"""Keeps secrets and personal data out of everything that is recorded.

What the run itself sent is synthetic and stays readable; what the target adds about a person does not.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from pingone_conformance.spec import Description
from pingone_conformance.target.personal import PersonalData, Place, personal_data
from pingone_conformance.target.pictures import (
    SHORTEST,
    bytes_summary,
    is_picture,
    picture_summary,
    without_pictures,
)

MASK = "***"
_LIMIT = 4_000
# A shorter text would be found by chance in others that have nothing to do with it: findings quote one member, an
# answer has ids and times.
_SHORTEST_IN_FINDINGS = 4
_SHORTEST_IN_ANSWERS = 12

SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization"})
SECRET_MEMBERS = frozenset(
    {
        "access_token", "refresh_token", "id_token", "client_secret", "client_assertion", "assertion", "password",
        "currentpassword", "newpassword", "otp", "webverificationcode", "verificationcode",
        "valuebase64", "authid", "tokenid",
    }
)  # fmt: skip
_SECRET_IN_URL = re.compile(
    rf"((?:[?&#;]|%3F|%26|%23)(?:code|{'|'.join(sorted(SECRET_MEMBERS))})(?:=|%3D))([^&#;%\s\"'<>\\]+)",
    re.IGNORECASE,
)
_MAY_HIDE = re.compile("[=%@]")  # most texts have none of these, and are done with
_USER_IN_URL = re.compile(r"(://)[^\s/@\"'<>]{1,500}@")
_MEMBER = re.compile(r'"(\w+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"')


class About(NamedTuple):
    """What a body belongs to, as far as it is known: then its members are judged by their places."""

    operation: str = ""
    status: int = 0
    method: str = ""
    path: str = ""


UNKNOWN = About()


class Spot(NamedTuple):
    """Where in a body something stands: in which member, within which other, and what the description says of it."""

    name: str
    within: str
    place: Place | None
    personal: bool


class Redactor:
    """Redacts headers and bodies, and remembers what it hid so that `scrub` finds it in other texts."""

    def __init__(self) -> None:
        self._data: PersonalData = personal_data()
        self._hidden: set[str] = set()
        self._secrets: set[str] = set()
        self._sent: set[str] = set()

    def learn(self, description: Description) -> None:
        """Know the bodies of another description beside those of PingOne, until the next test."""
        self._data = personal_data(description)

    def forget(self) -> None:
        """Start the next test: what it sent is its own."""
        self._data = personal_data()
        self._hidden.clear()
        self._secrets.clear()
        self._sent.clear()

    def hide(self, *secrets: str) -> None:
        """Hide these texts from now on, until they are forgotten."""
        for secret in secrets:
            self._hide(secret, secret=True)

    def headers(self, headers: Mapping[str, str], *, token_as: str = MASK) -> dict[str, str]:
        """The headers with credentials masked; a bearer token becomes `Bearer <token_as>`."""
        return {name: self._header(name, value, token_as) for name, value in headers.items()}

    def response_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The same of an answer."""
        return self.headers(headers)

    def url(self, url: str) -> str:
        """An address, or a text with some, without codes, tokens, passwords and pictures."""
        if len(url) < SHORTEST and not _MAY_HIDE.search(url):
            return url
        return without_pictures(_USER_IN_URL.sub(rf"\1{MASK}@", _SECRET_IN_URL.sub(self._parameter, url)))

    def request_body(self, content: bytes, media_type: str, about: About = UNKNOWN) -> str:
        """A body that the run sends: secrets and pictures go, the synthetic rest stays."""
        return self._body(content, media_type, self._data.request(about.operation), sent=True)

    def response_body(self, content: bytes, media_type: str, about: About = UNKNOWN) -> str:
        """A body of the target: secrets, pictures, and personal data that the run did not send itself go."""
        place = self._data.response(about.operation, about.status)
        return self._body(content, media_type, place, sent=False)

    def scrub(self, text: str) -> str:
        """A text without what was hidden so far, and without pictures."""
        for hidden in sorted(self._hidden, key=len, reverse=True):
            text = text.replace(hidden, MASK)
        return sayable(self.url(text))

    def _header(self, name: str, value: str, token_as: str) -> str:
        lowered = name.lower()
        if lowered not in SECRET_HEADERS:
            return bounded(self._without_secrets(self.url(value)))
        if lowered.endswith("cookie"):
            for cookie in _cookies(value):
                self._hide(cookie, secret=True)
            return MASK
        scheme, _, credentials = value.partition(" ")
        self._hide(credentials, secret=True)
        if scheme.lower() == "basic":
            self._hide(_password(credentials), secret=True)
        return f"{scheme} {token_as}" if scheme.lower() == "bearer" else MASK

    def _body(self, content: bytes, media_type: str, place: Place | None, *, sent: bool) -> str:
        if not content:
            return ""
        top = Spot("", "", place, personal=False)
        if media_type.startswith("application/x-www-form-urlencoded"):
            pairs = parse_qsl(content.decode("utf-8", "backslashreplace"), keep_blank_values=True)
            shown = [(name, self._text(self._below(top, name), value, sent=sent)) for name, value in pairs]
            return bounded(urlencode(shown, safe=MASK))
        try:
            # Whatever type it says: personal data in a body of the wrong type is personal data, too.
            document = self._walk(json.loads(content), top, sent=sent)
            text = json.dumps(document, ensure_ascii=False)
        except (ValueError, RecursionError):
            text = self._no_json(content, sent=sent)
        # An answer may repeat, in whatever member, what it was sent.
        return self._bounded(text if sent else self._without_secrets(text))

    def _bounded(self, text: str) -> str:
        return bounded(text)

    def _no_json(self, content: bytes, *, sent: bool) -> str:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            if not sent:
                return bytes_summary(content)
            text = content.decode("utf-8", "backslashreplace")
        # Half of a JSON document, or nearly one, has members all the same.
        return self.scrub(_MEMBER.sub(lambda match: self._member(match, sent=sent), text))

    def _member(self, match: re.Match[str], *, sent: bool) -> str:
        name, colon, value = match.groups()
        spot = self._below(Spot("", "", None, personal=False), name)
        return f'"{name}"{colon}"{self._text(spot, value, sent=sent)}"'

    def _below(self, spot: Spot, key: str) -> Spot:
        """Where a member stands."""
        # A claim is `{"given_name": {"value": …}}`: its value is what its name says.
        name = spot.name if key.lower() == "value" else key
        place = spot.place.member(key) if spot.place else None
        personal = place.personal if place else spot.personal or key.lower() in self._data.names
        return Spot(name, spot.name, place, personal)

    def _walk(self, node: Any, spot: Spot, *, sent: bool) -> Any:
        if isinstance(node, dict):
            return {key: self._walk(value, self._below(spot, key), sent=sent) for key, value in node.items()}
        if isinstance(node, list):
            entry = spot._replace(place=spot.place and spot.place.item)
            return [self._walk(item, entry, sent=sent) for item in node]
        if isinstance(node, str):
            return self._text(spot, node, sent=sent)
        if node is None or isinstance(node, bool):
            return node
        return self._number(spot, node, sent=sent)

    def _number(self, spot: Spot, number: float, *, sent: bool) -> Any:
        text = str(number)
        if spot.name.lower() in SECRET_MEMBERS:
            return self._text(spot, text, sent=sent)
        if sent:
            self._sent.add(text)
        return MASK if spot.personal and text not in self._sent else number

    def _text(self, spot: Spot, value: str, *, sent: bool) -> str:
        if spot.name.lower() in SECRET_MEMBERS and value:
            self._hide(value, secret=True)
            return MASK
        if sent:
            self._sent.add(value)
        elif spot.personal and value and value not in self._sent and value not in self._data.words:
            if is_picture(value):
                return picture_summary(value)
            self._hide(value)
            return MASK
        return self.url(value)

    def _parameter(self, match: re.Match[str]) -> str:
        name, value = match.groups()
        if value != MASK:
            self._hide(value, secret=True)
        return f"{name}{MASK}"

    def _hide(self, value: str, *, secret: bool = False) -> None:
        if len(value) >= _SHORTEST_IN_FINDINGS:
            self._hidden.add(value)
        if secret and len(value) >= _SHORTEST_IN_ANSWERS:
            self._secrets.add(value)

    def _without_secrets(self, text: str) -> str:
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text


def bounded(text: str, limit: int = _LIMIT) -> str:
    """The beginning of a long text, and how much more there is."""
    text = sayable(text)
    return text if len(text) <= limit else f"{text[:limit]} … ({len(text) - limit} more characters)"


def sayable(text: str) -> str:
    """The text with halves of surrogate pairs, which JSON can say and UTF-8 cannot, as escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _cookies(header: str) -> list[str]:
    try:
        return [cookie.value for cookie in SimpleCookie(header).values()]
    except CookieError:
        return []


def _password(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode().partition(":")[2]
    except ValueError:
        return ""
