"""Both engines, the second where it is installed, and a prelude that hands the host to the script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from pingone_conformance.scripting import rhino_engine
from pingone_conformance.scripting.engines import NAMES, EngineUnavailableError, engine
from pingone_conformance.scripting.program import Engine, HostError, Limits, Part, ScriptFailedError

PRELUDE = Part(
    "prelude",
    """
(function (global, native) {
  global.call = function (name) {
    var answer = JSON.parse(native(name, JSON.stringify([].slice.call(arguments, 1))));
    if (answer.error) {
      throw new Error(answer.error["class"] + ": " + answer.error.message);
    }
    return answer.value;
  };
  global.native = native;
  delete global.__host;
}(this, __host));
""",
)
PATIENT = Limits(seconds=60)


@dataclass
class Runner:
    """Runs a script below the prelude and keeps what it told the host."""

    engine: Engine
    told: list[Any] = field(default_factory=list)

    def host(self, name: str, arguments: list[Any], /) -> Any:
        if name == "refuse":
            raise HostError(*arguments)
        self.told.append(arguments)
        return arguments

    def __call__(self, *texts: str, limits: Limits = PATIENT) -> list[Any]:
        self.told = []
        parts = [PRELUDE, *(Part(f"part{number}.js", text) for number, text in enumerate(texts, 1))]
        self.engine.run(parts, self.host, limits)
        return self.told

    def value(self, expression: str) -> Any:
        """The value of an expression, through JSON."""
        [value] = self(f"call('tell', ({expression}));")[-1]
        return value

    def failure(self, *texts: str, limits: Limits = PATIENT) -> ScriptFailedError:
        """How scripts fail."""
        with pytest.raises(ScriptFailedError) as caught:
            self(*texts, limits=limits)
        return caught.value


def rhino() -> Engine:
    """Rhino, or a skipped test."""
    try:
        rhino_engine.java()
        rhino_engine.jar()
    except EngineUnavailableError as error:
        pytest.skip(error.message)
    return engine("rhino")


@pytest.fixture(params=NAMES)
def run(request: pytest.FixtureRequest) -> Runner:
    return Runner(rhino() if request.param == "rhino" else engine(request.param))


@pytest.fixture
def on_rhino() -> Runner:
    return Runner(rhino())


@pytest.fixture
def on_quickjs() -> Runner:
    return Runner(engine())


@pytest.fixture
def fresh() -> Iterator[Callable[[str], Runner]]:
    """Engines of a test's own, closed behind it."""
    made: list[Engine] = []

    def make(name: str) -> Runner:
        made.append(type(rhino() if name == "rhino" else engine(name))())
        return Runner(made[-1])

    yield make
    for each in made:
        each.close()
