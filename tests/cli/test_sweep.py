"""`pingone-conformance sweep`: finishes what killed runs left, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.cli.sweep import sweep
from pingone_conformance.findings import ConformanceError
from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.server import MockServer
from pingone_conformance.target.ledger import Ledger, Place
from pingone_conformance.target.lost import Directory
from pingone_conformance.target.session import Session
from pingone_conformance.target.transports import InProcessTransport

from ..leftovers import Project, connection_to, everything, place_of, session_over
from .conftest import Call

BASE = "https://tenant.test"
RUN, OTHER = "0a1b2c3d", "99999999"


class Scene:
    """A tenant in process, and a folder of ledgers."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(seed="sweep")
        self.api = session_over(InProcessTransport(self.app), connection_to(self.app, BASE))
        self.place = place_of(self.api.connection)
        self.folder = folder
        self.before = everything(self.app)
        self.connected = 0
        self.said: list[str] = []

    def killed_run(self, run_id: str, *names: str) -> None:
        with Ledger.open(self.folder, run_id, self.place) as ledger:
            for name in names:
                Project(self.api, ledger).user(name)

    def connect(self) -> tuple[Session, Directory, None]:
        self.connected += 1
        return self.api, self.api.platform, None

    def sweep(self, *, dry_run: bool = False, place: Place | None = None) -> int:
        self.said.clear()
        return sweep(
            self.folder, place or self.place, self.connect, self.said.append, dry_run=dry_run, settling=0.0
        )

    def left(self) -> dict[str, Any]:
        return {id_: thing for id_, thing in everything(self.app).items() if id_ not in self.before}

    def files(self) -> set[str]:
        return {file.name for file in self.folder.iterdir()}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.api.close()


def test_what_killed_runs_left_is_deleted_and_their_ledgers_with_it(scene: Scene) -> None:
    other = Project(scene.api).user(f"p1c-{RUN}-1x")
    scene.killed_run(RUN, f"p1c-{RUN}-1", f"p1c-{RUN}-2")
    scene.killed_run(OTHER, f"p1c-{OTHER}-1")
    (scene.folder / f"{RUN}.budget").write_text("of the run, too")
    assert scene.sweep() == 0
    assert scene.said == [
        f"deleted user p1c-{RUN}-2",
        f"deleted user p1c-{RUN}-1",
        f"deleted user p1c-{OTHER}-1",
        "3 deleted, nothing is left.",
    ]
    assert (set(scene.left()), scene.files(), scene.connected) == ({other}, set(), 1)


def test_a_create_without_an_answer_is_found_by_the_platform(scene: Scene) -> None:
    with Ledger.open(scene.folder, RUN, scene.place) as ledger:
        ledger.intend("createUser", {}, f"p1c-{RUN}-1")
    Project(scene.api).user(f"p1c-{RUN}-1")
    other = Project(scene.api).user(f"p1c-{RUN}-10")
    assert (scene.sweep(), set(scene.left())) == (0, {other})


def test_nothing_to_sweep_needs_no_tenant(scene: Scene) -> None:
    scene.killed_run(RUN)
    assert scene.sweep() == 0
    assert scene.said[0].startswith("Nothing to sweep in ")
    assert (scene.connected, scene.files()) == (0, set())


def test_a_run_that_is_going_on_is_left_alone(scene: Scene) -> None:
    scene.killed_run(RUN, f"p1c-{RUN}-1")
    with Ledger.open(scene.folder, RUN, scene.place):
        for dry_run in (True, False):
            assert scene.sweep(dry_run=dry_run) == 0
            assert scene.said[0] == f"run {RUN}: left alone, it is still going on"
    assert (scene.connected, len(scene.left())) == (0, 1)


def test_another_environment_is_left_alone_and_named(scene: Scene) -> None:
    scene.killed_run(RUN, f"p1c-{RUN}-1")
    elsewhere = Place(scene.place.api_path, scene.place.auth_path, "elsewhere")
    assert scene.sweep(place=elsewhere) == 0
    assert " ".join(scene.said[0].split()) == (
        f"run {RUN}: left alone, in environment {scene.place.environment_id}"
    )
    assert (scene.connected, len(scene.left())) == (0, 1)


def test_a_dry_run_asks_nothing_and_changes_nothing(scene: Scene) -> None:
    scene.killed_run(RUN, f"p1c-{RUN}-1")
    with Ledger.open(scene.folder, RUN, scene.place) as ledger:
        ledger.intend("createVerifyPolicy", {}, f"p1c-{RUN}-2")
    files = scene.files()
    assert scene.sweep(dry_run=True) == 3
    assert scene.said == [
        f"would look for policy p1c-{RUN}-2",
        f"would delete user p1c-{RUN}-1",
        "2 things are left; nothing was deleted.",
    ]
    assert (scene.connected, len(scene.left())) == (0, 1)
    assert scene.files() >= files - {f"{RUN}.sqlite-wal", f"{RUN}.sqlite-shm"}


