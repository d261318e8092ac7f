"""Query filters of the identity management ("Query", `_queryFilter`, in its grammar).

SCIM's filters are near, and there are parsers for them; but these have JSON pointers, text in either kind of quotes,
`!` and the bare `true`, none of which those parsers take.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from pingone_conformance.mock.cloud import pointers

Filter = Callable[[Any], bool]

MAX_CHARACTERS = 4096
"""Longest filter that is read."""

MAX_DEPTH = 50
"""Parentheses and negations that may be within each other."""

_TOKEN = re.compile(
    r"""\s*(?: (?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
           | (?P<sign> [()!] )
           | (?P<word> [^\s()!"']+ ) )""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_ESCAPE_OR_QUOTE = re.compile(r"\\.|\"", re.DOTALL)
_REQUOTED = {"\\'": "'", '"': '\\"'}
_WORDS = {"true": True, "false": False, "null": None}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
_TEXT: dict[str, Callable[[str, str], bool]] = {"co": operator.contains, "sw": str.startswith}


class FilterError(ValueError):
    """A text is not a query filter. The message says why."""


def parse(text: str) -> Filter:
    """Return a query filter as a function that tells whether an object matches; raises FilterError.

    Letter case of texts does not count, as in the directory that the identity management keeps its objects in. A
    pointer to a list matches when one of its items does. The operator `in` and operators of one's own are not there.
    """
    if len(text) > MAX_CHARACTERS:
        raise FilterError(f"a filter has at most {MAX_CHARACTERS} characters")
    return _Parser(text).whole()


class _Parser:
    """Recursive descent; each method takes what it stands for from the front of the tokens."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Filter:
        found = self._or()
        if self._peek() is not None:
            raise FilterError(f"unexpected {self._peek()}")
        return found

    def _or(self) -> Filter:
        return self._joined("or", self._and, any)

    def _and(self) -> Filter:
        return self._joined("and", self._not, all)

    def _joined(
        self, word: str, part: Callable[[], Filter], join: Callable[[Iterator[bool]], bool]
    ) -> Filter:
        parts = [part()]
        while self._peek() == word:
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else lambda content: join(each(content) for each in parts)

    def _not(self) -> Filter:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FilterError("too many parentheses")
        found = self._negated() if self._peek() == "!" else self._primary()
        self._depth -= 1
        return found

    def _negated(self) -> Filter:
        self._take()
        inner = self._not()
        return lambda content: not inner(content)

    def _primary(self) -> Filter:
        first = self._take()
        if first == "(":
            inner = self._or()
            if self._take() != ")":
                raise FilterError("a parenthesis is not closed")
            return inner
        if self._peek() in (None, ")", "and", "or") and first in ("true", "false"):
            return lambda _: first == "true"
        if not first or first[0] in "()!\"'":
            raise FilterError(f"expected a field, not {first or 'nothing'}")
        return self._about(pointers.parse(first), self._take())

    def _about(self, pointer: pointers.Pointer, operation: str) -> Filter:
        if operation == "pr":
            return lambda content: pointers.get(content, pointer) is not None
        if operation not in ("eq", *_TEXT, *_ORDER):
            raise FilterError(f"there is no operator {operation or 'here'}")
        wanted = _value(self._take())
        compare = _comparison(operation, wanted)

        def matches(content: Any) -> bool:
            found = pointers.get(content, pointer)
            return any(compare(_folded(item)) for item in (found if isinstance(found, list) else [found]))

        return matches

    def _peek(self) -> str | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self) -> str:
        found = self._peek()
        self._next += 1
        return "" if found is None else found


def _tokens(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at, end)
        if found is None:
            raise FilterError("a text is not closed")
        at = found.end()
        yield found[found.lastgroup or 0]


def _value(token: str) -> Any:
    if token[:1] in ("'", '"'):
        return _text(token)
    if token in _WORDS:
        return _WORDS[token]
    if _NUMBER.fullmatch(token):
        return json.loads(token)
    raise FilterError(f"expected a value, not {token or 'nothing'}")


def _text(token: str) -> str:
    inner = token[1:-1]
    if token[0] == "'":
        inner = _ESCAPE_OR_QUOTE.sub(lambda found: _REQUOTED.get(found[0], found[0]), inner)
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError:
        raise FilterError("a text has a bad escape") from None


def _comparison(operation: str, wanted: Any) -> Callable[[Any], bool]:
    folded = _folded(wanted)
    if operation == "eq":
        return lambda found: (type(found) is type(folded) and found == folded) or _same_number(found, folded)
    if operation in _TEXT:
        if not isinstance(folded, str):
            raise FilterError(f"{operation} is about text")
        return lambda found: isinstance(found, str) and _TEXT[operation](found, folded)
    return lambda found: _comparable(found, folded) and _ORDER[operation](found, folded)


def _same_number(one: Any, other: Any) -> bool:
    return _is_number(one) and _is_number(other) and one == other


def _comparable(one: Any, other: Any) -> bool:
    return (isinstance(one, str) and isinstance(other, str)) or (_is_number(one) and _is_number(other))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
