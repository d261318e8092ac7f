"""Where the plugin keeps its things in pytest's stashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingone_conformance.config import Settings
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.target import Target

SETTINGS = pytest.StashKey[Settings]()
TARGET = pytest.StashKey[Target]()
EXPECTATIONS = pytest.StashKey[Expectations]()
# Who is told, in the same process, how long a run waits for its target, and why.
WAITING = pytest.StashKey[Callable[[float, str], None]]()
