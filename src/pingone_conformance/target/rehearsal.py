"""What stands in a rehearsal for what a person lends to a run: a mock has it, and the run did not make it."""

from __future__ import annotations

from typing import Any

from pingone_conformance.findings import Untested
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.flows import Flows, FlowsOfMock
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import SUCCESS, Create, StatesOfMock, Wish, lend
from pingone_conformance.target.transports import Recorder


class LentByMock:
    """One verified transaction of somebody else, who opened it without a word to the run's ledger or guard."""

    def __init__(self, control: ControlPlane) -> None:
        self._control = control
        self._lent: dict[str, Any] | None = None

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:  # noqa: ARG002
        """That transaction, where any verified one will do; else raises `Untested`, as on a tenant."""
        if not wish.is_common:
            raise Untested(f"needs a transaction of the run's own that is {wish.status}: --verification-hook")
        if self._lent is None:
            self._lent = self._open(api)
            lend(api, self._lent["userID"], self._lent["id"])
        return self._lent

    def _open(self, api: Session) -> dict[str, Any]:
        connection = self._control.connection()
        recorder = Recorder(connection.api_path, connection.auth_path)
        theirs = Session(api.description, connection, recorder, self._control.transport)
        flows: Flows = FlowsOfMock(self._control)
        given = Given(theirs, StatesOfMock(self._control), flows, "somebody-else")
        return given.transaction_in(SUCCESS, verifyPolicy={"id": given.policy()["id"]})
