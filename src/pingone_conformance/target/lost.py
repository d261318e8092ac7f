"""Looks for what came of creates that nobody saw the answer of."""

from __future__ import annotations

import re
from typing import Any, Protocol

import httpx

from pingone_conformance.checks.collections import entries_of, identified
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.ledger import Ledger, Thing
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.session import Session

_LISTS = {
    "deleteScript": ("readAllScripts", "name"),
    "deleteManagedUser": ("readAllManagedUsers", "userName"),
}
"""Lists to look for a name in, and the member that has it."""

NO_ANSWER = "its create got no answer, so it may have been made"
_CODE = re.compile(r"[A-Z_]{1,40}")


class Directory(Protocol):
    """Finds users by their name: `target.platform.Platform` is one."""

    def users_named(self, username: str, /) -> httpx.Response:
        """The answer of the list of users with that name."""


class Search:
    """Finds things of a run by their exact names, or below a user of the run."""

    def __init__(
        self, ledger: Ledger, api: Session, directory: Directory, cloud: CloudSession | None
    ) -> None:
        self._ledger = ledger
        self._api = api
        self._directory = directory
        self._cloud = cloud

    def found(self, thing: Thing) -> list[str] | str:
        """The ids of what may have come of a create, all of them this run's; or why they cannot be found.

        Raises `Untested` where the list to look in cannot be read: what cannot be looked for must not be forgotten.
        """
        if thing.operation == "createVerifyTransaction":
            return self._transactions_of(thing.path.get("userID", ""))
        if thing.name is None or not thing.name.startswith(self._ledger.prefix):
            return "it has no name of this run to look for"
        if thing.undo in _LISTS:
            return self._in_cloud(thing)
        if thing.undo == "deleteUser":
            # One page: no two users of an environment have the same name.
            entries = _listed(self._directory.users_named(thing.name), "users")
            return _exactly(entries, "username", thing.name)
        if thing.undo == "deleteVerifyPolicy":
            answer = self._api.call("readAllVerifyPolicies")
            return _exactly(_all_listed(self._api, answer, "verifyPolicies"), "name", thing.name)
        return "nothing lists such things"

    def _in_cloud(self, thing: Thing) -> list[str] | str:
        if self._cloud is None:
            return in_another_place(self._ledger)
        operation, member_ = _LISTS[thing.undo]
        # Such names have no quotes.
        wanted = {"_queryFilter": f'{member_} eq "{thing.name}"'}
        place: dict[str, Any] = dict(thing.path)
        answer = self._cloud.call(operation, params=wanted, **place)
        entries = member(body_of(answer), "result")
        if not answer.is_success or not isinstance(entries, list):
            raise Untested(f"{NO_ANSWER}; the list to look for it in {said(answer)}")
        found = [entry for entry in entries if isinstance(entry, dict) and entry.get(member_) == thing.name]
        return [entry["_id"] for entry in found if isinstance(entry.get("_id"), str) and entry["_id"]]

    def _transactions_of(self, user_id: str) -> list[str] | str:
        if not self._ledger.has(user_id):
            return "its user is not of this run"
        answer = self._api.call("readAllVerifyTransactions", userID=user_id)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return []  # nor is there its user
        entries = _all_listed(self._api, answer, "verifyTransactions")
        return [entry["id"] for entry in identified(entries) if entry["id"]]


def in_another_place(ledger: Ledger) -> str:
    """What keeps from being deleted what is in a tenant that nobody named, for people."""
    return (
        f"it is in Advanced Identity Cloud, at {ledger.place.cloud}: set AIC_BASE_URL and its kin, then sweep"
    )


def _listed(answer: httpx.Response, name: str) -> list[Any]:
    """The entries of a list; raises `Untested` where it is none: what cannot be looked for must not be forgotten."""
    body = body_of(answer)
    if not answer.is_success:
        raise Untested(f"{NO_ANSWER}; the list to look for it in {said(answer)}")
    if not isinstance(member(body, f"_embedded.{name}"), list) and member(body, "size") != 0:
        raise Untested(f"{NO_ANSWER}; what should list it is no list")
    return entries_of(body, name)


def _all_listed(api: Session, answer: httpx.Response, name: str) -> list[Any]:
    _listed(answer, name)
    return entries_of_all_pages(api, answer, name, complete=True)


def _exactly(entries: list[Any], key: str, name: str) -> list[str]:
    return [entry["id"] for entry in identified(entries) if entry["id"] and entry.get(key) == name]


def said(answer: httpx.Response) -> str:
    """What to tell of an answer: its status and, where it is one, its code."""
    body = body_of(answer)
    code = body.get("code") if isinstance(body, dict) else None
    # Codes are words of the API; texts may quote a person.
    named = isinstance(code, str) and _CODE.fullmatch(code)
    return f"answered {answer.status_code}" + (f" {code}" if named else "")
