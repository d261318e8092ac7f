"""All pages of a list are read, from the hosts of the settings and nowhere else."""

from __future__ import annotations

from typing import Any

import httpx

from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.session import Session

from .conftest import Open


def page(number: int, following: str | None) -> httpx.Response:
    body: dict[str, Any] = {"_embedded": {"verifyPolicies": [{"id": str(number)}]}, "_links": {}}
    if following:
        body["_links"]["next"] = {"href": following}
    return httpx.Response(200, json=body)


def ids_of(session: Session) -> list[str]:
    first = session.call("readAllVerifyPolicies", params={"filter": "name pr"})
    return [entry["id"] for entry in entries_of_all_pages(session, first, "verifyPolicies")]


def test_pages_are_followed_to_the_last_on_the_known_host(session: Open) -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        cursor = int(request.url.params.get("cursor", 0))
        return page(cursor, f"https://elsewhere.test/x?cursor={cursor + 1}" if cursor < 2 else None)

    assert ids_of(session(answer)) == ["0", "1", "2"]
    assert set(hosts) == {"api.test"}


def test_a_page_that_leads_to_itself_ends_the_list(session: Open) -> None:
    assert ids_of(session(lambda request: page(0, str(request.url)))) == ["0", "0"]


def test_pages_without_an_end_are_given_up(session: Open) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        cursor = int(request.url.params.get("cursor", 0))
        return page(cursor, f"https://api.test/v1?cursor={cursor + 1}")

    assert len(ids_of(session(answer))) == 101


def test_what_is_no_list_has_no_entries(session: Open) -> None:
    assert ids_of(session(lambda _: httpx.Response(500, text="no"))) == []
