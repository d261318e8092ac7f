"""Deletes what a run created: what its ledger names, and what is found of creates that nobody saw the answer of."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from pingone_conformance.findings import ConformanceError, RunStopped, TargetUnreachable, Untested
from pingone_conformance.target.caller import Caller
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.ledger import ENVIRONMENT, Ledger, Place, State, Thing
from pingone_conformance.target.lost import NO_ANSWER, Directory, Search, in_another_place, said
from pingone_conformance.target.session import Session

SETTLING_SECONDS = 5.0
"""How long after its request a create without an answer may still be carried out, as far as the suite waits for it."""

_KINDS = {
    "deleteUser": "user",
    "deleteVerifyPolicy": "policy",
    "deleteVerifyTransaction": "transaction",
    "deleteJourney": "journey",
    "deleteNode": "node",
    "deleteScript": "script",
    "deleteSecret": "secret",
    "deleteVariable": "variable",
    "deleteManagedUser": "managed user",
}
_FIRST = {"deleteJourney": 0, "deleteNode": 1}
"""A journey needs its nodes, and a node its script, whichever was made first."""


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
    cloud: CloudSession | None = None,
    on_gone: Callable[[str], None] = lambda what: None,  # noqa: ARG005
    settling: float = SETTLING_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Leftover]:
    """Delete what is pending in a ledger, the newest first, and return what is left.

    What a delete finds gone is gone, and so is what belongs to it. A create without an answer is looked for by its
    exact name, which has to be one of the run, or among the transactions of a user of the run; when it is not there,
    it is looked for once more `settling` seconds after it was asked for. A failure does not stop the others; a target
    that does not answer, a run that is stopped and Ctrl-C do, and leave the rest pending. `on_gone` hears of each thing
    that was deleted. What is in Advanced Identity Cloud is left where `cloud` is none, or another than that of the run.
    Raises `ConformanceError` when session and ledger are of different environments.
    """
    connection = api.connection
    if Place(connection.api_path, connection.auth_path, connection.environment_id) != ledger.place:
        raise ConformanceError(
            f"run {ledger.run_id} was in environment {ledger.place.environment_id}, which is not the configured one",
            hint="clean up with the settings of that run",
        )
    return _CleanUp(ledger, api, directory, cloud, on_gone).run(settling, sleep)


def described(thing: Thing) -> str:
    """What a thing is, in two or three words."""
    kind = _KINDS.get(thing.undo, thing.operation)
    if thing.id is None and thing.name is None and (user := thing.path.get("userID")):
        return f"a {kind} of user {user}"
    return f"{kind} {thing.name or thing.id}" if thing.name or thing.id else f"a {kind}"


class _CleanUp:
    def __init__(
        self,
        ledger: Ledger,
        api: Session,
        directory: Directory,
        cloud: CloudSession | None,
        on_gone: Callable[[str], None],
    ) -> None:
        self._ledger = ledger
        self._cloud = cloud if cloud and cloud.connection.base_url == ledger.place.cloud else None
        self._api = api
        self._search = Search(ledger, api, directory, self._cloud)
        self._on_gone = on_gone
        self._failures: dict[int, str] = {}
        self._again: set[int] = set()

    def run(self, settling: float, sleep: Callable[[float], None]) -> list[Leftover]:
        # A run that still has processes may go on creating.
        stopped, late = "", "it was created during the clean-up"
        try:
            for thing in sorted(
                self._ledger.pending(), key=lambda thing: _FIRST.get(thing.undo, len(_FIRST))
            ):
                self._one(thing, settling)
            again = [thing for thing in self._ledger.pending() if thing.number in self._again]
            self._wait([thing.asked for thing in again if thing.state is State.INTENDED], settling, sleep)
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
        told = why or (stopped if thing.id else f"{NO_ANSWER}; {stopped}")
        reached = why is not None and (ended or thing.number not in self._again)
        return Leftover(described(thing), told, reached=reached)

    def _one(self, thing: Thing, settling: float) -> None:
        """Delete one thing, or note why it could not be.

        What was lost on the way, or put off, is done again at the end: nothing is deleted twice by that.
        """
        try:
            why = self._delete(thing, settling) if thing.id else self._look_for(thing, settling)
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

    def _delete(self, thing: Thing, settling: float) -> str:
        api = self._session_of(thing)
        if api is None:
            return in_another_place(self._ledger)
        parameters = api.description.operation(thing.undo).path_parameters
        *owners, own = [name for name in parameters if name != ENVIRONMENT]
        if not thing.id or any(not thing.path.get(name) for name in owners):
            # A path with an empty step is the path of something else.
            return "the ledger does not say where it is"
        path: dict[str, Any] = {**{name: thing.path[name] for name in owners}, own: thing.id}
        answer = api.call(thing.undo, **path)
        absent = answer.status_code == httpx.codes.NOT_FOUND
        if not answer.is_success and not absent:
            return said(answer)
        if absent and thing.state is State.INTENDED and time.time() - thing.asked < settling:
            self._again.add(thing.number)
            return f"{NO_ANSWER}; it is not there yet"
        self._ledger.gone(thing.number)
        self._on_gone(described(thing))
        return ""

    def _session_of(self, thing: Thing) -> Caller | None:
        return self._api if thing.undo in self._api.description.operations else self._cloud

    def _look_for(self, thing: Thing, settling: float) -> str:
        """Find what came of a create without an answer, and delete it."""
        if thing not in self._ledger.pending():
            return ""  # the user that it belonged to is gone
        found = self._search.found(thing)
        if isinstance(found, str):
            return f"{NO_ANSWER}; {found}"
        things = self._ledger.adopt(thing, found)
        if not things and time.time() - thing.asked < settling:
            self._again.add(thing.number)
            return f"{NO_ANSWER}; it is not there yet"
        if not things:
            self._ledger.refused(thing.number)
        for each in things:
            self._one(each, settling)
        return self._failures.get(thing.number, "")
