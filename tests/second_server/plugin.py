"""Puts the second server in the place of the embedded mock: `-p tests.second_server.plugin`."""

from __future__ import annotations

import pytest

from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.keys import SETTINGS, TARGET

from . import create_app

DOMAIN = "second.example"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Connect before the run does so itself."""
    stash = session.config.stash
    if session.items and SETTINGS in stash and not session.config.option.collectonly:
        app = create_app(f"run-{stash[SETTINGS].seed}", domain=DOMAIN)
        stash[TARGET] = connect(stash[SETTINGS], app)
