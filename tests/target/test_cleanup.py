"""What a run created is deleted, whatever goes wrong; what anybody else created is not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.findings import ConformanceError, RunStopped
from pingone_conformance.mock.app import create_app
from pingone_conformance.target.cleanup import Leftover, clean_up
from pingone_conformance.target.ledger import Ledger, Place
from pingone_conformance.target.session import Session
from pingone_conformance.target.transports import InProcessTransport

from ..leftovers import Directory, Project, connection_to, everything, place_of, session_over

BASE = "https://tenant.test"
RUN = "0a1b2c3d"
PREFIX = f"p1c-{RUN}-"

Answer = Callable[[httpx.Request], httpx.Response | None]


class Tenant(httpx.BaseTransport):
    """The mock; `answer` may say something else before it is asked, `lose` drops answers of what it did."""

    def __init__(self, app: Any) -> None:
        self._inner = InProcessTransport(app)
        self.answer: Answer = lambda _: None
        self.lost: set[str] = set()
        self.sent: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        operation = str(request.extensions["operation"])
        self.sent.append(operation)
        other = self.answer(request)
        if other is not None:
            return other
        answer = self._inner.handle_request(request)
        if operation in self.lost:
            raise httpx.ReadError("lost")
        return answer

    def deletes(self) -> list[str]:
        return [operation for operation in self.sent if operation.startswith("delete")]


class Scene:
    def __init__(self, folder: Path) -> None:
        self.app = create_app(seed="clean-up")
        self.tenant = Tenant(self.app)
        self.api: Session = session_over(self.tenant, connection_to(self.app, BASE))
        self.api.recorder.waits.sleep = lambda _: None
        self.ledger = Ledger.open(folder, RUN, place_of(self.api.connection))
        self.directory = Directory(self.app)
        self.run = Project(self.api, self.ledger)
        self.others = Project(self.api)
        self.before = everything(self.app)
        self.slept: list[float] = []
        self.gone: list[str] = []

    def clean_up(self, *, settling: float = 0.0) -> list[Leftover]:
        self.tenant.sent.clear()
        return clean_up(
            self.ledger,
            self.api,
            self.directory,
            on_gone=self.gone.append,
            settling=settling,
            sleep=self.slept.append,
        )

    def lose(self, operation: str, create: Callable[..., object], *arguments: str) -> None:
        """Create something and never learn what came of it."""
        self.tenant.lost = {operation}
        with pytest.raises(Exception, match="no answer"):
            create(*arguments)
        self.tenant.lost = set()

    def left(self) -> dict[str, Any]:
        return {id_: thing for id_, thing in everything(self.app).items() if id_ not in self.before}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.ledger.close()
    made.api.close()


def refusing(operation: str, status: int, **body: Any) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(status, json=body) if request.extensions["operation"] == operation else None

    return answer


def test_everything_is_deleted_in_reverse(scene: Scene) -> None:
    user = scene.run.user(f"{PREFIX}1")
    scene.run.policy(f"{PREFIX}2")
    scene.run.transaction(user)
    assert scene.clean_up() == []
    assert scene.tenant.deletes() == ["deleteVerifyTransaction", "deleteVerifyPolicy", "deleteUser"]
    assert scene.gone[1:] == [f"policy {PREFIX}2", f"user {PREFIX}1"]
    assert scene.gone[0].startswith("transaction ")
    assert (scene.left(), scene.ledger.pending()) == ({}, [])


def test_what_is_gone_already_is_gone(scene: Scene) -> None:
    user = scene.run.user(f"{PREFIX}1")
    scene.run.transaction(user)
    scene.api.call("deleteUser", userID=user)
    assert (scene.clean_up(), scene.ledger.pending()) == ([], [])
    assert scene.tenant.deletes() == ["deleteVerifyTransaction", "deleteUser"]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_delete_that_is_refused_is_told_and_stops_no_other(scene: Scene, status: int) -> None:
    scene.run.user(f"{PREFIX}1")
    policy = scene.run.policy(f"{PREFIX}2")
    scene.run.user(f"{PREFIX}3")
    scene.tenant.answer = refusing(
        "deleteVerifyPolicy", status, code="ACCESS_FAILED", message="Ms Doe may not"
    )
    (left,) = scene.clean_up()
    assert str(left) == f"policy {PREFIX}2: answered {status} ACCESS_FAILED"
    assert left.reached
    assert set(scene.left()) == {policy}
    scene.tenant.answer = lambda _: None
    assert (scene.clean_up(), scene.left()) == ([], {})


def test_a_transaction_goes_with_its_user(scene: Scene) -> None:
    scene.run.transaction(scene.run.user(f"{PREFIX}1"))
    scene.tenant.answer = refusing("deleteVerifyTransaction", 403)
    assert (scene.clean_up(), scene.left()) == ([], {})


def test_a_user_whose_answer_was_lost_is_found_by_its_exact_name(scene: Scene) -> None:
    others = {scene.others.user(name) for name in (f"{PREFIX}1x", f"{PREFIX}10", "p1c-99999999-1", "x")}
    scene.lose("createUser", scene.run.user, f"{PREFIX}1")
    assert len(scene.left()) == 5
    assert scene.clean_up() == []
    assert (set(scene.left()), scene.directory.asked) == (others, [f"{PREFIX}1"])


def test_a_policy_whose_answer_was_lost_is_found_by_its_exact_name(scene: Scene) -> None:
    names = (f"{PREFIX}1x", f"{PREFIX}10", "p1c-99999999-1", f"{PREFIX}1".upper())
    others = {scene.others.policy(name) for name in names}
    scene.lose("createVerifyPolicy", scene.run.policy, f"{PREFIX}1")
    assert scene.clean_up() == []
    assert set(scene.left()) == others


def test_a_policy_on_a_later_page_is_found(scene: Scene) -> None:
    scene.lose("createVerifyPolicy", scene.run.policy, f"{PREFIX}1")
    pages = []

    def in_pages(request: httpx.Request) -> httpx.Response | None:
        if request.extensions["operation"] != "readAllVerifyPolicies":
            return None
        scene.tenant.answer = lambda _: None
        pages.append(request.url)
        body = {
            "_embedded": {"verifyPolicies": [{"id": "other", "name": "Default"}]},
            "_links": {"next": {"href": f"{request.url}?cursor=1"}},
        }
        return httpx.Response(200, json=body)

    scene.tenant.answer = in_pages
    assert (scene.clean_up(), scene.left(), len(pages)) == ([], {}, 1)


def test_a_page_that_cannot_be_read_lets_nothing_be_forgotten(scene: Scene) -> None:
    scene.lose("createVerifyPolicy", scene.run.policy, f"{PREFIX}1")

    def half(request: httpx.Request) -> httpx.Response | None:
        if request.extensions["operation"] != "readAllVerifyPolicies":
            return None
        if request.url.query:
            return httpx.Response(500, json={})
        following = {"next": {"href": f"{request.url}?cursor=1"}}
        return httpx.Response(200, json={"_embedded": {"verifyPolicies": []}, "_links": following})

    scene.tenant.answer = half
    (left,) = scene.clean_up()
    assert left.why == "readAllVerifyPolicies answered 500 for one of its pages"
    assert len(scene.ledger.pending()) == 1


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (403, {"code": "ACCESS_FAILED"}, "the list to look for it in answered 403 ACCESS_FAILED"),
        (200, {"html": "a login page"}, "what should list it is no list"),
    ],
)
def test_a_list_that_cannot_be_read_lets_nothing_be_forgotten(
    scene: Scene, status: int, body: dict[str, Any], why: str
) -> None:
    scene.lose("createVerifyPolicy", scene.run.policy, f"{PREFIX}1")
    scene.tenant.answer = refusing("readAllVerifyPolicies", status, **body)
    assert [str(left) for left in scene.clean_up()] == [
        f"policy {PREFIX}1: its create got no answer, so it may have been made; {why}"
    ]
    assert len(scene.ledger.pending()) == 1


def test_transactions_without_an_answer_are_found_at_their_user(scene: Scene) -> None:
    user, bystander = scene.run.user(f"{PREFIX}1"), scene.others.user("somebody")
    others = {bystander, scene.others.transaction(bystander)}
    known = scene.run.transaction(user)
    for _ in range(2):
        scene.lose("createVerifyTransaction", scene.run.transaction, user)
    assert len(everything(scene.app)) == len(scene.before) + 6
    scene.tenant.answer = refusing("deleteUser", 500)
    (left,) = scene.clean_up()
    assert (left.what, set(scene.left())) == (f"user {PREFIX}1", {*others, user})
    assert scene.ledger.has(known)
    assert scene.tenant.deletes() == ["deleteVerifyTransaction"] * 3 + ["deleteUser"]


def test_a_user_that_others_made_keeps_its_transactions(scene: Scene) -> None:
    bystander = scene.others.user("somebody")
    scene.others.transaction(bystander)
    scene.lose("createVerifyTransaction", scene.run.transaction, bystander)
    before = scene.left()
    (left,) = scene.clean_up()
    assert left.what == f"a transaction of user {bystander}"
    assert left.why == "its create got no answer, so it may have been made; its user is not of this run"
    assert (scene.left(), scene.tenant.deletes()) == (before, [])


@pytest.mark.parametrize("name", [None, "somebody", "p1c-99999999-1"])
def test_nothing_is_looked_for_under_a_name_that_is_not_of_the_run(scene: Scene, name: str | None) -> None:
    if name:
        scene.others.user(name)
    before = scene.left()
    scene.ledger.intend("createUser", {}, name)
    (left,) = scene.clean_up()
    assert left.what == (f"user {name}" if name else "a user")
    assert left.why.startswith(
        "its create got no answer, so it may have been made; it has no name of this run"
    )
    assert (scene.left(), scene.directory.asked, scene.tenant.sent) == (before, [], [])


def test_what_is_not_there_was_not_made(scene: Scene) -> None:
    scene.ledger.intend("createUser", {}, f"{PREFIX}1")
    assert (scene.clean_up(), scene.ledger.pending(), scene.slept) == ([], [], [])


def test_what_was_asked_for_a_moment_ago_is_looked_for_twice(scene: Scene) -> None:
    scene.ledger.intend("createUser", {}, f"{PREFIX}1")

    def appear(seconds: float) -> None:
        scene.slept.append(seconds)
        scene.others.user(f"{PREFIX}1")

    left = clean_up(scene.ledger, scene.api, scene.directory, settling=1000.0, sleep=appear)
    assert (left, scene.left(), len(scene.directory.asked)) == ([], {}, 2)
    assert 0 < scene.slept[0] <= 1000


def test_nobody_waits_for_what_was_asked_for_long_ago(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.ledger.intend("createUser", {}, f"{PREFIX}1")
    now = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: now)
    assert (scene.clean_up(settling=30.0), scene.slept) == ([], [])


@pytest.mark.parametrize(
    ("stop", "why"),
    [
        (KeyboardInterrupt(), "not reached before the interrupt"),
        (RunStopped("enough"), "not reached: enough"),
    ],
)
def test_what_ends_the_clean_up_leaves_the_rest_pending(scene: Scene, stop: BaseException, why: str) -> None:
    for number in range(3):
        scene.run.user(f"{PREFIX}{number}")

    def interrupted(request: httpx.Request) -> httpx.Response | None:
        if scene.gone:
            raise stop
        return None

    scene.tenant.answer = interrupted
    assert scene.clean_up() == [Leftover(f"user {PREFIX}{number}", why, reached=False) for number in (1, 0)]
    scene.tenant.answer = lambda _: None
    assert (scene.clean_up(), scene.left()) == ([], {})


def test_a_target_that_is_gone_ends_the_clean_up(scene: Scene) -> None:
    for number in range(8):
        scene.run.user(f"{PREFIX}{number}")

    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    scene.tenant.answer = nobody
    left = scene.clean_up()
    assert len(left) == len(scene.ledger.pending()) == 8
    assert any(not one.reached for one in left)


def test_a_delete_that_was_lost_is_sent_again(scene: Scene) -> None:
    for number in range(3):
        scene.run.user(f"{PREFIX}{number}")

    def lossy(request: httpx.Request) -> httpx.Response | None:
        if len(scene.tenant.sent) == 2:
            raise httpx.ReadError("cut")
        return None

    scene.tenant.answer = lossy
    assert (scene.clean_up(), scene.left()) == ([], {})
    assert scene.tenant.deletes() == ["deleteUser"] * 4


def test_a_session_of_another_environment_deletes_nothing(scene: Scene, tmp_path: Path) -> None:
    connection = scene.api.connection
    elsewhere = Ledger.open(tmp_path / "b", RUN, Place(connection.api_path, connection.auth_path, "other"))
    with elsewhere:
        elsewhere.made(elsewhere.intend("createUser", {}, None), "u")
        with pytest.raises(ConformanceError, match="which is not the configured one"):
            clean_up(elsewhere, scene.api, scene.directory)
    assert scene.tenant.sent == []
