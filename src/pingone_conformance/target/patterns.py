"""What looks like personal data or a secret in a free text, whoever it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote_plus

EMAIL, PHONE, DATE, ADDRESS, TOKEN = "<email>", "<phone>", "<date>", "<address>", "<token>"

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?")

_FEWEST_DIGITS, _MOST_DIGITS, _PLAIN_DIGITS = 7, 15, 9
# A part of it may be masked already.
_EMAIL = re.compile(
    r"[\w.+'*-]{1,64}(?:@|%40|\\u0040|&#64;)[\w*-]{1,63}(?:\.[\w*-]{1,63}){0,8}", re.IGNORECASE
)
_AT = re.compile(r"@|%40|\\u0040|&#64;", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w.-])(?:(?:18|19|20)\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?:19|20)\d\d)(?![\w-])")  # fmt: skip  # noqa: E501
# After two slashes it is a host, which is nobody's.
_ADDRESS = re.compile(r"(?<![\w.-])(?<!//)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_PHONE = re.compile(r"(?<![\w.-])(?:\+|%2B)?\(?\d(?:[\s().-]{0,3}\d){6,18}(?![\w-])", re.IGNORECASE)
_FRACTION = re.compile(r"\d+\.\d+")
_TOKEN = re.compile(
    r"(?<![\w.-])eyJ[\w*-]{6,}(?:\.[\w*-]*){0,4}|(?<![\w-])[A-Za-z0-9_~+/-]{24,}={0,2}(?![\w-])"
)
_HEX = re.compile(r"[0-9a-fA-F]{32,}")
_PARAMETER = re.compile(r"(?<=[?&;])([\w.%\[\]-]{1,64})(=|%3D)([^&#;\s\"'<>\\]{1,4000})", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?')


def without_patterns(text: str) -> str:
    """A text without e-mail addresses, telephone numbers, dates, network addresses and tokens."""
    if _AT.search(text):
        text = _EMAIL.sub(EMAIL, text)
    text = _TOKEN.sub(_token, text)
    text = _ADDRESS.sub(ADDRESS, _DATE.sub(DATE, text))
    return _PHONE.sub(_phone, text)


def kind_of(text: str) -> str:
    """What stands for a text that is not shown: what it looks like, or else how long it is."""
    for pattern, kind in ((_EMAIL, EMAIL), (_DATE, DATE), (_PHONE, PHONE), (_ADDRESS, ADDRESS)):
        if pattern.fullmatch(text):
            return kind
    return f"<text of {len(text)} characters>" if len(text) != 1 else "<text of 1 character>"


def with_parameters(text: str, shown: Callable[[str, str], str]) -> str:
    """A text whose addresses' query parameters are replaced by what `shown` makes of name and (decoded) value."""
    if "?" not in text and "&" not in text:
        return text

    def parameter(match: re.Match[str]) -> str:
        name, equals, value = match.groups()
        decoded = unquote_plus(value)
        told = shown(name, decoded)
        return match.group() if told == decoded else f"{name}{equals}{quote(told, safe='*<>,')}"

    return _PARAMETER.sub(parameter, text)


def without_quoted(text: str, stand_in: str) -> str:
    """An expression without the texts that it quotes."""
    return _QUOTED.sub(f'"{stand_in}"', text)


def _token(match: re.Match[str]) -> str:
    text = match.group()
    if text.startswith("eyJ") or _HEX.fullmatch(text):
        return TOKEN
    if "/" in text or UUID.search(text):
        return text
    kinds = (str.islower, str.isupper, str.isdigit)
    return TOKEN if all(any(kind(letter) for letter in text) for kind in kinds) else text


def _phone(match: re.Match[str]) -> str:
    text = match.group()
    digits = sum(letter.isdigit() for letter in text)
    plain = text.isdigit() or _FRACTION.fullmatch(text)
    fewest = _PLAIN_DIGITS if plain else _FEWEST_DIGITS
    if not fewest <= digits <= _MOST_DIGITS or "\n" in text:
        return text
    # A fraction such as a time; a country code is not nought, and what follows it is a whole number.
    if _FRACTION.fullmatch(text) and not re.fullmatch(r"[1-9]\d{0,2}\.\d{10}", text):
        return text
    return PHONE
