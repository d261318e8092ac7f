"""Makes the embedded mock vary: `-p tests.variations.plugin`, with the names of variations in VARIATIONS."""

from __future__ import annotations

import os

import pytest

from pingone_conformance.plugin.connect import connect, embedded_mock
from pingone_conformance.plugin.keys import SETTINGS, TARGET

from . import VARIATIONS

NAMES = "VARIATIONS"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Connect before the run does so itself."""
    stash = session.config.stash
    if session.items and SETTINGS in stash and not session.config.option.collectonly:
        settings = stash[SETTINGS]
        app = embedded_mock(f"run-{settings.seed}", settings.script_engine)
        app.state.mock.faults = [VARIATIONS[name] for name in os.environ[NAMES].split(",")]
        stash[TARGET] = connect(settings, app)
