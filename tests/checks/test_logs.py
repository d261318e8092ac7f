"""What a log has of a message."""

import pytest

from pingone_conformance.checks.logs import logged, not_logged

LOG = [
    {"level": "WARN", "logger": "one", "message": "once"},
    {"level": "WARN", "logger": "one", "message": "twice"},
    {"level": "ERROR", "logger": "two", "message": "twice"},
]


@pytest.mark.parametrize("levels", [(), ("WARN",), ("WARNING", "WARN")])
def test_a_message_is_there_once(levels: tuple[str, ...]) -> None:
    assert logged(LOG, "once", *levels) == []


@pytest.mark.parametrize(
    ("message", "levels", "observed"),
    [
        ("once", ("ERROR",), "there at WARN"),
        ("onc", (), "not there"),
        ("twice", (), "there at WARN, ERROR"),
        ("twice", ("WARN",), "there at WARN, ERROR"),
    ],
)
def test_a_message_is_missing_or_elsewhere(message: str, levels: tuple[str, ...], observed: str) -> None:
    assert [found.observed for found in logged(LOG, message, *levels)] == [observed]


def test_a_message_that_should_not_be_there() -> None:
    assert not_logged(LOG, "onc") == []
    assert [found.observed for found in not_logged(LOG, "once")] == ["there at WARN"]
