"""What a finding says, as plain Python that a stand-alone test can assert.

Findings are sentences for people, made by the checks in a few fixed forms. Each form that says something about one
answer has its line of Python here; what needs more than one answer, a picture or a schema has none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import Any

Lines = list[str]
Writer = Callable[[re.Match[str]], Lines | None]

_STATUSES = r"(\d{3}(?: or \d{3})*)"
_PATH = r"([A-Za-z_][\w.\-]*)"
_TYPES = {
    "a text": "isinstance(value, str)",
    "a text with something in it": "isinstance(value, str) and value",
    "a filled text": "isinstance(value, str) and value",
    "an object": "isinstance(value, dict)",
    "a list": "isinstance(value, list)",
    "a number": "isinstance(value, (int, float)) and not isinstance(value, bool)",
    "a whole number": "isinstance(value, int) and not isinstance(value, bool)",
    "true or false": "isinstance(value, bool)",
    "a boolean": "isinstance(value, bool)",
    "a UUID": 're.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", str(value))',
    "an ISO 8601 timestamp in UTC": 're.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:?00)", '
    "str(value))",
    "an absolute address": 're.match(r"https?://[^/]", str(value))',
    "an absolute URL": 're.match(r"https?://[^/]", str(value))',
    "Bearer": "str(value).lower() == 'bearer'",
    "a link": 'isinstance(value, dict) and "href" in value',
}


def fact(expected: str) -> Lines | None:
    """Lines that fail on an answer that is as it was observed, and hold on one that is as expected; None without any.

    They use `answer`, an `httpx.Response`, and `member(body, path)`, which gives None for what is not there.
    """
    for pattern, writer in _FORMS:
        if found := re.fullmatch(pattern, expected):
            return writer(found)
    return None


def _status(found: re.Match[str]) -> Lines:
    statuses = ", ".join(re.findall(r"\d{3}", found[1]))
    return [f"assert answer.status_code in ({statuses},), answer.text"]


def _one_of_statuses(found: re.Match[str]) -> Lines | None:
    statuses = re.findall(r"\b\d{3}\b", found[1])
    return [f"assert answer.status_code in ({', '.join(statuses)},), answer.text"] if statuses else None


def _fixed(*lines: str) -> Writer:
    return lambda _found: list(lines)


def _value(path: str) -> str:
    return f"value = member(answer.json(), {path!r})"


def _present(found: re.Match[str]) -> Lines:
    return [_value(found[1]), "assert value is not None"]


def _list(found: re.Match[str]) -> Lines:
    return [_value(found[1]), "assert isinstance(value, list), value"]


def _absent(found: re.Match[str]) -> Lines:
    return [_value(found[1]), "assert value is None"]


def _property(found: re.Match[str]) -> Lines | None:
    path, what = found[1], found[2]
    if what in _TYPES:
        return [_value(path), f"assert {_TYPES[what]}, value"]
    if limits := re.fullmatch(r"a (?:whole )?number from (-?[\d.]+) to (-?[\d.]+)", what):
        number = _TYPES["a number"]
        return [_value(path), f"assert {number} and {limits[1]} <= value <= {limits[2]}, value"]
    if (value := literal(what)) is not _NONE:
        return [_value(path), f"assert value == {value!r} and type(value) is {type(value).__name__}, value"]
    return None


def _of_each(found: re.Match[str]) -> Lines | None:
    inner = _property(found)
    if inner is None or "value == " in inner[1]:
        return None
    return [
        "for entries in (member(answer.json(), '_embedded') or {}).values():",
        "    for entry in entries:",
        f"        value = member(entry, {found[1]!r})",
        f"        {inner[1]}",
    ]


def _not_equal(found: re.Match[str]) -> Lines | None:
    value = literal(found[2])
    return None if value is _NONE else [_value(found[1]), f"assert value != {value!r}"]


def _as_sent(found: re.Match[str]) -> Lines | None:
    value = literal(found[2])
    return None if value is _NONE else [_value(found[1]), f"assert value == {value!r}, value"]


def _header(found: re.Match[str]) -> Lines:
    return [f"assert {found[1]!r} in answer.headers"]


def _directive(found: re.Match[str]) -> Lines:
    return [f"assert {found[1].lower()!r} in answer.headers.get({found[2]!r}, '').lower()"]


def _link(found: re.Match[str]) -> Lines:
    return [f"assert {found[1]!r} in (member(answer.json(), '_links') or {{}})"]


def _link_end(found: re.Match[str]) -> Lines:
    return [
        f"value = (member(answer.json(), '_links') or {{}}).get({found[1]!r}, {{}}).get('href', '')",
        f"assert value.split('?')[0].rstrip('/').endswith({found[2].lstrip('/')!r}), value",
    ]


def _entry(found: re.Match[str]) -> Lines:
    return _of_entries(f"assert {found[1]!r} in ids")


def _no_entry(found: re.Match[str]) -> Lines:
    return _of_entries(f"assert {found[1]!r} not in ids")


def _of_entries(line: str) -> Lines:
    return [
        "lists = (member(answer.json(), '_embedded') or {}).values()",
        "ids = [entry.get('id') for entries in lists for entry in entries]",
        line,
    ]


def _size(found: re.Match[str]) -> Lines:
    path = f"_embedded.{found[1]}"
    return [f"assert member(answer.json(), 'size') == len(member(answer.json(), {path!r}) or [])"]


def _code(found: re.Match[str]) -> Lines:
    codes: Sequence[str] = found[1].split(" or ")
    return [_value("code"), f"assert value in {tuple(codes)!r}, value"]


def _target(found: re.Match[str]) -> Lines:
    last = found[1].split(".")[-1]
    return [
        "targets = [str(detail.get('target')) for detail in member(answer.json(), 'details') or []]",
        f"assert any({last!r} in target for target in targets), targets",
    ]


def _challenge(found: re.Match[str]) -> Lines:
    return [f"assert {found[1].lower()!r} in answer.headers.get('WWW-Authenticate', '').lower()"]


_NONE = object()


def literal(text: str) -> Any:
    """The value that a finding shows; a marker that equals nothing where it is cut short or is none."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return _NONE


