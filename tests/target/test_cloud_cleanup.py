"""What a run made in Advanced Identity Cloud is deleted: journeys before nodes before scripts, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.spec import load_cloud_description, load_description
from pingone_conformance.target.cleanup import Leftover, clean_up
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.cloud_given import CloudGiven
from pingone_conformance.target.cloud_guard import CloudGuard
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.flows import NoFlows
from pingone_conformance.target.given import Given
from pingone_conformance.target.guard import Guard
from pingone_conformance.target.ledger import Ledger
from pingone_conformance.target.transports import InProcessTransport
from pingone_conformance.target.verifications import Nobody

from ..leftovers import Directory, connection_to, place_of, session_over
from .served import settings
from .test_cleanup import BASE, RUN, Tenant


class Scene:
    """A run that made things on both sides of a mock, and another project that did so before."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(seed="clean-up")
        self.tenant = Tenant(self.app)
        self.api = session_over(self.tenant, connection_to(self.app, BASE))
        self.api.recorder.waits.sleep = lambda _: None
        plane = ControlPlane(BASE, InProcessTransport(self.app))
        self.connection = plane.cloud_connection()
        description = load_cloud_description()
        place = replace(place_of(self.api.connection), cloud=self.connection.base_url)
        self.ledger = Ledger.open(folder, RUN, place)
        chosen = settings(allow="changes", environment_id=self.api.connection.environment_id)
        guard = Guard(load_description(), chosen, self.api.connection.environment_id, self.ledger)
        recorder = self.api.recorder
        self.cloud = CloudSession(
            description, self.connection, recorder, self.tenant, CloudGuard(description, guard, "alpha")
        )
        self.sweeper = CloudSession(description, self.connection, recorder, self.tenant)
        self.run = CloudGiven(Given(self.api, Nobody(), NoFlows(), RUN), self.cloud)
        others = CloudGiven(Given(self.api, Nobody(), NoFlows(), "someone"), self.sweeper)
        self.make(others)
        self.before = self.everything()
        self.gone: list[str] = []

    @staticmethod
    def make(given: CloudGiven) -> None:
        given.secret()
        given.journey()
        given.user()
        given.variable()

    def everything(self) -> set[tuple[str, ...]]:
        store = self.app.state.mock.store.cloud
        return {*store.scripts, *store.nodes, *store.journeys, *store.esvs, *store.managed}

    def clean_up(self, cloud: CloudSession | None) -> list[Leftover]:
        self.tenant.sent.clear()
        return clean_up(
            self.ledger,
            self.api,
            Directory(self.app),
            cloud=cloud,
            on_gone=self.gone.append,
            settling=0.0,
            sleep=lambda _: None,
        )

    def lose(self, operation: str) -> None:
        """Make something of everything, and never learn what came of one of them."""
        self.tenant.lost = {operation}
        with pytest.raises(Exception, match="no answer"):
            self.make(self.run)
        self.tenant.lost = set()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.ledger.close()
    made.api.close()


def test_everything_is_deleted_journeys_first(scene: Scene) -> None:
    scene.make(scene.run)
    assert len(scene.everything() - scene.before) == 6
    assert scene.clean_up(scene.sweeper) == []
    assert scene.tenant.deletes() == [
        "deleteJourney", "deleteNode", "deleteVariable", "deleteManagedUser", "deleteScript", "deleteSecret",
    ]  # fmt: skip
    assert scene.everything() == scene.before
    assert scene.ledger.pending() == []
    assert {what.rpartition(" ")[0] for what in scene.gone} == {
        "journey", "node", "variable", "managed user", "script", "secret",
    }  # fmt: skip


def test_a_script_that_came_after_its_node_goes_after_it(scene: Scene) -> None:
    node = scene.run.node()
    script = scene.run.script()["_id"]
    scene.cloud.call("replaceNode", **node, json=scene.run.node_body(script=script))
    assert scene.clean_up(scene.sweeper) == []
    assert scene.tenant.deletes() == ["deleteNode", "deleteScript", "deleteScript"]


@pytest.mark.parametrize(
    "operation", ["createScript", "createManagedUser", "replaceNode", "replaceJourney", "replaceSecret"]
)
def test_what_was_made_without_an_answer_is_found(scene: Scene, operation: str) -> None:
    scene.lose(operation)
    assert scene.everything() > scene.before
    assert scene.clean_up(scene.sweeper) == []
    assert scene.everything() == scene.before


@pytest.mark.parametrize("made", [True, False])
def test_what_a_script_was_to_make_is_looked_for(scene: Scene, made: bool) -> None:
    name = scene.run.name_for_script()
    if made:
        # A script of the identity management did it: the guard saw nothing.
        body = {"userName": name, "givenName": "A", "sn": "B", "mail": f"{name}@example.com"}
        create = {"_action": "create"}
        scene.sweeper.call("createManagedUser", objectType=scene.run.users, params=create, json=body)
    assert (scene.everything() > scene.before) is made
    assert scene.clean_up(scene.sweeper) == []
    assert scene.everything() == scene.before
    assert scene.ledger.pending() == []


def test_what_was_never_made_is_no_leftover(scene: Scene) -> None:
    def refuse(request: httpx.Request) -> httpx.Response | None:
        if request.extensions["operation"] == "replaceSecret":
            raise httpx.ReadError("lost")
        return None

    scene.tenant.answer = refuse
    with pytest.raises(Exception, match="no answer"):
        scene.run.secret()
    assert scene.clean_up(scene.sweeper) == []
    assert scene.ledger.pending() == []


def test_without_its_settings_the_tenant_is_told(scene: Scene) -> None:
    scene.run.secret()
    elsewhere = replace(scene.connection, base_url="https://another.test")
    another = CloudSession(scene.cloud.description, elsewhere, scene.api.recorder, scene.tenant)
    for cloud in (None, another):
        (left,) = scene.clean_up(cloud)
        assert f"at {BASE}: set AIC_BASE_URL" in str(left)
        assert scene.tenant.sent == []
    assert scene.clean_up(scene.sweeper) == []


def test_a_refused_delete_is_told_and_stops_no_other(scene: Scene) -> None:
    scene.make(scene.run)

    def refuse(request: httpx.Request) -> httpx.Response | None:
        refused = request.extensions["operation"] == "deleteManagedUser"
        return httpx.Response(403, json={"code": 403, "message": "Ms Doe may not"}) if refused else None

    scene.tenant.answer = refuse
    (left,) = scene.clean_up(scene.sweeper)
    assert str(left).startswith("managed user ")
    assert str(left).endswith(": answered 403")


def test_nothing_that_was_made_is_of_a_name_of_its_own(scene: Scene) -> None:
    scene.make(scene.run)
    things = scene.ledger.pending()
    for thing in things:
        names: list[Any] = [thing.name, thing.id]
        assert any(RUN in str(name) for name in names), thing
