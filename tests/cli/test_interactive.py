"""A verification by telephone: what the terminal shows, and how it ends."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import segno
from rich.console import Console
from rich.text import Text

from pingone_conformance.cli.interactive import verify_by_telephone
from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.mock.app import create_app
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.session import Session
from pingone_conformance.target.transports import InProcessTransport, Recorder

ALTERNATE_SCREEN, BACK = "\x1b[?1049h", "\x1b[?1049l"


class Person:
    """A person in front of a terminal; `act` is done in the first pause of the command."""

    def __init__(self) -> None:
        transport = InProcessTransport(create_app(seed="telephone"))
        self.control = ControlPlane("https://mock.test", transport)
        connection = self.control.connection()
        recorder = Recorder(connection.api_path, connection.auth_path)
        self.api = Session(load_description(), connection, recorder, transport)
        self.transaction: dict[str, Any] = {}
        self.changes: dict[str, Any] = {}
        self.screen = io.StringIO()

    def create(self) -> dict[str, Any]:
        user_id = self.control.environment()["userId"]
        answer: httpx.Response = self.api.call("createVerifyTransaction", userID=user_id, json={})
        self.transaction = {**answer.json(), "userID": user_id, **self.changes}
        return self.transaction

    def verify(
        self, act: Callable[[], object], *, width: int = 120, height: int = 60, limit: float = 600
    ) -> str:
        console = Console(file=self.screen, force_terminal=True, width=width, height=height, _environ={})
        return verify_by_telephone(self.api, self.create, console, limit, sleep=lambda _: act() and None)

    def finish(self, status: str = "SUCCESS") -> None:
        self.control.finish(self.transaction["id"], status)

    @property
    def shown(self) -> str:
        return self.screen.getvalue()


@pytest.fixture
def person() -> Person:
    return Person()


def qr_code(address: str) -> list[str]:
    drawn = io.StringIO()
    code = segno.make(address, error="l", boost_error=False, micro=False)
    code.terminal(drawn, border=2, compact=True)
    return drawn.getvalue().splitlines()


def test_a_verified_transaction_is_named_with_its_user(person: Person) -> None:
    named = person.verify(person.finish)
    assert named == f"{person.transaction['userID']}/{person.transaction['id']}"


def test_a_wide_terminal_shows_a_qr_code_the_code_and_the_time(person: Person) -> None:
    person.verify(person.finish)
    for line in qr_code(person.transaction["webVerificationUrl"]):
        assert line in person.shown
    assert person.transaction["webVerificationCode"] in person.shown
    assert "10:00 left" in person.shown


def test_the_code_has_its_own_colours_on_any_terminal(person: Person) -> None:
    person.verify(person.finish)
    # White on black, in 24 bits or the nearest of fewer: dark modules on a light ground.
    lines = qr_code(person.transaction["webVerificationUrl"])
    before = person.shown[: person.shown.index(lines[1])]
    assert before.rpartition("\x1b[")[2].startswith(
        ("38;2;255;255;255;48;2;0;0;0m", "97;40m", "38;5;231;48;5;16m")
    )


@pytest.mark.parametrize(("width", "height"), [(60, 60), (120, 24)])
def test_a_small_terminal_shows_the_address(person: Person, width: int, height: int) -> None:
    person.verify(person.finish, width=width, height=height)
    address = person.transaction["webVerificationUrl"]
    assert address in "".join(line.strip() for line in person.shown.splitlines())
    assert "█" not in person.shown
    assert "room for a QR code" in " ".join(Text.from_ansi(person.shown).plain.split())


def test_an_address_that_is_too_long_for_a_code_is_shown(person: Person) -> None:
    person.changes = {"webVerificationUrl": "https://x.test/" + "x" * 4000}
    person.verify(person.finish)
    assert "█" not in person.shown


def test_the_state_is_shown_while_it_is_waited_for(person: Person) -> None:
    states = iter(["IN_PROGRESS", "SUCCESS"])

    def act() -> None:
        person.finish(next(states))

    person.verify(act)
    assert "verification REQUESTED" in person.shown


@pytest.mark.parametrize("status", ["FAIL", "APPROVED_MANUALLY"])
def test_another_end_is_told(person: Person, status: str) -> None:
    with pytest.raises(Untested, match=f"the verification ended with {status}, asked for SUCCESS"):
        person.verify(lambda: person.finish(status))


def test_a_person_who_does_nothing_is_not_waited_for_for_ever(person: Person) -> None:
    with pytest.raises(Untested, match="the verification was still REQUESTED after 30 s"):
        person.verify(lambda: None, limit=30)


def test_ctrl_c_leaves_the_terminal_as_it_was(person: Person) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        person.verify(interrupt)
    assert BACK in person.shown


def test_nothing_stays_in_the_history_of_the_terminal(person: Person) -> None:
    person.verify(person.finish)
    before, _, rest = person.shown.partition(ALTERNATE_SCREEN)
    _, _, after = rest.rpartition(BACK)
    for secret in (person.transaction["webVerificationCode"], person.transaction["id"], "█"):
        assert secret not in before + after


def test_nothing_is_shown_or_created_where_no_terminal_is(person: Person) -> None:
    with pytest.raises(ConformanceError, match="here is no terminal"):
        verify_by_telephone(person.api, person.create, Console(file=person.screen), 10)
    assert person.shown == ""
    assert person.transaction == {}


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "https://x.test/\x1b[2J", 5])
def test_what_is_no_address_is_not_shown(person: Person, address: object) -> None:
    person.changes = {"webVerificationUrl": address}
    with pytest.raises(ConformanceError, match="no address for a telephone"):
        person.verify(person.finish)
    assert person.shown == ""


@pytest.mark.parametrize("code", [None, "\x1b[2Jcanary"])
def test_a_code_that_cannot_be_shown_is_left_out(person: Person, code: str | None) -> None:
    person.changes = {"webVerificationCode": code}
    person.verify(person.finish)
    assert "canary" not in person.shown
    assert "Code" not in person.shown
