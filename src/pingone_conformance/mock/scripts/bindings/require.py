"""`require`: finds library scripts of the realm by their names."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.cloud.contexts import LIBRARY
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError


def answer(run: Run, method: str, arguments: list[Any]) -> str:  # noqa: ARG001
    """Return the text of a library. Raises `HostError` where there is none, or where it is not in the dialect."""
    name = str(arguments[0])
    text = _text(run, name)
    if text is None:
        raise HostError("org.mozilla.javascript.EvaluatorException", f"Module {name!r} not found.")
    from pingone_conformance.scripting.dialect import problems

    for problem in problems(text):
        if not problem.certain:
            continue
        place = f"library {name!r}, line {problem.line}, column {problem.column}"
        raise HostError("org.mozilla.javascript.EvaluatorException", f"{place}: {problem.message}")
    return text


def _text(run: Run, name: str) -> str | None:
    if name in run.libraries:
        return run.libraries[name]
    for script in run.mock.store.cloud.scripts.values():
        if script.context == LIBRARY and script.name == name and script.realm == run.script.realm:
            return script.text
    return None
