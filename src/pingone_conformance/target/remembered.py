"""What a run has hidden, and what of it can be searched for in other texts without finding what is said anyway."""

from __future__ import annotations

import re

from pingone_conformance.contracts import contracts
from pingone_conformance.target.memory import Memory
from pingone_conformance.target.patterns import DATE, EMAIL, PHONE, TIMESTAMP, UUID, kind_of
from pingone_conformance.target.personal import PersonalData

OWN_NAME = re.compile(r"p1c-[0-9a-f]{8}(?:-[0-9a-z]{1,8}){1,4}")
"""What the suite itself calls things; see `Given.name`."""

# Words of JSON, Python, HTTP and reports, which a generated text may happen to be.
_WORDS = frozenset(
    {
        "application", "array", "basic", "bearer", "error", "expected", "false", "http", "https", "integer", "none",
        "null", "object", "observed", "scenarios", "string", "suites", "test", "true", "undefined",
    }
)  # fmt: skip
_WORD_OF_NAME = re.compile(r"[^\W_]{5,}")
_FEWEST_DIGITS = 7


class Remembered:
    """Texts that were hidden; words of the description, names of rules, ids and short numbers are not among them."""

    def __init__(self, data: PersonalData) -> None:
        self._memory = Memory()
        self.learn(data)

    def learn(self, data: PersonalData) -> None:
        """Know these words as well."""
        topics = {rule.partition("-")[0].lower() for rule in contracts().rules}
        self._words = {word.lower() for word in data.words} | data.headers | _WORDS | topics

    @property
    def full(self) -> bool:
        """Whether more was hidden than can be found again."""
        return self._memory.full

    def add_secret(self, value: str) -> None:
        """Remember a text, whatever it is."""
        self._memory.add(value)

    def add(self, value: str, *, of_person: bool = False) -> None:
        """Remember a text and, of a person's data, the words that it consists of."""
        value = value.strip()
        if not self.tells(value):
            return
        self._memory.add(value)
        if not of_person:
            return
        kind = kind_of(value)
        if kind == PHONE:
            self.add("".join(filter(str.isdigit, value)))
        elif kind == EMAIL:
            self.add(value.partition("@")[0])
        elif kind != DATE:
            for word in _WORD_OF_NAME.findall(OWN_NAME.sub("", value)):
                self.add(word)

    def replace(self, text: str, stand_in: str) -> str:
        """The text with all that is remembered replaced."""
        return self._memory.replace(text, stand_in)

    def tells(self, value: str) -> bool:
        """Whether a text can be told from what is said anyway."""
        if value.lower() in self._words or OWN_NAME.fullmatch(value):
            return False
        if UUID.fullmatch(value) or TIMESTAMP.fullmatch(value):
            return False
        digits = value.replace(".", "", 1).lstrip("-")
        return not (digits.isdigit() and ("." in value or len(digits) < _FEWEST_DIGITS))
