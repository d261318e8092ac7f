"""Both engines say the same of every probe and of every sample: one is a check of the other, and Rhino is the real one.

What they may say differently is of no document: how their own errors read, and whether they tell the column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.rooms import room
from pingone_conformance.scripting.engines import NAMES, EngineUnavailableError, require

from .scripts_log import NAME
from .turbulence.suite import Tried, try_suite

TOKEN = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+(\.[\w-]*)?")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
OWN_ERROR = re.compile(r"(?<!\w)((?:Reference|Syntax|Type|Range)?Error): .*", re.DOTALL)
PROBES, SAMPLES = (room("suites") / "bindings" / name for name in ("probes", "samples"))

Line = tuple[str, str, int, Any]


class Heard:
    """A run on an engine: what became of its rules, the scripts that ran, and what came of each."""

    def __init__(self, out: Path, engine: str) -> None:
        self.tried: Tried = try_suite(
            out,
            f"--pingone-script-engine={engine}",
            suites=["bindings"],
            plugins=["tests.scripts_log"],
        )
        lines = [json.loads(line) for line in (out / NAME).read_text(encoding="utf-8").splitlines()]
        self.scripts: list[str] = [text for _, heard, _, text in lines if heard == "script"]
        self.answers: list[Line] = [
            (test, heard, status, compared(text)) for test, heard, status, text in lines if heard != "script"
        ]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> list[Heard]:
    for name in NAMES:
        try:
            require(name)
        except EngineUnavailableError as missing:
            pytest.skip(missing.message)
    return [Heard(tmp_path_factory.mktemp(name) / "out", name) for name in NAMES]


def compared(text: str) -> Any:
    """JSON without the clock, and without what an engine says in words of its own."""
    return plain(json.loads(TIME.sub("a time", TOKEN.sub("a token", text))))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        # A failure with a line may have a column.
        left_out = {"authId"} | ({"column"} if "line" in value else set())
        return {
            name: own_words_left_out(inner) if is_thrown(value, name) else plain(inner)
            for name, inner in value.items()
            if name not in left_out
        }
    if isinstance(value, list):
        return [plain(item) for item in value]
    # What a probe says is JSON in a callback.
    return plain(json.loads(value)) if isinstance(value, str) and value.startswith('{"bindings":') else value


def is_thrown(trial: dict[str, Any], name: str) -> bool:
    """Whether a text is that of an exception, and not of a Java one: that is the mock's, and has to be the same."""
    return name == "thrown" and not trial.get("javaClass")


def own_words_left_out(text: str) -> str:
    return OWN_ERROR.sub(r"\1", text)


def test_they_agree(engines: list[Heard]) -> None:
    quickjs, rhino = engines
    assert [line[:3] for line in quickjs.answers] == [line[:3] for line in rhino.answers]
    assert list(differences(quickjs, rhino))[:3] == []


def differences(one: Heard, other: Heard) -> Iterator[tuple[Line, Line]]:
    pairs = zip(one.answers, other.answers, strict=True)
    return ((first, second) for first, second in pairs if first != second)


def test_their_verdicts_are_the_same(engines: list[Heard]) -> None:
    verdicts = [
        {row["id"]: (row["verdict"], row["tests"]) for row in heard.tried.results["rules"]}
        for heard in engines
    ]
    assert verdicts[0] == verdicts[1]
    assert all(heard.tried.accused == {} for heard in engines)


def test_they_are_sent_the_same_requests(engines: list[Heard]) -> None:
    quickjs, rhino = (heard.tried.summary["requests_fingerprint"] for heard in engines)
    assert quickjs == rhino


def test_every_probe_and_every_sample_ran_on_both(engines: list[Heard]) -> None:
    for heard in engines:
        ran = "\n".join(heard.scripts)
        probes = {file.name for file in PROBES.glob("*.js") if file.read_text("utf-8") not in ran}
        # Tests put names of their own into samples; the first line says which one it is.
        samples = {file.name for file in SAMPLES.glob("*.js") if first_line(file) not in ran}
        assert (probes, samples) == (set(), set())


def test_samples_are_told_apart() -> None:
    lines = [first_line(file) for file in SAMPLES.glob("*.js")]
    assert len({*lines}) == len(lines)


def first_line(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("\n")[0]


@pytest.mark.parametrize(
    ("quickjs", "rhino"),
    [
        (
            "TypeError: cannot read property 'a' of undefined",
            'TypeError: Cannot read property "a" from undefined',
        ),
        ("ReferenceError: a is not defined", 'ReferenceError: "a" is not defined.'),
    ],
)
def test_engines_have_their_own_words(quickjs: str, rhino: str) -> None:
    assert plain({"thrown": quickjs, "javaClass": None}) == plain({"thrown": rhino, "javaClass": None})


def test_other_differences_are_seen() -> None:
    assert compared('{"thrown": "TypeError: a"}') != compared('{"thrown": "ReferenceError: a"}')
    java = [{"thrown": f"JavaException: E: {word}", "javaClass": "E"} for word in ("a", "b")]
    assert plain(java[0]) != plain(java[1])
    said = [{"value": json.dumps({"bindings": {}, "one": {"value": number}})} for number in (1, 2)]
    assert plain(said[0]) != plain(said[1])
