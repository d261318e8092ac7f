"""What the `_links` of a HAL body say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding


def href(body: Any, relation: str) -> str | None:
    """The address of a relation, or None. Names of relations may hold dots."""
    links = member(body, "_links")
    link = links.get(relation) if isinstance(links, dict) else None
    address = link.get("href") if isinstance(link, dict) else None
    return address if isinstance(address, str) else None


def has_link(body: Any, relation: str) -> Iterator[Finding]:
    """The relation is there, and its address is absolute."""
    address = href(body, relation)
    if address is None:
        yield Finding(f"a link {relation}", "none")
    elif not (urlsplit(address).scheme and urlsplit(address).netloc):
        yield Finding(f"the link {relation} to be an absolute address", shown(address))


def link_points_to(body: Any, relation: str, url: str) -> Iterator[Finding]:
    """The relation points at the resource of that address; scheme, host and a trailing slash do not matter.

    A gateway may call its hosts by other names, so paths are compared, and their ends: one may have a prefix.
    """
    address = href(body, relation)
    if address is None:
        yield Finding(f"a link {relation}", "none")
    elif _path(address) != _path(url):
        yield Finding(f"the link {relation} to end in {_path(url)}", shown(_path(address)))


def link_ends_in(body: Any, relation: str, *steps: str) -> Iterator[Finding]:
    """The path of the relation's address ends in these steps, such as `users` and an id.

    Some examples leave out what stands before them: the user is `/v1/users/{userID}` there (Script bindings,
    getAllVerifiedData, example return data).
    """
    address = href(body, relation)
    if address is None:
        yield Finding(f"a link {relation}", "none")
    elif _path(address).split("/")[-len(steps) :] != list(steps):
        yield Finding(f"the link {relation} to end in {'/'.join(steps)}", shown(_path(address)))


def _path(url: str) -> str:
    path = urlsplit(url).path.rstrip("/")
    start = path.find("/environments/")
    return path[start:] if start >= 0 else path
