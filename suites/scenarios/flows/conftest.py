"""Flows that wait for account confirmation, and what can be asked of them."""

from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import AS_DOCUMENTED, Session

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Read flows before they are confirmed: a run on a tenant may have one flow, which can be confirmed once."""
    places = [place for place, item in enumerate(items) if item.path.parent == HERE]
    ordered = sorted((items[place] for place in places), key=lambda item: item.path.stem != "test_read")
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


@dataclass(frozen=True)
class Flow:
    """A flow that waits for account confirmation, and the name that its user confirms."""

    api: Session
    id: str
    username: str

    def confirm(
        self, body=AS_DOCUMENTED, *, content=None, content_type=AS_DOCUMENTED, **path
    ) -> httpx.Response:
        """The documented request, or another one; `path` replaces parts of the address."""
        if body is AS_DOCUMENTED and content is None:
            body = {"username": self.username}
        sent = {"json": body, "content": content, "content_type": content_type}
        return self._call("confirmAccountInformation", **sent, **path)

    def confirm_with(self, **attributes) -> httpx.Response:
        """The documented request with more attributes."""
        return self.confirm({"username": self.username, **attributes})

    def confirmed(self, **attributes) -> httpx.Response:
        """The answer to a confirmation that has to succeed before a test can go on."""
        answer = self.confirm_with(**attributes)
        if not answer.is_success:
            raise Untested(f"blocked by CONFIRM-001: a confirmation was answered {answer.status_code}")
        return answer

    def read(self, **path) -> httpx.Response:
        return self._call("readFlow", **path)

    def _call(self, operation, **request) -> httpx.Response:
        request = {"flowID": self.id, **request}
        answer = self.api.call(operation, **request)
        if answer.status_code != httpx.codes.UNAUTHORIZED or "authorization" in request:
            return answer
        # Whether a flow asks for a token is a matter of two rules; for all others it gets one.
        return self.api.call(operation, **request, authorization=f"Bearer {self.api.token()}")

    def status(self) -> str:
        """The status that reading gives."""
        answer = self.read()
        status = member(body_of(answer), "status")
        if not answer.is_success or not isinstance(status, str):
            raise Untested(
                f"blocked by FLOW-003: a flow was read with {answer.status_code} and without a status"
            )
        return status


@dataclass(frozen=True)
class Opener:
    """Opens flows: `open_flow(nickname="Lin")` opens one whose identity provider returned this."""

    given: Given

    def __call__(self, **attributes) -> Flow:
        attributes = {"username": self.given.name(), **attributes}
        return Flow(self.given.api, self.given.flow(**attributes), attributes["username"])


@pytest.fixture
def open_flow(given: Given) -> Opener:
    """Opens flows that wait for account confirmation."""
    return Opener(given)


@pytest.fixture
def flow(open_flow: Opener) -> Flow:
    """A flow that waits for account confirmation; its identity provider returned a username."""
    return open_flow()


@pytest.fixture
def confirmable(open_flow: Opener, handed_on: dict) -> str:
    """The status in which a flow waits; the documented request confirmed that flow, so others can be confirmed too."""
    if "confirmable" in handed_on:
        return handed_on["confirmable"]
    flow = open_flow()
    status = flow.status()
    flow.confirmed()
    if open_flow.given.is_on_a_tenant:
        # Somebody had to sign on for that flow.
        handed_on["confirmable"] = status
    return status


@pytest.fixture
def confirmed(flow: Flow) -> httpx.Response:
    """The answer to the confirmation of `flow`."""
    return flow.confirmed()
