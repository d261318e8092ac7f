"""What is said while something goes on: lines in a log, a bar on a terminal."""

from __future__ import annotations

import io
import threading

import pytest
from rich.console import Console

from pingone_conformance.reporting import live
from pingone_conformance.reporting.live import Live


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def log():
    return io.StringIO()


@pytest.fixture
def lines(log, clock):
    return Live(Console(file=log), "tests", clock=clock)


def after(clock, lines, seconds):
    clock.now += seconds
    lines.look()


def test_nothing_is_said_in_the_first_ten_seconds(lines, log, clock):
    after(clock, lines, 9.9)
    assert log.getvalue() == ""


def test_there_is_a_line_every_ten_seconds(lines, log, clock):
    after(clock, lines, 10)
    lines.expect(1034)
    after(clock, lines, 5)
    for _ in range(230):
        lines.advance("2 breaches, waited 12 s")
    for _ in range(30):
        after(clock, lines, 1)
    assert log.getvalue().splitlines() == [
        "collecting",
        "230 of 1,034 tests, 2 breaches, waited 12 s",
        "230 of 1,034 tests, 2 breaches, waited 12 s",
        "230 of 1,034 tests, 2 breaches, waited 12 s",
    ]


def test_the_pace_is_kept_after_a_pause(lines, log, clock):
    after(clock, lines, 95)
    after(clock, lines, 1)
    assert log.getvalue() == "collecting\n"


@pytest.mark.parametrize(
    "variables", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "true"}, {"TERM": "xterm"}]
)
def test_a_log_has_no_control_codes(log, clock, monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with Live(Console(file=log), "tests", clock=clock) as lines:
        lines.expect(2)
        lines.advance()
        after(clock, lines, 10)
    assert log.getvalue() == "1 of 2 tests\n"


def test_lines_come_while_nothing_is_done(log, clock, monkeypatch):
    monkeypatch.setattr(live, "_LOOK", 0.001)
    written = threading.Event()

    class Log(io.StringIO):
        def flush(self):
            written.set()

    log = Log()
    with Live(Console(file=log), "tests", clock=clock) as lines:
        lines.expect(3)
        lines.note("waiting 60 s (429)")
        clock.now += 10
        assert written.wait(60)
    assert log.getvalue() == "0 of 3 tests, waiting 60 s (429)\n"


def test_a_log_that_nobody_reads_any_more_does_no_harm(clock, monkeypatch):
    monkeypatch.setattr(live, "_LOOK", 0.001)
    asked = threading.Event()

    class Gone(io.StringIO):
        def write(self, _text):
            asked.set()
            raise BrokenPipeError

    with Live(Console(file=Gone()), "tests", clock=clock) as lines:
        clock.now += 10
        assert asked.wait(60)
        lines.advance()


def test_a_terminal_has_a_bar_and_no_lines(clock):
    terminal = Terminal()
    with Live(Console(file=terminal, force_terminal=True), "tests", clock=clock) as shown:
        shown.expect(1034)
        shown.advance("2 breaches")
        shown.note("2 breaches", at_once=True)
        clock.now += 60
    text = terminal.getvalue()
    assert "trying, 2 breaches" in text
    assert "1/1034" in text
    assert "1 of 1,034" not in text


def test_a_terminal_that_can_do_nothing_has_lines(clock):
    terminal = Terminal()
    with Live(
        Console(file=terminal, force_terminal=True, _environ={"TERM": "dumb"}), "tests", clock=clock
    ) as shown:
        shown.expect(2)
        after(clock, shown, 10)
    assert terminal.getvalue() == "0 of 2 tests\n"
