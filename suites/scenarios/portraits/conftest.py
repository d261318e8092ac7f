"""The selfie of a verified user, and what can be asked of its background."""

from copy import deepcopy
from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given, Verification
from pingone_conformance.target.session import AS_DOCUMENTED, Session

# The request of the document Update Verified Data Portrait Background, Body.
REQUEST = {
    "backgroundColor": {"red": 179, "green": 40, "blue": 45},
    "aspectRatio": {"aspectHeight": 4, "aspectWidth": 3},
}


@dataclass(frozen=True)
class Selfie:
    """The selfie of a verified transaction, and the requests that replace its background."""

    api: Session
    verification: Verification

    @property
    def path(self) -> dict[str, str]:
        return {**self.verification.path, "verifiedDataID": self.verification.selfie_id}

    def update(self, body=REQUEST, *, content_type=AS_DOCUMENTED, **path) -> httpx.Response:
        """The documented request, or another one; `path` replaces parts of the address."""
        path = {**self.path, **path}
        return self.api.call("updatePortraitBackground", json=body, content_type=content_type, **path)

    def update_with(self, member: str, value) -> httpx.Response:
        """The documented request with another value of one member, such as `backgroundColor.red`."""
        return self.update(_changed(member, lambda parent, name: parent.update({name: value})))

    def update_without(self, member: str) -> httpx.Response:
        """The documented request without one member."""
        return self.update(_changed(member, lambda parent, name: parent.pop(name)))

    def paint(self, colour, *, height=4, width=3) -> httpx.Response:
        """A request for a colour and a ratio."""
        colours = dict(zip(("red", "green", "blue"), colour, strict=True))
        ratio = {"aspectHeight": height, "aspectWidth": width}
        return self.update({"backgroundColor": colours, "aspectRatio": ratio})

    def read(self) -> httpx.Response:
        return self.api.call("readOneVerifiedData", **self.path)


def _changed(member, change):
    body = deepcopy(REQUEST)
    *parents, name = member.split(".")
    node = body
    for parent in parents:
        node = node[parent]
    change(node, name)
    return body


@pytest.fixture
def selfie(api: Session, given: Given) -> Selfie:
    """A selfie that nobody has changed yet."""
    return Selfie(api, given.verification())


@pytest.fixture
def updated(selfie: Selfie) -> httpx.Response:
    """The answer to the documented request."""
    answer = selfie.update()
    if not answer.is_success:
        raise Untested(f"blocked by PORTRAIT-001: the documented request was answered {answer.status_code}")
    return answer


@pytest.fixture
def portrait(selfie: Selfie, updated: httpx.Response) -> Selfie:
    """A selfie of which the documented request is accepted, so that a refusal has one cause."""
    return selfie
