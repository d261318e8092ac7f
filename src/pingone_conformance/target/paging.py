"""Collections that come in pages ("Paging and ordering collections", Pagination)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import httpx

from pingone_conformance.checks.addresses import parts_of
from pingone_conformance.checks.collections import entries_of
from pingone_conformance.checks.links import href, ids_in
from pingone_conformance.checks.members import body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.session import Session

_MAX_PAGES = 100


def entries_of_all_pages(
    api: Session, answer: httpx.Response, name: str, *, complete: bool = False
) -> list[Any]:
    """The entries `_embedded.<name>` of this page of a list and of those behind it.

    A service may give out a list in pages of a size of its own. Only the query of a `next` link is taken over, so
    that no answer sends the suite elsewhere; a link that was followed before ends the list. With `complete`, a page
    that cannot be read, and pages without an end, raise `Untested`; else the list ends there.
    """
    operation = str(answer.request.extensions["operation"])
    path: dict[str, Any] = {**ids_in(str(answer.request.url))}
    entries = entries_of(body_of(answer), name)
    followed: set[str] = set()
    while (following := href(body_of(answer), "next")) and following not in followed:
        if len(followed) == _MAX_PAGES:
            if complete:
                raise Untested(f"blocked: {operation} has more than {_MAX_PAGES} pages")
            break
        followed.add(following)
        answer = api.call(operation, params=dict(parse_qsl(parts_of(following).query)), **path)
        if complete and not answer.is_success:
            raise Untested(f"blocked: {operation} answered {answer.status_code} for one of its pages")
        entries = entries + entries_of(body_of(answer), name)
    return entries
