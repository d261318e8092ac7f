"""The processes behind the engines: what they inherit, when they end, what follows them."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.scripting.conftest import PRELUDE, Runner

from pingone_conformance.scripting import process, rhino_engine
from pingone_conformance.scripting.engines import engine
from pingone_conformance.scripting.program import (
    EngineUnavailableError,
    Limits,
    Part,
    Reason,
    ScriptFailedError,
)
from pingone_conformance.scripting.quickjs_engine import QuickJS
from pingone_conformance.scripting.rhino_engine import JAR, Rhino, jar, java

Fresh = Callable[[str], Runner]


def nobody(name: str, arguments: list[object], /) -> None:
    """A host that does nothing."""


ENDLESS = "while (true) {}"


def worker_of(runner: Runner) -> subprocess.Popen[bytes]:
    """The process that an engine has started."""
    found: subprocess.Popen[bytes] = runner.engine._worker._process  # type: ignore[attr-defined]
    return found


def test_there_is_one_engine_of_a_name() -> None:
    assert engine("quickjs") is engine()
    with pytest.raises(KeyError):
        engine("v8")


@pytest.mark.parametrize("name", ["quickjs", "rhino"])
def test_a_process_is_kept_until_it_is_killed(fresh: Fresh, name: str) -> None:
    run = fresh(name)
    run("1")
    first = worker_of(run)
    run.failure("throw 1;")
    assert worker_of(run) is first
    assert run.failure(ENDLESS, limits=Limits(seconds=0.2)).reason is Reason.TIME
    run("1")
    assert worker_of(run) is not first
    assert first.poll() is not None


def test_a_process_that_died_between_programs_is_replaced(fresh: Fresh) -> None:
    run = fresh("quickjs")
    run("1")
    worker_of(run).kill()
    worker_of(run).wait()
    assert run("call('tell', 1);") == [[1]]


def test_a_process_that_dies_in_a_program_fails_it(fresh: Fresh) -> None:
    run = fresh("quickjs")

    def host(name: str, arguments: list[object], /) -> None:
        worker_of(run).kill()

    with pytest.raises(ScriptFailedError) as caught:
        run.engine.run([PRELUDE, Part("a.js", "call('tell');")], host)
    assert caught.value.reason is Reason.ERROR
    assert run("call('tell', 1);") == [[1]]


def test_closing_ends_the_process_and_another_program_starts_one(fresh: Fresh) -> None:
    run = fresh("quickjs")
    run("1")
    first = worker_of(run)
    run.engine.close()
    run.engine.close()
    assert first.poll() is not None
    assert run("call('tell', 1);") == [[1]]


def test_a_mistake_of_the_host_goes_to_who_called(fresh: Fresh) -> None:
    run = fresh("quickjs")

    def host(name: str, arguments: list[object], /) -> None:
        raise LookupError(name)

    with pytest.raises(LookupError):
        run.engine.run([PRELUDE, Part("a.js", "call('tell');")], host)
    assert run("call('tell', 1);") == [[1]]


def test_a_host_cannot_run_a_program_on_the_engine_that_waits_for_it(fresh: Fresh) -> None:
    run = fresh("quickjs")

    def host(name: str, arguments: list[object], /) -> None:
        run("1")

    with pytest.raises(RuntimeError):
        run.engine.run([PRELUDE, Part("a.js", "call('tell');")], host)


def test_threads_take_turns() -> None:
    found: dict[int, list[object]] = {}

    def work(number: int) -> None:
        runner = Runner(engine())
        for _ in range(10):
            found.setdefault(number, []).extend(runner(f"call('tell', {number}); call('tell', {number});"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [[number]] * 20 for number in range(4)}


def test_a_first_part_that_is_prepared_is_as_good_as_one_that_is_not(on_quickjs: Runner) -> None:
    counts = Part("counts.js", "var count = (typeof count === 'undefined' ? 0 : count) + 1;")
    asks = Part("asks.js", "var count = JSON.parse(__host('tell', '[5]')).value[0];")
    for first, expected in [(counts, 1), (counts, 1), (asks, 5), (asks, 5), (counts, 1), (asks, 5)]:
        on_quickjs.told = []
        on_quickjs.engine.run(
            [first, Part("a.js", "__host('tell', JSON.stringify([count]));")], on_quickjs.host
        )
        assert on_quickjs.told[-1] == [expected]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
@pytest.mark.parametrize("name", ["quickjs", "rhino"])
def test_a_process_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, fresh: Fresh, name: str) -> None:
    monkeypatch.setenv("PINGONE_CLIENT_SECRET", "hunter2")
    run = fresh(name)
    with open(os.devnull, "rb") as held:  # noqa: PTH123 - one more open file
        os.set_inheritable(held.fileno(), True)
        run("1")
        files = {str(link.readlink()) for link in Path(f"/proc/{worker_of(run).pid}/fd").iterdir()}
    environment = Path(f"/proc/{worker_of(run).pid}/environ").read_bytes()
    assert {entry.split(b"=")[0].decode() for entry in environment.split(b"\0") if entry} <= set(
        process.PASSED_ON
    )
    assert not {file for file in files if file.startswith("socket:")}
    assert len([file for file in files if file.startswith("pipe:")]) <= 2 + (name == "rhino")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_has_a_worker_of_its_own() -> None:
    script = """
