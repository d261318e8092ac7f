"""Reading all users, page by page, or the one of a name ("Read All Users"; "Paging and ordering collections")."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from starlette.responses import Response

from pingone_conformance.mock.errors import ApiError, Detail, invalid_data, invalid_value
from pingone_conformance.mock.hal import environment_url
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment, User
from pingone_conformance.mock.resources.users import represent
from pingone_conformance.mock.responses import JsonResponse

MAX_PAGE = 200
"""Users on a page, whatever ``limit`` says ("Paging and ordering collections", Page limits)."""

_FILTER = re.compile(r'\s*username\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.IGNORECASE)
_LIMIT = re.compile(r"[1-9]\d{0,8}")


def read_all(call: Call, environment: Environment) -> Response:
    """Read All Users: 200 with one page; ``filter`` takes ``username eq "…"``, the value as a JSON string.

    RFC 7644, section 3.4.2.2, has the syntax of filters; other attributes and operators are refused here.
    """
    query = call.query
    limit = _limit(query.get("limit"))
    users = _wanted(call, environment, query.get("filter"), query.get("cursor"))
    page = list(islice(users, limit))
    own = f"{environment_url(call.base, environment.id)}/users"
    relations = {"self": {"href": _address(own, query)}}
    if next(users, None) is not None:
        relations["next"] = {"href": _address(own, {**query, "cursor": page[-1].id})}
    shown = [represent(call.base, user) for user in page]
    return JsonResponse({"_links": relations, "_embedded": {"users": shown}, "size": len(shown)})


def _wanted(call: Call, environment: Environment, wanted: str | None, cursor: str | None) -> Iterator[User]:
    store = call.mock.store
    if wanted is not None:
        found = store.user_named(environment.id, _username(wanted))
        return iter(() if found is None else (found,))
    users = (user for user in store.users.values() if user.environment_id == environment.id)
    if cursor is not None and not any(user.id == cursor for user in users):
        raise invalid_value("cursor", "The cursor is not one of this list, or no longer.")
    return users


def _limit(text: str | None) -> int:
    if text is None:
        return MAX_PAGE
    if not _LIMIT.fullmatch(text):
        raise invalid_value("limit", "The value has to be a number from 1 on.", "OUT_OF_RANGE")
    return min(int(text), MAX_PAGE)


def _username(text: str) -> str:
    found = _FILTER.fullmatch(text)
    if found is None:
        raise _invalid_filter()
    try:
        return str(json.loads(found[1]))
    except ValueError:
        raise _invalid_filter() from None


def _address(own: str, query: dict[str, str]) -> str:
    return f"{own}?{urlencode(query)}" if query else own


def _invalid_filter() -> ApiError:
    inner = {"supportedAttributes": ["username"], "supportedOperators": ["eq"]}
    return invalid_data([Detail("INVALID_FILTER", "The filter is not supported.", "filter", inner)])
