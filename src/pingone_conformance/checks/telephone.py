"""What telephone numbers say, whatever the format that they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import phonenumbers

from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding


def e164(text: Any) -> str | None:
    """The number in E.164 form, or None for what is no possible number with a country code.

    A leading plus sign may be missing: two of the documented samples have none ("Create Verify Transaction",
    Description), yet begin with the country code.
    """
    if not isinstance(text, str) or not any(character.isdigit() for character in text):
        return None
    try:
        number = phonenumbers.parse(f"+{text.strip().removeprefix('+')}")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_the_number(body: Any, path: str, text: str) -> Iterator[Finding]:
    """The member is the number that `text` is, in any format."""
    if e164(value := member(body, path)) is None or e164(value) != e164(text):
        yield Finding(f"{path} to be the number {e164(text)} in some format", shown(value))
