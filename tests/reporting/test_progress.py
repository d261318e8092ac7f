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
    return progress._bar.tasks[0].description


def test_a_calm_run_tells_of_no_waiting(progress, make):
    progress.expect(2)
    progress.advance(make.outcome("USER-001"))
    assert line(progress) == "trying"


def test_waiting_shows_while_it_lasts(progress, make):
    progress.expect(2)
    progress.wait(3.0, "429")
    assert line(progress) == "trying, waiting 3 s (429)"
    progress.wait(0.1234, "no answer")
    assert line(progress) == "trying, waiting 0.12 s (no answer)"


def test_what_was_waited_stays(progress, make):
    progress.expect(2)
    progress.advance(make.outcome("USER-001", waited=0.4))
    assert line(progress) == "trying"
    progress.advance(make.outcome("USER-002", waited=12.3))
    assert line(progress) == "trying, waited 13 s"
    progress.wait(20.0, "503")
    assert line(progress) == "trying, waited 13 s, waiting 20 s (503)"


def test_breaches_come_first(progress, make):
    progress.expect(1)
    progress.advance(make.breaking("USER-001"))
    progress.wait(1.0, "429")
    assert line(progress) == "trying, 1 breaches, waiting 1 s (429)"
