"""The progress line says what was found, and that and why a run waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from pingone_conformance.reporting.progress import Progress


class Config:
    """As much of pytest's configuration as the bar asks for."""

    def __init__(self):
        self.pluginmanager = SimpleNamespace(get_plugin=lambda _: None)
        self.cleanups: list[Callable[[], None]] = []

    def add_cleanup(self, function):
        self.cleanups.append(function)


@pytest.fixture
def progress(tmp_path) -> Iterator[Progress]:
    config = Config()
    progress = Progress(config, tmp_path)
    yield progress
    progress.stop()
    for cleanup in config.cleanups:
        cleanup()


def line(progress):
    return progress._live.line


def test_a_calm_run_tells_of_no_waiting(progress, make):
    assert line(progress) == "collecting"
    progress.expect(2)
    progress.advance(make.outcome("USER-001"))
    assert line(progress) == "1 of 2 tests"


def test_waiting_shows_while_it_lasts(progress, make):
    progress.expect(2)
    progress.wait(3.0, "429")
    assert line(progress) == "0 of 2 tests, waiting 3 s (429)"
    progress.wait(0.1234, "no answer")
    assert line(progress) == "0 of 2 tests, waiting 0.12 s (no answer)"
    progress.advance(make.outcome("USER-001"))
    assert line(progress) == "1 of 2 tests"


def test_what_was_waited_stays(progress, make):
    progress.expect(2)
    progress.advance(make.outcome("USER-001", waited=0.4))
    assert line(progress) == "1 of 2 tests"
    progress.advance(make.outcome("USER-002", waited=12.3))
    assert line(progress) == "2 of 2 tests, waited 13 s"
    progress.wait(20.0, "503")
    assert line(progress) == "2 of 2 tests, waited 13 s, waiting 20 s (503)"


def test_breaches_come_first(progress, make):
    progress.expect(2)
    progress.advance(make.breaking("USER-001"))
    progress.wait(1.0, "429")
    assert line(progress) == "1 of 2 tests, 1 breach, waiting 1 s (429)"
    progress.advance(make.breaking("USER-001"))
    assert line(progress) == "2 of 2 tests, 2 breaches"


def test_the_end_of_a_run_on_a_tenant_is_told(progress, make):
    progress.expect(1)
    progress.advance(make.breaking("USER-001"))
    progress.clean_up()
    assert line(progress) == "1 of 1 tests, 1 breach, cleaning up"


def test_a_rehearsal_is_told_from_the_run(tmp_path, make):
    config = Config()
    progress = Progress(config, tmp_path, rehearsal=True)
    progress.expect(2)
    progress.stop()
    assert line(progress) == "0 of 2 tests of the rehearsal"
    for cleanup in config.cleanups:
        cleanup()
