"""The suite of script bindings accuses none of the conforming variations of the mock; and each of them does vary."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Level
from pingone_conformance.mock.faults.exchange import Answer
from pingone_conformance.scripting.engines import EngineUnavailableError, require
from pingone_conformance.scripting.rhino_engine import jar, java

from .turbulence.suite import Tried, try_suite
from .variations import VARIATIONS, Variation, servers
from .variations.plugin import NAMES
from .variations.variation import HELPERS
from .variations.world import World

SERVERS = [*servers()]


def together(engine: str, number: int, *marks: pytest.MarkDecorator) -> Any:
    """One of the servers, counted from 1, on an engine."""
    return pytest.param((engine, SERVERS[number - 1]), id=f"{engine}-{number}", marks=marks)


# The first three take most freedoms; the others take those that are left of the largest groups.
TOGETHER = [*(together("quickjs", number) for number in (1, 2, 3)), together("rhino", 1)]
TOGETHER += [together("quickjs", number, pytest.mark.soak) for number in range(4, len(SERVERS) + 1)]
TOGETHER += [together("rhino", number, pytest.mark.soak) for number in range(2, len(SERVERS) + 1)]
ALONE = [
    pytest.param(("quickjs", [each]), id=name, marks=pytest.mark.soak) for name, each in VARIATIONS.items()
]


def tried_on(out: Path, engine: str, variations: list[Variation]) -> Tried:
    """A run of the suite on a mock that varies; skips where the engine is not installed."""
    try:
        require(engine)
    except EngineUnavailableError as missing:
        pytest.skip(missing.message)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, NAMES, ",".join(each.name for each in variations))
        options = (f"--pingone-script-engine={engine}", "-rs")
        return try_suite(out, *options, suites=["bindings"], plugins=["tests.variations.plugin"])


def rules_that(tried: Tried, *verdicts: str) -> dict[str, str]:
    """The rules with one of the verdicts, and what was seen of each."""
    return {
        row["id"]: str(row["reason"] or [finding["observed"] for finding in row["findings"][:2]])
        for row in tried.results["rules"]
        if row["verdict"] in verdicts
    }


@pytest.fixture(scope="module", params=[*TOGETHER, *ALONE])
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Tried, list[Variation]]:
    engine, variations = request.param
    return tried_on(tmp_path_factory.mktemp("varied") / "out", engine, variations), variations


def test_it_is_accused_of_nothing(run: tuple[Tried, list[Variation]]) -> None:
    tried, _ = run
    assert tried.results["complete"]
    assert rules_that(tried, "violates", "broken") == {}


def test_it_deviates_where_a_document_speaks_against_it(run: tuple[Tried, list[Variation]]) -> None:
    tried, variations = run
    expected = {rule for each in variations for rule in each.deviates}
    found = rules_that(tried, "deviates")
    assert found.keys() == expected, found


def test_every_test_could_try_it(run: tuple[Tried, list[Variation]]) -> None:
    tried, _ = run
    untested = [row["id"] for row in tried.results["rules"] if row["tests"] and row["verdict"] == "untested"]
    skipped = [line for line in tried.output.splitlines() if line.startswith("SKIPPED")]
    assert (untested, skipped) == ([], [])


def test_no_must_speaks_against_a_variation() -> None:
    rules = contracts().rules
    spoken = {rule for each in VARIATIONS.values() for rule in each.deviates}
    assert Level.MUST not in {rules[rule].level for rule in spoken}


SHOWING = [name for name, each in VARIATIONS.items() if each.shows]


@pytest.mark.parametrize("name", SHOWING)
def test_it_varies(name: str) -> None:
    variation = VARIATIONS[name]
    usual, other = (
        world.shown(variation.shows, legacy=variation.legacy) for world in (World(), World(variation))
    )
    assert usual != other


def test_what_shows_nothing_changes_answers() -> None:
    others = [each for name, each in VARIATIONS.items() if name not in SHOWING]
    assert others
    for each in others:
        body = json.dumps({"callbacks": [{"type": "HiddenValueCallback", "output": [{"name": "id"}]}]})
        answer: Any = Answer(200, [], body.encode())
        running = each.run(answer)
        next(running)
        with pytest.raises(StopIteration):
            running.send(answer)
        assert answer.changed


# Values of Java, and the same as variations make them.
JAVA = """
var text = new java.lang.String("text"), empty = new java.lang.String("");
var list = new java.util.ArrayList(), map = new java.util.LinkedHashMap();
list.add("one"); list.add(text); map.put("a", text); map.put("b", list);
"""
MADE = """
var text = __variations.text("text"), empty = __variations.text("");
var list = __variations.list(["one", text]), map = __variations.map({ a: text, b: list });
"""
LOOKS = """
[typeof text, JSON.stringify(text), JSON.stringify({ a: text }), text === "text", text == "text", String(text),
 text + 1, typeof text.length, Number(text.charAt(0)), !empty, typeof list, list.length, list.size(), String(list[1]),
 typeof list.get(1), Array.isArray(list), JSON.stringify(list), typeof map, typeof map.a, String(map.get("a")),
 map.get("no"), typeof map.get, JSON.stringify(map), Object.prototype.hasOwnProperty.call(map, "a")]
"""


def test_values_of_java_look_as_rhino_shows_them() -> None:
    try:
        command = [java(), "-cp", jar(), "org.mozilla.javascript.tools.shell.Main", "-version", "200"]
    except EngineUnavailableError as missing:
        pytest.skip(missing.message)

    def looks(*texts: str) -> Any:
        script = "\n".join(texts) + f"\nprint(JSON.stringify({LOOKS}));"
        done = subprocess.run(
            [*command, "-e", script], capture_output=True, text=True, check=True, timeout=60
        )
        return json.loads(done.stdout)

    assert looks(HELPERS, MADE) == looks(JAVA)
