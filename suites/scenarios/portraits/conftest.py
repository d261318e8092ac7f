"""The selfie of a verified user, and what can be asked of its background."""

from copy import deepcopy
from dataclasses import dataclass

import allure
import httpx
import pytest

from pingone_conformance.checks.encoded import bytes_in
from pingone_conformance.checks.images import Picture, UndecodablePicture, decode_bytes
from pingone_conformance.checks.images.background import background_colour
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given, Verification
from pingone_conformance.target.requests import PORTRAIT_BODY
from pingone_conformance.target.session import AS_DOCUMENTED, Session


@dataclass(frozen=True)
class Selfie:
    """The selfie of a verified transaction, and the requests that replace its background."""

    api: Session
    verification: Verification

    @property
    def path(self) -> dict[str, str]:
        return {**self.verification.path, "verifiedDataID": self.verification.selfie_id}

    def update(self, body=PORTRAIT_BODY, *, content_type=AS_DOCUMENTED, **path) -> httpx.Response:
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

    def painted(self, colour, *, height=4, width=3) -> "Painted":
        """A portrait on a colour; `Untested` when the request is refused, which is another rule's finding."""
        before = self.bytes
        answer = self.paint(colour, height=height, width=width)
        if not answer.is_success:
            raise Untested(
                f"blocked by PORTRAIT-001 or the limits: {colour} was answered {answer.status_code}"
            )
        return Painted(answer, colour, height, width, before)

    def seen(self, answer: httpx.Response, colour, *, height=4, width=3) -> "Painted":
        """The portrait of an answer that was accepted; the selfie beside it is what the target has now."""
        return Painted(answer, colour, height, width, self.bytes)

    def read(self) -> httpx.Response:
        return self.api.call("readOneVerifiedData", **self.path)

    @property
    def bytes(self) -> bytes:
        """What the target has now."""
        return bytes_in(member(body_of(self.read()), "data.image"))


@dataclass(frozen=True)
class Painted:
    """A portrait, the colour and ratio that were asked for, and the selfie that it was made of."""

    answer: httpx.Response
    colour: tuple[int, int, int]
    height: int
    width: int
    selfie: bytes

    @property
    def text(self):
        return member(body_of(self.answer), "data.image")

    @property
    def format(self):
        return member(body_of(self.answer), "data.format")

    @property
    def bytes(self) -> bytes:
        return bytes_in(self.text)

    @property
    def picture(self) -> Picture:
        """The portrait; `Untested` when it cannot be decoded, which is another rule's finding."""
        return decoded(self.bytes, "IMAGE-002")

    @property
    def original(self) -> Picture:
        """The selfie before it was touched."""
        return decoded(self.selfie, "DATA-034")


def decoded(data: bytes, rule: str) -> Picture:
    try:
        return decode_bytes(data)
    except UndecodablePicture as problem:
        raise Untested(f"blocked by {rule}: {problem}") from None


def _changed(path, change):
    body = deepcopy(PORTRAIT_BODY)
    *parents, name = path.split(".")
    node = body
    for parent in parents:
        node = node[parent]
    change(node, name)
    return body


@pytest.fixture
def selfie(api: Session, given: Given) -> Selfie:
    """A selfie that nobody has changed yet; on a tenant other tests may have."""
    return Selfie(api, given.verification())


@pytest.fixture
def untouched(api: Session, given: Given) -> Selfie:
    """A selfie that nobody has changed yet."""
    return Selfie(api, given.verification(own=True))


@pytest.fixture
def updated(selfie: Selfie) -> httpx.Response:
    """The answer to the documented request."""
    answer = selfie.update()
    if not answer.is_success:
        raise Untested(f"blocked by PORTRAIT-001: the documented request was answered {answer.status_code}")
    return answer


@pytest.fixture
def portrait(selfie: Selfie, updated: httpx.Response) -> Selfie:
    """A selfie of which the documented request is accepted, so that other values are what a test is about."""
    return selfie


# Colours at both ends, with channels apart, and shapes that are tall, square and wide.
PICTURES = [
    pytest.param(((179, 40, 45), 4, 3), id="documented"),
    pytest.param(((0, 0, 0), 1, 1), id="black-square"),
    pytest.param(((255, 255, 255), 3, 4), id="white-wide"),
    pytest.param(((0, 255, 0), 16, 9), id="green-narrow"),
    pytest.param(((20, 110, 220), 5, 4), id="blue"),
]
_FORMATS = {b"\xff\xd8": allure.attachment_type.JPG, b"\x89P": allure.attachment_type.PNG}


@pytest.fixture
def show(target, pictures):
    """Puts a portrait beside its selfie into the reports: on a mock, where nobody real is to be seen.

    Into `report.html` also on a tenant whose owner set `keep_images`.
    """

    def attach(painted: Painted, rule: str) -> None:
        picture = painted.picture
        pictures(
            rule=rule,
            before=painted.selfie,
            after=painted.bytes,
            asked={"colour": painted.colour, "width": painted.width, "height": painted.height},
            measured={
                "colour": background_colour(picture),
                "width": picture.width,
                "height": picture.height,
            },
        )
        for name, data in (("selfie", painted.selfie), ("portrait", painted.bytes)):
            if "mock" in target.kind and data[:2] in _FORMATS:
                allure.attach(data, name, _FORMATS[data[:2]])

    return attach


@pytest.fixture(params=PICTURES)
def painted(request, selfie: Selfie) -> Painted:
    """A portrait in several colours and shapes."""
    colour, height, width = request.param
    return selfie.painted(colour, height=height, width=width)
