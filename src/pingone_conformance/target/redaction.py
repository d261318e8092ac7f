"""Keeps secrets and personal data out of everything that is recorded.

What the run itself sent is synthetic and stays readable; what the target adds about a person does not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

MASK = "***"
_LIMIT = 4_000
_PICTURE_LENGTH = 256
# A shorter text would be found by chance in others that have nothing to do with it: findings quote one member, an
# answer has ids and times.
_SHORTEST_IN_FINDINGS = 4
_SHORTEST_IN_ANSWERS = 12

SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization"})
SECRET_MEMBERS = frozenset(
    {
        "access_token", "refresh_token", "id_token", "client_secret", "client_assertion", "password",
        "currentpassword", "newpassword", "otp", "webverificationcode", "verificationcode",
    }
)  # fmt: skip
PERSONAL_MEMBERS = frozenset(
    {
        "address", "addresscity", "addressstate", "addressstreet", "addresszip", "birth_date", "birthdate",
        "email", "eyecolor", "family", "family_name", "firstname", "formatted", "fullname", "gender",
        "given", "given_name", "haircolor", "height", "idnumber", "ipaddress", "lastname", "locality",
        "middle", "middlename", "mobilephone", "name", "nationality", "nickname", "personalnumber",
        "phone", "postalcode", "primaryphone", "streetaddress", "useragent", "weight",
    }
)  # fmt: skip
_SECRET_IN_URL = re.compile(
    rf"((?:[?&#;]|%3F|%26|%23)(?:code|{'|'.join(sorted(SECRET_MEMBERS))})(?:=|%3D))([^&#;%\s\"'<>\\]+)",
    re.IGNORECASE,
)
_MAY_HIDE = re.compile("[=%@]")  # most texts have none of these, and are done with
_USER_IN_URL = re.compile(r"(://)[^\s/@\"'<>]{1,500}@")
# Also as a URL or a JSON text that is not parsed has it. Where the look behind fails, an earlier start did.
_BASE64 = re.compile(
    rf"(?<![A-Za-z0-9+/_=\s-])(?:[A-Za-z0-9+/_=\s-]|%(?:2B|2F|3D|0A|0D)|\\[/nr]){{{_PICTURE_LENGTH},}}",
    re.IGNORECASE,
)
_MEMBER = re.compile(r'"(\w+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"')


class Redactor:
    """Redacts headers and bodies, and remembers what it hid so that `scrub` finds it in other texts."""

    def __init__(self) -> None:
        self._hidden: set[str] = set()
        self._secrets: set[str] = set()
        self._sent: set[str] = set()

    def forget(self) -> None:
        """Start the next test: what it sent is its own."""
        self._hidden.clear()
        self._secrets.clear()
        self._sent.clear()

    def headers(self, headers: Mapping[str, str], *, token_as: str = MASK) -> dict[str, str]:
        """The headers with credentials masked; a bearer token becomes `Bearer <token_as>`."""
        return {name: self._header(name, value, token_as) for name, value in headers.items()}

    def url(self, url: str) -> str:
        """An address, or a text with some, without codes, tokens, passwords and pictures."""
        if len(url) < _PICTURE_LENGTH and not _MAY_HIDE.search(url):
            return url
        return _without_pictures(_USER_IN_URL.sub(rf"\1{MASK}@", _SECRET_IN_URL.sub(self._parameter, url)))

    def request_body(self, content: bytes, media_type: str) -> str:
        """A body that the run sends: secrets and pictures go, the synthetic rest stays."""
        return self._body(content, media_type, sent=True)

    def response_body(self, content: bytes, media_type: str) -> str:
        """A body of the target: secrets, pictures, and personal data that the run did not send itself go."""
        return self._body(content, media_type, sent=False)

    def scrub(self, text: str) -> str:
        """A text without what was hidden so far, and without pictures."""
        for hidden in sorted(self._hidden, key=len, reverse=True):
            text = text.replace(hidden, MASK)
        return _sayable(self.url(text))

    def _header(self, name: str, value: str, token_as: str) -> str:
        lowered = name.lower()
        if lowered not in SECRET_HEADERS:
            return _bounded(self._without_secrets(self.url(value)))
        if lowered.endswith("cookie"):
            for cookie in _cookies(value):
                self._hide(cookie, secret=True)
            return MASK
        scheme, _, credentials = value.partition(" ")
        self._hide(credentials, secret=True)
        if scheme.lower() == "basic":
            self._hide(_password(credentials), secret=True)
        return f"{scheme} {token_as}" if scheme.lower() == "bearer" else MASK

    def _body(self, content: bytes, media_type: str, *, sent: bool) -> str:
        if not content:
            return ""
        if media_type.startswith("application/x-www-form-urlencoded"):
            pairs = parse_qsl(content.decode("utf-8", "backslashreplace"), keep_blank_values=True)
            return _bounded(
                urlencode([(name, self._text(name, value, sent=sent)) for name, value in pairs], safe=MASK)
            )
        try:
            # Whatever type it says: personal data in a body of the wrong type is personal data, too.
            document = self._walk(json.loads(content), "", sent=sent)
            text = json.dumps(document, ensure_ascii=False)
        except (ValueError, RecursionError):
            text = self._no_json(content, sent=sent)
        # An answer may repeat, in whatever member, what it was sent.
        return _bounded(text if sent else self._without_secrets(text))

    def _no_json(self, content: bytes, *, sent: bool) -> str:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            if not sent:
                return f"<{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()[:12]}>"
            text = content.decode("utf-8", "backslashreplace")
        # Half of a JSON document, or nearly one, has members all the same.
        return self.scrub(_MEMBER.sub(lambda match: self._member(match, sent=sent), text))

    def _member(self, match: re.Match[str], *, sent: bool) -> str:
        name, colon, value = match.groups()
        return f'"{name}"{colon}"{self._text(name, value, sent=sent)}"'

    def _walk(self, node: Any, member: str, *, sent: bool) -> Any:
        if isinstance(node, dict):
            # A claim is `{"given_name": {"value": …}}`: its value is what its name says.
            return {
                key: self._walk(value, member if key.lower() == "value" else key, sent=sent)
                for key, value in node.items()
            }
        if isinstance(node, list):
            return [self._walk(item, member, sent=sent) for item in node]
        if isinstance(node, str):
            return self._text(member, node, sent=sent)
        if node is None or isinstance(node, bool):
            return node
        text = str(node)
        return node if self._text(member, text, sent=sent) == text else MASK

    def _text(self, member: str, value: str, *, sent: bool) -> str:
        name = member.lower()
        if name in SECRET_MEMBERS and value:
            self._hide(value, secret=True)
            return MASK
        if sent:
            self._sent.add(value)
        elif name in PERSONAL_MEMBERS and value and value not in self._sent:
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


def picture_summary(text: str) -> str:
    """What a report shows instead of base64: its length and digest."""
    return f"<{len(text)} characters of base64, sha256 {hashlib.sha256(text.encode()).hexdigest()[:12]}>"


def _without_pictures(text: str) -> str:
    if len(text) < _PICTURE_LENGTH:
        return text
    return _BASE64.sub(lambda match: picture_summary(match.group()), text)


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


def _bounded(text: str) -> str:
    text = _sayable(text)
    return text if len(text) <= _LIMIT else f"{text[:_LIMIT]} … ({len(text) - _LIMIT} more characters)"


def _sayable(text: str) -> str:
    """The text with halves of surrogate pairs, which JSON can say and UTF-8 cannot, as escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
