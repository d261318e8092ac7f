"""Deletes what a run created: what its ledger names, and what is found of creates that nobody saw the answer of."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from pingone_conformance.checks.collections import entries_of, identified
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import ConformanceError, RunStopped, TargetUnreachable, Untested
from pingone_conformance.target.ledger import ENVIRONMENT, Ledger, Place, Thing
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.session import Session

SETTLING_SECONDS = 5.0
"""How long after its request a create without an answer may still be carried out, as far as the suite waits for it."""

_KINDS = {"deleteUser": "user", "deleteVerifyPolicy": "policy", "deleteVerifyTransaction": "transaction"}
_NO_ANSWER = "its create got no answer, so it may have been made"
_CODE = re.compile(r"[A-Z_]{1,40}")


class Directory(Protocol):
    """Finds users by their name: `target.platform.Platform` is one."""

    def users_named(self, username: str, /) -> httpx.Response:
        """The answer of the list of users with that name."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that was not deleted, and why: two fragments of a sentence, for people.

    `reached` is false when the clean-up ended before it came to it.
    """

    what: str
    why: str
    reached: bool = True

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def clean_up(
    ledger: Ledger,
    api: Session,
    directory: Directory,
    *,
    on_gone: Callable[[str], None] = lambda what: None,  # noqa: ARG005
    settling: float = SETTLING_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Leftover]:
    """Delete what is pending in a ledger, the newest first, and return what is left.

    What a delete finds gone is gone, and so is what belongs to it. A create without an answer is looked for by its
    exact name, which has to be one of the run, or among the transactions of a user of the run; when it is not there,
    it is looked for once more `settling` seconds after it was asked for. A failure does not stop the others; a target
    that does not answer, a run that is stopped and Ctrl-C do, and leave the rest pending. `on_gone` hears of each thing
    that was deleted. Raises `ConformanceError` when session and ledger are of different environments.
    """
    connection = api.connection
    if Place(connection.api_path, connection.auth_path, connection.environment_id) != ledger.place:
        raise ConformanceError(
            f"run {ledger.run_id} was in environment {ledger.place.environment_id}, which is not the configured one",
            hint="clean up with the settings of that run",
        )
    return _CleanUp(ledger, api, directory, on_gone).run(settling, sleep)


def described(thing: Thing) -> str:
    """What a thing is, in two or three words."""
    kind = _KINDS.get(thing.undo, thing.operation)
    if thing.id is None and thing.name is None and (user := thing.path.get("userID")):
        return f"a {kind} of user {user}"
    return f"{kind} {thing.name or thing.id}" if thing.name or thing.id else f"a {kind}"


class _CleanUp:
    def __init__(
        self, ledger: Ledger, api: Session, directory: Directory, on_gone: Callable[[str], None]
    ) -> None:
        self._ledger = ledger
        self._api = api
        self._directory = directory
        self._on_gone = on_gone
        self._failures: dict[int, str] = {}
        self._again: set[int] = set()

    def run(self, settling: float, sleep: Callable[[float], None]) -> list[Leftover]:
        # A run that still has processes may go on creating.
        stopped, late = "", "it was created during the clean-up"
        try:
            for thing in self._ledger.pending():
                self._one(thing, settling)
            again = [thing for thing in self._ledger.pending() if thing.number in self._again]
            self._wait([thing.asked for thing in again if thing.id is None], settling, sleep)
            for thing in again:
                self._again.discard(thing.number)
                self._one(thing, 0.0)
        except KeyboardInterrupt:
            stopped = "not reached before the interrupt"
        except (TargetUnreachable, RunStopped) as error:
            stopped = f"not reached: {error.message}"
        things = self._ledger.pending()
        return [self._leftover(thing, stopped or late, ended=not stopped) for thing in things]

    def _wait(self, asked: list[float], settling: float, sleep: Callable[[float], None]) -> None:
        if asked and settling:
            # A clock that was set meanwhile makes nobody wait longer.
            sleep(min(settling, max(0.0, max(asked) + settling - time.time())))

    def _leftover(self, thing: Thing, stopped: str, *, ended: bool) -> Leftover:
        why = self._failures.get(thing.number)
        told = why or (stopped if thing.id else f"{_NO_ANSWER}; {stopped}")
        reached = why is not None and (ended or thing.number not in self._again)
        return Leftover(described(thing), told, reached=reached)

    def _one(self, thing: Thing, settling: float) -> None:
        """Delete one thing, or note why it could not be.

        What was lost on the way, or put off, is done again at the end: nothing is deleted twice by that.
        """
        try:
            why = self._delete(thing) if thing.id else self._look_for(thing, settling)
        except (TargetUnreachable, RunStopped):
            raise
        except ConformanceError as error:
            why = error.message
            self._again.add(thing.number)
        except (Untested, httpx.HTTPError) as error:
            why = str(error).removeprefix("blocked: ")
            self._again.add(thing.number)
        if why:
            self._failures[thing.number] = why
        else:
            self._failures.pop(thing.number, None)

    def _delete(self, thing: Thing) -> str:
        parameters = self._api.description.operation(thing.undo).path_parameters
        *owners, own = [name for name in parameters if name != ENVIRONMENT]
        if not thing.id or any(not thing.path.get(name) for name in owners):
            # A path with an empty step is the path of something else.
            return "the ledger does not say where it is"
        path: dict[str, Any] = {**{name: thing.path[name] for name in owners}, own: thing.id}
        answer = self._api.call(thing.undo, **path)
        if not answer.is_success and answer.status_code != httpx.codes.NOT_FOUND:
            return _said(answer)
        self._ledger.gone(thing.number)
        self._on_gone(described(thing))
        return ""

    def _look_for(self, thing: Thing, settling: float) -> str:
        """Find what came of a create without an answer, and delete it."""
        if thing not in self._ledger.pending():
            return ""  # the user that it belonged to is gone
        found = self._found(thing)
        if isinstance(found, str):
            return f"{_NO_ANSWER}; {found}"
        things = self._ledger.adopt(thing, found)
        if not things and time.time() - thing.asked < settling:
            self._again.add(thing.number)
            return f"{_NO_ANSWER}; it is not there yet"
        if not things:
            self._ledger.refused(thing.number)
        for each in things:
            self._one(each, settling)
        return self._failures.get(thing.number, "")

    def _found(self, thing: Thing) -> list[str] | str:
        """The ids of what may have come of a create, all of them this run's; or why they cannot be found."""
        if thing.operation == "createVerifyTransaction":
            return self._transactions_of(thing.path.get("userID", ""))
        if thing.name is None or not thing.name.startswith(self._ledger.prefix):
            return "it has no name of this run to look for"
        if thing.undo == "deleteUser":
            # One page: no two users of an environment have the same name.
            entries = _listed(self._directory.users_named(thing.name), "users")
            return _exactly(entries, "username", thing.name)
        if thing.undo == "deleteVerifyPolicy":
            answer = self._api.call("readAllVerifyPolicies")
            return _exactly(_all_listed(self._api, answer, "verifyPolicies"), "name", thing.name)
        return "nothing lists such things"

    def _transactions_of(self, user_id: str) -> list[str] | str:
        if not self._ledger.has(user_id):
            return "its user is not of this run"
        answer = self._api.call("readAllVerifyTransactions", userID=user_id)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return []  # nor is there its user
        entries = _all_listed(self._api, answer, "verifyTransactions")
        return [entry["id"] for entry in identified(entries) if entry["id"]]


def _listed(answer: httpx.Response, name: str) -> list[Any]:
    """The entries of a list; raises `Untested` where it is none: what cannot be looked for must not be forgotten."""
    body = body_of(answer)
    if not answer.is_success:
        raise Untested(f"{_NO_ANSWER}; the list to look for it in {_said(answer)}")
    if not isinstance(member(body, f"_embedded.{name}"), list) and member(body, "size") != 0:
        raise Untested(f"{_NO_ANSWER}; what should list it is no list")
    return entries_of(body, name)


def _all_listed(api: Session, answer: httpx.Response, name: str) -> list[Any]:
    _listed(answer, name)
    return entries_of_all_pages(api, answer, name, complete=True)


def _exactly(entries: list[Any], key: str, name: str) -> list[str]:
    return [entry["id"] for entry in identified(entries) if entry["id"] and entry.get(key) == name]


def _said(answer: httpx.Response) -> str:
    body = body_of(answer)
    code = body.get("code") if isinstance(body, dict) else None
    # Codes are words of the API; texts may quote a person.
    named = isinstance(code, str) and _CODE.fullmatch(code)
    return f"answered {answer.status_code}" + (f" {code}" if named else "")
