"""Where the plugin keeps its things in pytest's stashes."""

from __future__ import annotations

import pytest

from pingone_conformance.config import Settings
from pingone_conformance.plugin.connect import Target
from pingone_conformance.plugin.expectations import Expectations

SETTINGS = pytest.StashKey[Settings]()
TARGET = pytest.StashKey[Target]()
EXPECTATIONS = pytest.StashKey[Expectations]()
