"""Keeps secrets and personal data out of everything that is recorded.

What the run itself sent is synthetic and stays readable; what the target adds about a person does not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

MASK = "***"
_LIMIT = 4_000
_PICTURE_LENGTH = 256

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
_CODE_IN_URL = re.compile(r"([?&]code=)[^&\s\"]+")
_BASE64 = re.compile(rf"[A-Za-z0-9+/_=\s-]{{{_PICTURE_LENGTH},}}")


class Redactor:
    """Redacts headers and bodies, and remembers the secrets that it saw so that `scrub` finds them in other texts."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()
        self._sent: set[str] = set()

    def forget(self) -> None:
        """Start the next test: what it sent is its own."""
        self._secrets.clear()
        self._sent.clear()

    def headers(self, headers: Mapping[str, str], *, token_as: str = MASK) -> dict[str, str]:
        """The headers with credentials masked; a bearer token becomes `Bearer <token_as>`."""
        return {name: self._header(name, value, token_as) for name, value in headers.items()}

    def request_body(self, content: bytes, media_type: str) -> str:
        """A body that the run sends: secrets and pictures go, the synthetic rest stays."""
        return self._body(content, media_type, sent=True)

    def response_body(self, content: bytes, media_type: str) -> str:
        """A body of the target: secrets, pictures, and personal data that the run did not send itself go."""
        return self._body(content, media_type, sent=False)

    def scrub(self, text: str) -> str:
        """A text without the secrets seen so far and without pictures."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _BASE64.sub(lambda match: picture_summary(match.group()), text)

    def _header(self, name: str, value: str, token_as: str) -> str:
        if name.lower() not in SECRET_HEADERS:
            return value
        scheme, _, credentials = value.partition(" ")
        if len(credentials) >= 8:
            self._secrets.add(credentials)
        return f"{scheme} {token_as}" if scheme.lower() == "bearer" else MASK

    def _body(self, content: bytes, media_type: str, *, sent: bool) -> str:
        if not content:
            return ""
        if "json" in media_type:
            try:
                document = json.loads(content)
            except (ValueError, RecursionError):
                pass
            else:
                return _bounded(json.dumps(self._walk(document, "", sent=sent), ensure_ascii=False))
        text = content.decode("utf-8", "backslashreplace")
        if media_type.startswith("application/x-www-form-urlencoded"):
            pairs = [(name, self._text(name, value, sent=sent)) for name, value in parse_qsl(text)]
            return _bounded(urlencode(pairs, safe=MASK))
        return _bounded(self.scrub(text))

    def _walk(self, node: Any, member: str, *, sent: bool) -> Any:
        if isinstance(node, dict):
            return {key: self._walk(value, key, sent=sent) for key, value in node.items()}
        if isinstance(node, list):
            return [self._walk(item, member, sent=sent) for item in node]
        return self._text(member, node, sent=sent) if isinstance(node, str) else node

    def _text(self, member: str, value: str, *, sent: bool) -> str:
        name = member.lower()
        if name in SECRET_MEMBERS and value:
            self._secrets.add(value)
            return MASK
        if len(value) >= _PICTURE_LENGTH and _BASE64.fullmatch(value):
            return picture_summary(value)
        if sent:
            self._sent.add(value)
        elif name in PERSONAL_MEMBERS and value and value not in self._sent:
            return MASK
        return _CODE_IN_URL.sub(rf"\1{MASK}", value)


def picture_summary(text: str) -> str:
    """What a report shows instead of base64: its length and digest."""
    return f"<{len(text)} characters of base64, sha256 {hashlib.sha256(text.encode()).hexdigest()[:12]}>"


def _bounded(text: str) -> str:
    return text if len(text) <= _LIMIT else f"{text[:_LIMIT]} … ({len(text) - _LIMIT} more characters)"
