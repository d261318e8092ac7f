"""Where the plugin keeps its things in pytest's stashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingone_conformance.config import Settings
from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.pictures import Pictures
from pingone_conformance.plugin.sharding import Shard
from pingone_conformance.plugin.target import Target
from pingone_conformance.waivers import Waivers

SETTINGS = pytest.StashKey[Settings]()
SHARD = pytest.StashKey[Shard]()
TARGET = pytest.StashKey[Target]()
WAIVERS = pytest.StashKey[Waivers]()
EXPECTATIONS = pytest.StashKey[Expectations]()
PICTURES = pytest.StashKey[Pictures]()
# Who is told, in the same process, how long a run waits for its target, and why.
WAITING = pytest.StashKey[Callable[[float, str], None]]()

RUN_OF_WORKER = "pingone_run_id"
"""Where a process that runs tests for another one finds the id of their run."""