import os, sys
from pingone_conformance.scripting.engines import engine
from pingone_conformance.scripting.program import Part
def pid():
    return engine()._worker._process.pid
def value():
    told = []
    engine().run([Part("a", "__host('tell', '[1]');")], lambda name, arguments: told.append(arguments))
    return told
assert value() == [[1]]
mine = pid()
child = os.fork()
if not child:
    try:
        assert value() == [[1]] and pid() != mine
        engine().close()
    except BaseException as error:
        print(error, file=sys.stderr)
        os._exit(1)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert value() == [[1]] and pid() == mine
"""
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", script], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_an_engine_that_nobody_closed_leaves_no_warning() -> None:
    script = """
from pingone_conformance.scripting.engines import engine
from pingone_conformance.scripting.program import Part
engine().run([Part("a", "1")], print)
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_an_engine_that_is_forgotten_does_not_end_the_process_of_its_parent() -> None:
    first = QuickJS()
    first.run([Part("a", "1")], nobody)
    worker = first._worker
    assert worker is not None
    first.forget()
    assert first._worker is None
    # What only the parent may do: here both are one process.
    worker._process.returncode = None
    worker.close()
    del first
    gc.collect()


def test_a_worker_whose_parent_was_killed_ends_itself() -> None:
    """Its own clock rings some seconds after the parent's would have; here it is set back by almost as much."""
    runner = QuickJS()
    runner.run([Part("a", "1")], nobody)
    worker = runner._worker
    assert worker is not None
    program = {"parts": [ENDLESS], "seconds": -4.8, "memory": 2**26, "output": 1, "calls": 1}
    worker.send(json.dumps(program))
    assert worker._process.wait() != 0
    runner.close()


def test_without_java_there_is_no_rhino(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailableError) as caught:
        java({"PATH": str(tmp_path)})
    assert "Java" in caught.value.message
    assert "apt install" in caught.value.hint
    with pytest.raises(EngineUnavailableError, match="JAVA_HOME"):
        java({"PATH": os.environ["PATH"], "JAVA_HOME": str(tmp_path)})


def test_a_jar_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineUnavailableError) as caught:
        jar({JAR: str(tmp_path / "rhino.jar")})
    assert JAR in caught.value.hint
    named = tmp_path / "own.jar"
    named.touch()
    assert jar({JAR: str(named)}) == named
    monkeypatch.setattr(rhino_engine, "_JARS", (tmp_path / "none.jar",))
    with pytest.raises(EngineUnavailableError, match="not installed"):
        jar({})


def test_a_jar_that_is_not_rhino_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_rhino: Runner
) -> None:
    named = tmp_path / "own.jar"
    named.write_bytes(b"no jar")
    monkeypatch.setenv(JAR, str(named))
    runner = Rhino()
    with pytest.raises(EngineUnavailableError, match="did not start"):
        runner.run([Part("a", "1")], on_rhino.host)
