"""Runs a script: dialect first, then the program of prelude, values, script and, in a decision node, epilogue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pingone_conformance.mock.cloud.contexts import IN_JOURNEYS
from pingone_conformance.mock.scripts import calls
from pingone_conformance.mock.scripts.prelude import beginning, epilogue, prelude, source
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import Engine, Part, Reason, ScriptFailedError

if TYPE_CHECKING:
    from pingone_conformance.scripting.dialect import Problem

SCRIPT = "script"
"""The name of the part that is the script itself."""


class DialectError(ScriptFailedError):
    """A script that Rhino 1.7.14 would not take. `problems` are all that there are."""

    def __init__(self, found: Sequence[Problem]) -> None:
        first = found[0]
        super().__init__(Reason.SYNTAX, first.message, part=SCRIPT, line=first.line, column=first.column)
        self.problems = tuple(found)


def execute(run: Run, engine: Engine) -> None:
    """Run the script of `run` and fill in its outcome, callbacks, log and states.

    Raises `ScriptFailedError`: the script is not in the dialect (`DialectError`), it failed or used too much, or it
    is that of a decision node and ended with neither an outcome nor callbacks. What it did up to there stays.
    """
    if found := _refusals(run.script.text):
        raise DialectError(found)

    def host(name: str, arguments: list[Any]) -> Any:
        binding, _, method = name.partition(".")
        return calls.call(run, binding, method, arguments)

    try:
        engine.run(program(run), host)
    finally:
        run.close()
    _require_end(run)


@lru_cache(maxsize=32)
def _refusals(text: str) -> tuple[Problem, ...]:
    """What is certainly wrong with a script; a journey runs the same ones again and again."""
    # Loaded by the first script: the rest of the mock needs no parser.
    from pingone_conformance.scripting.dialect import problems

    return tuple(problem for problem in problems(text) if problem.certain)


def program(run: Run) -> list[Part]:
    """Return the parts that the engine runs."""
    legacy = run.script.is_legacy
    names = calls.offered(run)
    scripted = tuple(name for name in names if source(name, legacy=legacy) is not None)
    values = {name: calls.call(run, name, "value", []) for name in names if name not in scripted}
    parts = [prelude(scripted, legacy=legacy), beginning(values)]
    wrong = calls.begun(run)
    if wrong:
        parts.append(Part("fault", wrong))
    return [*parts, Part(SCRIPT, run.script.text), epilogue(with_outcome=run.script.context in IN_JOURNEYS)]


def _require_end(run: Run) -> None:
    """Callbacks are sent even where the script says an outcome, too."""
    if run.callbacks:
        run.outcome = None
    elif run.outcome is None and run.script.context in IN_JOURNEYS:
        said = 'outcome = "true"' if run.script.is_legacy else 'action.goTo("true")'
        raise ScriptFailedError(
            Reason.ERROR, f"the script ended without an outcome, such as {said}, and asked for no callbacks"
        )
