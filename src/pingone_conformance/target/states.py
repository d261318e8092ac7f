"""What a test wants of a transaction, and who brings one there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pingone_conformance.findings import Untested
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.session import Session

SUCCESS = "SUCCESS"
REQUESTED = "REQUESTED"
STATUSES = (
    REQUESTED,
    "PARTIAL",
    "INITIATED",
    "IN_PROGRESS",
    SUCCESS,
    "FAIL",
    "NOT_REQUIRED",
    "APPROVED_NO_REQUEST",
    "APPROVED_MANUALLY",
)
FINAL = frozenset({SUCCESS, "FAIL", "NOT_REQUIRED", "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"})
"""The states that end a verification ("Update Verify Transaction"; "Viewing verification status")."""

Create = Callable[[], dict[str, Any]]
"""Creates the transaction of a test: the body of the answer, with the id of its user as `userID`."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The state that a test wants a transaction in, after so many attempts and with that selfie.

    `special` says that the test has a user or a request body of its own, so that no other transaction will do.
    """

    status: str
    attempts: int = 1
    selfie: bytes | None = None
    special: bool = False

    @property
    def is_new(self) -> bool:
        """Whether a transaction is there as soon as it is created."""
        return self.status == REQUESTED and self.needs_a_mock == ""

    @property
    def is_common(self) -> bool:
        """Whether any verified transaction will do."""
        return self.status == SUCCESS and not self.special and self.needs_a_mock == ""

    @property
    def needs_a_mock(self) -> str:
        """Why nobody grants this wish on a tenant; empty when somebody may."""
        if self.status in ("INITIATED", "IN_PROGRESS"):
            return f"needs a mock: {self.status} is a state that passes by itself"
        if self.attempts != 1:
            return f"needs a mock: no tenant's user takes {self.attempts} attempts at will"
        if self.selfie is not None:
            return "needs a mock: no tenant's user has a selfie of the test's own"
        return ""


class States(Protocol):
    """Brings transactions to states."""

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:
        """A transaction as wished, with its user's id as `userID`.

        `create` is called where a new one is needed, and not otherwise. Raises `Untested` when this target has no way
        there, or when the way led elsewhere.
        """


class StatesOfMock:
    """Brings transactions to states by the control plane of a mock."""

    def __init__(self, control: ControlPlane) -> None:
        self._control = control

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:  # noqa: ARG002
        """A new transaction in the state that is wished for."""
        transaction = create()
        self._control.finish(transaction["id"], wish.status, wish.selfie, attempts=wish.attempts)
        return transaction


class FirstThatCan:
    """Tries several ways in their order; the reasons of all are told when none gets there."""

    def __init__(self, *ways: States) -> None:
        self._ways = ways

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:
        """What the first way brings that can; a new transaction needs none of them."""
        if wish.is_new:
            return create()
        if wish.needs_a_mock:
            raise Untested(wish.needs_a_mock)
        reasons = []
        for way in self._ways:
            try:
                return way.bring(api, wish, create)
            except Untested as reason:
                reasons.append(str(reason))
        raise Untested("; ".join(reasons))


def lend(api: Session, *ids: str) -> None:
    """Tell the guard of a tenant that somebody handed these things to the run, which did not create them."""
    if api.guard is not None:
        api.guard.lent.update(ids)
