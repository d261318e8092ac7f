"""What the `_links` of a HAL body say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import httpx

from pingone_conformance.checks.addresses import is_absolute, parts_of
from pingone_conformance.checks.members import body_of, member, members_of, shown
from pingone_conformance.findings import Finding

_PARAMETERS = {
    "environments": "envID",
    "users": "userID",
    "verifyPolicies": "verifyPolicyID",
    "verifyTransactions": "transactionID",
    "metaData": "metaDataID",
    "verifiedData": "verifiedDataID",
}


def href(body: Any, relation: str) -> str | None:
    """The address of a relation, or None. Names of relations may hold dots."""
    links = member(body, "_links")
    link = links.get(relation) if isinstance(links, dict) else None
    address = link.get("href") if isinstance(link, dict) else None
    return address if isinstance(address, str) else None


def ids_in(address: str | None) -> dict[str, str]:
    """The ids that an address of the API names, by their path parameters; empty for another address."""
    steps = parts_of(address).path.strip("/").split("/")
    return {_PARAMETERS[step]: id_ for step, id_ in pairwise(steps) if step in _PARAMETERS}


def has_link(body: Any, relation: str) -> Iterator[Finding]:
    """The relation is there, and its address is absolute."""
    address = href(body, relation)
    if address is None:
        yield Finding(f"a link {relation}", "none")
    elif not is_absolute(address):
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


def link_ends_with(body: Any, relation: str, id_: str) -> Iterator[Finding]:
    """The path of the relation's address has that id as its very end ("PingOne API responses", the examples)."""
    address = href(body, relation)
    if address is None:
        yield Finding(f"a link {relation}", "none")
    elif parts_of(address).path.rpartition("/")[2] != id_:
        yield Finding(f"the link {relation} to end with /{id_}", shown(parts_of(address).path))


def _path(url: str) -> str:
    path = parts_of(url).path.rstrip("/")
    start = path.find("/environments/")
    return path[start:] if start >= 0 else path


def all_links_have_an_href(answer: httpx.Response) -> Iterator[Finding]:
    """Every relation of every `_links`, at any depth, has its address as the text `href`."""
    for path, link in _all_links(answer):
        if not (isinstance(link, dict) and isinstance(link.get("href"), str)):
            yield Finding(f"{path}.href to be a text", shown(link))


def all_links_are_absolute(answer: httpx.Response) -> Iterator[Finding]:
    """Every address of every `_links` is an absolute URL."""
    for path, address in _all_addresses(answer):
        if not is_absolute(address):
            yield Finding(f"{path}.href to be an absolute URL", shown(address))


def all_links_have_one_version(answer: httpx.Response) -> Iterator[Finding]:
    """An address below `/environments/` has `/v1` before it, exactly once."""
    for path, address in _all_addresses(answer):
        before, found, _ = parts_of(address).path.partition("/environments/")
        if found and before.split("/").count("v1") != 1:
            yield Finding(f"{path}.href to have /v1 once", shown(address))


def _all_addresses(answer: httpx.Response) -> Iterator[tuple[str, str]]:
    for path, link in _all_links(answer):
        if isinstance(link, dict) and isinstance(link.get("href"), str):
            yield path, link["href"]


def _all_links(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    for path, links in members_of(body_of(answer)):
        if path.rpartition(".")[2] == "_links" and isinstance(links, dict):
            for relation, link in links.items():
                # A relation may have several links (JSON Hypertext Application Language, 4.1.1).
                several = link if isinstance(link, list) else [link]
                yield from ((f"{path}.{relation}", one) for one in several)
