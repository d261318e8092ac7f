"""A tenant as target: an embedded mock takes its place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.config import Settings, load_settings
from pingone_conformance.findings import ConformanceError, NetworkTrouble, Untested
from pingone_conformance.mock.app import create_app
from pingone_conformance.plugin.connect import EMBEDDED_URL
from pingone_conformance.plugin.rehearsal import rehearse
from pingone_conformance.plugin.tenant import TenantTarget, connect_tenant, limits_of
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.transports import InProcessTransport

from ..leftovers import everything

RUN = "0a1b2c3d"


@pytest.fixture
def app() -> Any:
    return create_app(seed="tenant")


def settings(app: Any, folder: Path, **more: object) -> Settings:
    connection = ControlPlane(EMBEDDED_URL, InProcessTransport(app)).connection()
    return load_settings(
        {
            "target": "tenant",
            "api_path": connection.api_path,
            "auth_path": connection.auth_path,
            "environment_id": connection.environment_id,
            "client_id": connection.client_id,
            "client_secret": connection.client_secret,
            "ledger": str(folder / "ledger"),
            "rate": 100,
            "allow": "changes,notifies",
            **more,
        },
        folder=folder,
    )


def connected(app: Any, folder: Path, **more: object) -> TenantTarget:
    return connect_tenant(settings(app, folder, **more), RUN, InProcessTransport(app))


def test_what_a_run_created_is_deleted_and_its_ledger_with_it(app: Any, tmp_path: Path) -> None:
    before = everything(app)
    target = connected(app, tmp_path)
    target.start_test("a test")
    given = target.given()
    given.transaction(given.user()["id"])
    given.policy()
    assert len(everything(app)) == len(before) + 3
    assert target.created.total() == 3
    assert target.clean_up() == []
    target.close()
    assert everything(app) == before
    assert list((tmp_path / "ledger").iterdir()) == []


def test_a_run_that_may_not_begin_leaves_no_file(app: Any, tmp_path: Path) -> None:
    environment = app.state.mock.ready_made.main.environment
    object.__setattr__(app.state.mock.store.environments[environment.id], "type", "PRODUCTION")
    with pytest.raises(ConformanceError, match="is of type PRODUCTION"):
        connected(app, tmp_path)
    assert list((tmp_path / "ledger").iterdir()) == []


def test_another_process_of_the_run_keeps_its_ledger(app: Any, tmp_path: Path) -> None:
    first = connected(app, tmp_path)
    environment = app.state.mock.ready_made.main.environment
    object.__setattr__(app.state.mock.store.environments[environment.id], "type", "PRODUCTION")
    with pytest.raises(ConformanceError, match="is of type PRODUCTION"):
        connected(app, tmp_path)
    assert first.ledger.file.exists()
    first.close()


def test_a_lent_transaction_is_changed_by_its_portrait_alone(app: Any, tmp_path: Path) -> None:
    lender = connected(app, tmp_path)
    mine = lender.given().transaction()
    ControlPlane(EMBEDDED_URL, InProcessTransport(app)).finish(mine["id"], "SUCCESS", None)
    reference = f"{mine['userID']}/{mine['id']}"
    config = settings(app, tmp_path, verified_transaction=reference)
    borrower = connect_tenant(config, "ffffffff", InProcessTransport(app))
    borrower.start_test("a test")
    path = borrower.given().verification().path
    assert path == {"userID": mine["userID"], "transactionID": mine["id"]}
    for operation_id in ("updateVerifyTransaction", "deleteVerifyTransaction"):
        with pytest.raises(Untested, match="did not create"):
            borrower.api.call(operation_id, json={}, **path)
    for operation_id in ("deleteUser", "updateUser", "replaceUser", "createVerifyTransaction"):
        with pytest.raises(Untested, match="did not create"):
            borrower.api.call(operation_id, json={}, userID=mine["userID"])
    assert borrower.clean_up() == []
    assert mine["id"] in everything(app)
    borrower.close()
    assert lender.clean_up() == []
    lender.close()


def test_a_tenant_has_no_other_environment_and_no_control_plane(app: Any, tmp_path: Path) -> None:
    target = connected(app, tmp_path)
    with pytest.raises(Untested, match="stays in its own environment"):
        target.elsewhere()
    with pytest.raises(Untested, match="no control plane"):
        _ = target.control
    target.clean_up()
    target.close()


def test_a_rehearsal_leaves_no_folder(app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plane = ControlPlane(EMBEDDED_URL, InProcessTransport(app))
    target = rehearse(settings(app, tmp_path, dry_run=True), plane, RUN, within_limits=False)
    target.start_test("a test")
    target.given().user()
    assert list(tmp_path.iterdir()) != []
    target.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("profile", "given", "limits"),
    [
        ("smoke", {}, (300, 20)),
        ("standard", {}, (1500, 200)),
        ("smoke", {"max_requests": 10}, (10, 20)),
        ("smoke", {"max_creates": 0}, (300, 0)),
    ],
)
def test_limits_are_those_of_the_settings_else_of_the_profile(
    app: Any, tmp_path: Path, profile: str, given: dict[str, int], limits: tuple[int, int]
) -> None:
    found = limits_of(settings(app, tmp_path, profile=profile, **given))
    assert (found.max_requests, found.max_creates) == limits


class EndlessCreates(httpx.BaseTransport):
    """Answers creates with more than any document has, and counts what was read of it."""

    def __init__(self, app: Any) -> None:
        self._line = InProcessTransport(app)
        self.read = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and request.url.path.endswith("/users"):
            return httpx.Response(201, content=self._pieces())
        return self._line.handle_request(request)

    def _pieces(self) -> Iterator[bytes]:
        for _ in range(60):
            self.read += 1_000_000
            yield b" " * 1_000_000


def test_an_answer_to_a_create_is_bounded_as_any_other(app: Any, tmp_path: Path) -> None:
    line = EndlessCreates(app)
    target = connect_tenant(settings(app, tmp_path), RUN, line)
    with pytest.raises(NetworkTrouble, match="larger than 20,000,000 bytes"):
        target.given().user()
    assert line.read <= 21_000_000
    target.close()
