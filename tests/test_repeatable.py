"""The same seed twice: the same requests, byte for byte and in the same order, and the same verdicts."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .request_log import NAME
from .turbulence.suite import Tried, try_suite

# A token holds the time of its issue; some are sent with less of a signature, or none.
TOKEN = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+(\.[\w-]*)?")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
SERVERS = {"mock": (), "second-server": ("tests.second_server.plugin",)}


@dataclass(frozen=True)
class Logged:
    """A run and its requests, in order."""

    tried: Tried
    log: str

    @property
    def requests(self) -> list[str]:
        """The requests without the clock of the server: its tokens numbered as they appear, its times left out.

        Everything else is compared as it was sent, ids included: the servers draw theirs from the seed.
        """
        numbers: defaultdict[str, int] = defaultdict(itertools.count(1).__next__)
        numbered = TOKEN.sub(lambda found: f"token-{numbers[found[0]]}", self.log)
        return TIME.sub("a time", numbered).splitlines()

    @property
    def verdicts(self) -> list[tuple[Any, ...]]:
        """What became of each rule."""
        kept = ("id", "verdict", "reason", "tests", "finding_count")
        return [tuple(row[name] for name in kept) for row in self.tried.results["rules"]]


def logged(folder: Path, server: str, profile: str) -> Logged:
    """A run that generates its cases itself."""
    plugins = (*SERVERS[server], "tests.request_log")
    out = folder / "out"
    tried = try_suite(out, f"--pingone-profile={profile}", plugins=plugins, cache=folder / "cache")
    return Logged(tried, (out / NAME).read_text(encoding="utf-8"))


RUNS = [
    pytest.param(("mock", "smoke"), id="mock-smoke"),
    *(pytest.param((server, "standard"), id=server, marks=pytest.mark.soak) for server in SERVERS),
]


@pytest.fixture(scope="module", params=RUNS)
def twice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Logged]:
    return [logged(tmp_path_factory.mktemp("run"), *request.param) for _ in range(2)]


def test_the_same_seed_sends_the_same_requests_in_the_same_order(twice: list[Logged]) -> None:
    one, two = (run.requests for run in twice)
    different = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    assert (different[:3], len(one)) == ([], len(two))


def test_every_request_is_in_the_log(twice: list[Logged]) -> None:
    # A summary counts what tests sent, the log what their fixtures sent in the end, too.
    assert len(twice[0].requests) >= twice[0].tried.summary["requests"] >= 1000


def test_the_same_seed_gives_the_same_verdicts(twice: list[Logged]) -> None:
    assert twice[0].verdicts == twice[1].verdicts


def test_scripts_are_tried_with_the_same_requests_by_one_process_and_by_two(tmp_path: Path) -> None:
    runs = [
        try_suite(tmp_path / name, *options, suites=["bindings"])
        for name, options in (("one", ()), ("two", ("-n", "2")))
    ]
    one, two = (run.summary for run in runs)
    assert one["requests_fingerprint"] == two["requests_fingerprint"]
    assert one["requests"] == two["requests"]