_FORMS: Sequence[tuple[str, Writer]] = (
    (f"status {_STATUSES}", _status),
    (r"one of the statuses (.+)", _one_of_statuses),
    (r"the request to be accepted \(2xx\)", _fixed("assert answer.is_success, answer.text")),
    (
        r"the request to be refused \(4xx\)",
        _fixed("assert answer.is_client_error and answer.status_code != 429, answer.text"),
    ),
    (
        r"the request to be accepted \(2xx\) or refused \(4xx\)",
        _fixed("assert answer.is_success or answer.is_client_error, answer.text"),
    ),
    (r"no server error", _fixed("assert not answer.is_server_error, answer.text")),
    (
        r"a JSON content type",
        _fixed("assert 'json' in answer.headers.get('Content-Type', ''), answer.headers"),
    ),
    (r"a body that is JSON in UTF-8", _fixed("answer.content.decode()", "answer.json()")),
    (r"a body", _fixed("assert answer.content")),
    (r"a JSON object", _fixed("assert isinstance(answer.json(), dict)")),
    (r"no body", _fixed("assert not answer.content, answer.text")),
    (r"an empty body", _fixed("assert not answer.content, answer.text")),
    (r"a header ([\w-]+)", _header),
    (r"([\w-]+) in the header ([\w-]+)", _directive),
    (r"a challenge (\w+) in WWW-Authenticate", _challenge),
    (rf"a member {_PATH}", _present),
    (rf"{_PATH}, which was sent", _present),
    (rf"no member {_PATH}", _absent),
    (rf"no value of {_PATH}", _absent),
    (rf"{_PATH} not to be (.+)", _not_equal),
    (r"size to be \d+, the number of entries in _embedded\.(\w+)", _size),
    (rf"{_PATH} as it was sent, (.+)", _as_sent),
    (rf"a list {_PATH}", _list),
    (r"a link (\S+)", _link),
    (r"the link (\S+) to end (?:in|with) (\S+)", _link_end),
    (r"an entry with the id (\S+)", _entry),
    (r"no entry with the id (\S+)", _no_entry),
    (r"the code ([A-Z_]+(?: or [A-Z_]+)*)", _code),
    (r"at least one detail", _fixed("assert member(answer.json(), 'details')")),
    (r"a detail whose target names (\S+)", _target),
    (rf"{_PATH} of entry \d+ to be (.+)", _of_each),
    (rf"{_PATH} to be (.+)", _property),
)
