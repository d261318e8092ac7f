"""A ledger survives whatever ends its run, and says which run is still going on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.target.ledger import Ledger, Place, State, Thing, ledgers, tidy

PLACE = Place("https://api.test/v1", "https://auth.test", "env")
RUN = "0a1b2c3d"
SECONDS = 120

OPENED = f"""
import os, signal, sys
from pathlib import Path
from pingone_conformance.target.ledger import Ledger, Place
ledger = Ledger.open(Path(sys.argv[1]), "{RUN}", Place("https://api.test/v1", "https://auth.test", "env"))
"""


def process(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OPENED + script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(script: str, folder: Path) -> int:
    with process(script, folder) as child:
        child.communicate(timeout=SECONDS)
    return child.returncode


def opened(folder: Path, run_id: str = RUN, place: Place = PLACE) -> Ledger:
    return Ledger.open(folder, run_id, place)


def shown(things: list[Thing]) -> list[tuple[str, str | None, str | None, State]]:
    return [(thing.undo, thing.name, thing.id, thing.state) for thing in things]


def test_what_is_pending_is_told_newest_first(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        user = ledger.intend("createUser", {"envID": "env"}, f"{ledger.prefix}1")
        ledger.made(user, "u")
        ledger.made(ledger.intend("createVerifyTransaction", {"envID": "env", "userID": "u"}, None), "t")
        ledger.intend("createVerifyPolicy", {}, f"{ledger.prefix}2")
        ledger.refused(ledger.intend("createUser", {}, f"{ledger.prefix}3"))
        pending = ledger.pending()
    assert shown(pending) == [
        ("deleteVerifyPolicy", "p1c-0a1b2c3d-2", None, State.INTENDED),
        ("deleteVerifyTransaction", None, "t", State.MADE),
        ("deleteUser", "p1c-0a1b2c3d-1", "u", State.MADE),
    ]
    assert pending[1].path == {"userID": "u"}


def test_with_a_user_go_its_transactions_and_no_other(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        users = [ledger.intend("createUser", {}, None) for _ in range(2)]
        for number, id_ in zip(users, "uv", strict=True):
            ledger.made(number, id_)
            ledger.intend("createVerifyTransaction", {"userID": id_}, None)
        ledger.gone(users[0])
        assert [(thing.id, thing.path) for thing in ledger.pending()] == [(None, {"userID": "v"}), ("v", {})]


def test_what_a_test_deletes_is_gone(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.made(ledger.intend("createUser", {}, None), "u")
        ledger.made(ledger.intend("createVerifyPolicy", {}, None), "p")
        ledger.deleted("deleteVerifyPolicy", {"envID": "env", "verifyPolicyID": "u"})
        ledger.deleted("deleteUser", {"envID": "env", "userID": "u"})
        assert [thing.id for thing in ledger.pending()] == ["p"]
        assert (ledger.has("u"), ledger.has("p"), ledger.has("x")) == (True, True, False)


def test_an_empty_id_leaves_a_create_without_an_answer(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.made(ledger.intend("createUser", {}, None), "")
        assert shown(ledger.pending()) == [("deleteUser", None, None, State.INTENDED)]


@pytest.mark.parametrize("operation", ["readOneUser", "replaceUser", "deleteUser", "nothing"])
def test_what_no_delete_undoes_is_no_create(tmp_path: Path, operation: str) -> None:
    with opened(tmp_path) as ledger, pytest.raises(ConformanceError, match=f"no delete undoes {operation}"):
        ledger.intend(operation, {}, None)


def test_nothing_is_intended_in_another_environment(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(ConformanceError, match="another environment"):
            ledger.intend("createUser", {"envID": "other"}, None)
        assert ledger.pending() == []


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("n = ledger.intend('createUser', {}, 'x')", State.INTENDED),
        ("n = ledger.intend('createUser', {}, 'x'); ledger.made(n, 'u')", State.MADE),
    ],
)
def test_what_was_written_before_a_kill_is_there_after_it(tmp_path: Path, script: str, state: State) -> None:
    assert ended(f"{script}; os.kill(os.getpid(), signal.SIGKILL)", tmp_path) == -signal.SIGKILL
    (found,), damaged = ledgers(tmp_path)
    with found:
        assert (damaged, found.run_id, found.place) == ([], RUN, PLACE)
        assert [thing.state for thing in found.pending()] == [state]
        assert not found.in_use()


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    script = "for i in range(100): ledger.made(ledger.intend('createUser', {}, None), f'{os.getpid()}-{i}')"
    children = [process(script, tmp_path) for _ in range(2)]
    for child in children:
        with child:
            child.communicate(timeout=SECONDS)
    with opened(tmp_path) as ledger:
        things = ledger.pending()
    assert [child.returncode for child in children] == [0, 0]
    assert {thing.id for thing in things} == {f"{child.pid}-{i}" for child in children for i in range(100)}
    assert len({thing.number for thing in things}) == 200


def test_a_run_is_in_use_until_its_last_process_is_killed(tmp_path: Path) -> None:
    waiting = "print('there', flush=True); sys.stdin.read()"
    first, second = process(waiting, tmp_path), process(waiting, tmp_path)
    seen = []
    with first, second:
        for child in (first, second):
            assert child.stdout is not None
            assert child.stdout.readline() == "there\n"
        (found,), _ = ledgers(tmp_path)
        with found:
            for child in (first, second):
                seen.append((found.in_use(), found.claim()))
                child.kill()
                child.wait(SECONDS)
            assert seen == [(True, False), (True, False)]
            assert (found.in_use(), found.claim()) == (False, True)


def test_a_run_that_is_cleaned_up_is_not_joined_nor_claimed_again(tmp_path: Path) -> None:
    opened(tmp_path).close()
    ((one,), _), ((other,), _) = ledgers(tmp_path), ledgers(tmp_path)
    with one, other:
        assert (one.claim(), other.claim(), other.in_use()) == (True, False, True)
        with pytest.raises(ConformanceError, match="is over and being cleaned up"):
            opened(tmp_path)


def test_a_ledger_that_somebody_discarded_is_not_claimed(tmp_path: Path) -> None:
    opened(tmp_path).close()
    ((one,), _), ((other,), _) = ledgers(tmp_path), ledgers(tmp_path)
    with other:
        assert one.claim()
        one.discard()
        assert not other.claim()
    assert list(tmp_path.iterdir()) == []


def test_nothing_pending_is_discarded(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        number = ledger.intend("createUser", {}, None)
        with pytest.raises(ConformanceError, match="has 1 things"):
            ledger.discard()
        ledger.refused(number)
        ledger.discard()
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "ledgers"
    with opened(folder) as ledger:
        ledger.intend("createUser", {}, None)
        modes = {file.name: file.stat().st_mode & 0o777 for file in (folder, *folder.iterdir())}
    assert modes.pop("ledgers") == 0o700
    assert set(modes.values()) == {0o600}
    assert f"{RUN}.sqlite" in modes


def test_a_run_stays_in_its_environment_whatever_its_auth_host_is_called(tmp_path: Path) -> None:
    opened(tmp_path).close()
    opened(tmp_path, place=Place(PLACE.api_path, "https://login.example.com", PLACE.environment_id)).close()
    with pytest.raises(ConformanceError, match="is of another environment"):
        opened(tmp_path, place=Place(PLACE.api_path, PLACE.auth_path, "other"))
    with opened(tmp_path):
        pass  # what failed left nobody present


@pytest.mark.parametrize("run_id", ["", "../../x", "0A1B2C3D", "0a1b2c3d4"])
def test_an_id_that_is_none_names_no_file(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(ConformanceError, match="is no id of a run"):
        opened(tmp_path, run_id)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConformanceError, match=r"cannot be written: Not a directory\nhint: .*--ledger"):
        opened(tmp_path / "file" / "below")


def another_database(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE things (number)")
    database.close()


def torn(file: Path) -> None:
    with opened(file.parent) as ledger:
        for _ in range(200):
            ledger.intend("createUser", {}, "p1c-" + "x" * 100)
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_text("no database, but long enough to be told from one " * 100),
        lambda file: file.mkdir(),
        another_database,
        torn,
    ],
    ids=["empty", "text", "folder", "another database", "torn"],
)
def test_a_file_that_is_no_ledger_is_told_and_left_alone(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / f"{RUN}.sqlite"
    spoil(file)
    opened(tmp_path, "aaaaaaaa").close()
    found, damaged = ledgers(tmp_path)
    for ledger in found:
        ledger.close()
    assert [ledger.run_id for ledger in found] == ["aaaaaaaa"]
    assert len(damaged) == 1
    assert str(file) in damaged[0].message
    assert damaged[0].hint
    with pytest.raises(ConformanceError):
        opened(tmp_path)
    assert file.exists()


def test_a_ledger_of_before_there_was_a_cloud_is_read(tmp_path: Path) -> None:
    """Who installs a new version may have something left of a run of the old one."""
    with opened(tmp_path) as ledger:
        ledger.intend("createUser", {}, f"p1c-{RUN}-1")
    with sqlite3.connect(tmp_path / f"{RUN}.sqlite") as database:
        database.execute("ALTER TABLE run DROP COLUMN cloud")
        database.execute("PRAGMA user_version = 1")
    database.close()
    (found,), damaged = ledgers(tmp_path)
    with found:
        assert (len(found.pending()), found.place, found.place.cloud, damaged) == (1, PLACE, "", [])


def test_what_a_run_makes_under_an_id_of_its_own_is_known_before_it_is_there(tmp_path: Path) -> None:
    path = {"secretName": f"esv-p1c-{RUN}-1"}
    with opened(tmp_path) as ledger:
        number = ledger.intend("replaceSecret", path, path["secretName"], path["secretName"])
        (thing,) = ledger.pending()
        assert (thing.id, thing.state) == (path["secretName"], State.INTENDED)
        assert not ledger.exists("replaceSecret", path["secretName"])
        ledger.made(number, path["secretName"])
        assert ledger.exists("replaceSecret", path["secretName"])
        ledger.deleted("deleteSecret", path)
        assert not ledger.exists("replaceSecret", path["secretName"])


def test_a_folder_that_is_not_there_has_no_ledgers(tmp_path: Path) -> None:
    assert ledgers(tmp_path / "nowhere") == ([], [])


def test_what_killed_runs_began_is_tidied_up_after_a_while(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / ".p1c-draft-x").mkdir()
    (tmp_path / ".p1c-draft-x" / f"{RUN}.sqlite").touch()
    others = ("of-somebody.txt", "deadbeef.txt", f"{RUN}.budget")
    for name in ("aaaaaaaa.alive", "bbbbbbbb.budget-wal", "cccccccc.alive", *others):
        (tmp_path / name).touch()
    for file in tmp_path.iterdir():
        if file.name != "cccccccc.alive":
            os.utime(file, (1, 1))
    tidy(tmp_path)
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {f"{RUN}.sqlite", f"{RUN}.alive", "cccccccc.alive", *others}