def test_what_cannot_be_deleted_is_told_and_kept(scene: Scene) -> None:
    scene.killed_run(RUN, f"p1c-{RUN}-1")
    with Ledger.open(scene.folder, RUN, scene.place) as ledger:
        ledger.intend("createUser", {}, None)
    assert scene.sweep() == 3
    assert scene.said[0] == f"deleted user p1c-{RUN}-1"
    assert " ".join(scene.said[1].split()) == (
        "left a user: its create got no answer, so it may have been made; it has no name of this run to look for"
    )
    assert f"{RUN}.sqlite" in scene.said[2]
    assert scene.said[3] == "1 deleted, 1 thing is left."
    assert f"{RUN}.sqlite" in scene.files()


def test_a_file_that_is_no_ledger_keeps_no_other_from_being_swept(scene: Scene) -> None:
    (scene.folder / "torn.sqlite").write_text("torn")
    scene.killed_run(RUN, f"p1c-{RUN}-1")
    assert (scene.sweep(), scene.left(), scene.files()) == (3, {}, {"torn.sqlite"})


def test_settings_that_cannot_connect_end_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.killed_run(RUN, f"p1c-{RUN}-1")

    def connect() -> None:
        raise ConformanceError("the private key cannot be read")

    monkeypatch.setattr(scene, "connect", connect)
    with pytest.raises(ConformanceError, match="the private key cannot be read"):
        scene.sweep()
    monkeypatch.undo()
    assert (scene.sweep(), scene.left()) == (0, {})


def test_an_interrupt_ends_it_and_says_what_was_not_reached(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for run_id in (RUN, OTHER):
        scene.killed_run(run_id, f"p1c-{run_id}-1")

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scene.api, "call", interrupted)
    assert scene.sweep() == 3
    assert scene.said[0] == f"left user p1c-{RUN}-1: not reached before the interrupt"
    assert f"run {OTHER}: not reached" in scene.said
    monkeypatch.undo()
    assert (scene.sweep(), scene.left()) == (0, {})


def test_lines_fit_the_terminal_and_cannot_steer_it(scene: Scene) -> None:
    with Ledger.open(scene.folder, RUN, scene.place) as ledger:
        ledger.intend("createUser", {}, "\x1b[2Jsomebody\n" + "long " * 30)
    assert scene.sweep() == 3
    assert max(len(line) for said in scene.said for line in said.splitlines() if " " in line.strip()) <= 80
    assert all(char.isprintable() for said in scene.said for line in said.splitlines() for char in line)


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(seed="sweep") as serving:
        yield serving


def variables(server: MockServer) -> dict[str, str]:
    connection = connection_to(server.app, server.base_url)
    return {
        "PINGONE_API_PATH": connection.api_path,
        "PINGONE_AUTH_PATH": connection.auth_path,
        "PINGONE_ENVIRONMENT_ID": connection.environment_id,
        "PINGONE_CLIENT_ID": connection.client_id,
        "PINGONE_CLIENT_SECRET": connection.client_secret,
    }


def test_the_command_sweeps_the_environment_of_its_settings(
    call: Call, server: MockServer, tmp_path: Path
) -> None:
    place = place_of(connection_to(server.app, server.base_url))
    before = everything(server.app)
    with Ledger.open(tmp_path / "ledgers", RUN, place) as ledger:
        with InProcessTransport(server.app) as transport:
            api = session_over(transport, connection_to(server.app, server.base_url))
            Project(api, ledger).user(f"p1c-{RUN}-1")
        ledger.intend("createUser", {}, f"p1c-{RUN}-2")
    given = {**variables(server), "PINGONE_CONFORMANCE_LEDGER": str(tmp_path / "ledgers")}
    dry = call("sweep", "--dry-run", **given)
    assert (dry.returncode, dry.stdout.splitlines()[1]) == (3, f"would delete user p1c-{RUN}-1")
    done = call("sweep", "--ledger", "ledgers", **variables(server))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"deleted user p1c-{RUN}-1", "1 deleted, nothing is left."]
    assert everything(server.app) == before


def test_settings_that_are_missing_are_bad_configuration(call: Call) -> None:
    done = call("sweep", PINGONE_REGION_CODE="EU")
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert "PINGONE_CLIENT_ID" in done.stderr
