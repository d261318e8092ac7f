"""What a script said of its trials: each ended with a value or with an exception.

A trial is `{"value": …, "type": …}`, with JavaScript's `typeof` as the type ("null" for null), or
`{"thrown": …, "javaClass": …}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pingone_conformance.checks.members import MISSING, member
from pingone_conformance.findings import Finding

Trials = Mapping[str, Mapping[str, Any]]

_SHOWN = 160


def gives(trials: Trials, name: str, wanted: Any) -> list[Finding]:
    """A trial gave exactly that JSON value; 1 and 1.0 are the same, 1 and true are not."""
    return gives_that(trials, name, lambda value: _same(value, wanted), _shown(wanted))


def gives_that(trials: Trials, name: str, holds: Callable[[Any], bool], expected: str) -> list[Finding]:
    """A trial gave a value of which `holds` is true; `expected` says so in words."""
    trial = trials.get(name, {})
    if "value" in trial and holds(trial["value"]):
        return []
    return [Finding(f"{name}: {expected}", _ending(trial))]


def gives_type(trials: Trials, name: str, *types: str) -> list[Finding]:
    """A trial gave a value of one of JavaScript's types."""
    trial = trials.get(name, {})
    if "value" in trial and trial.get("type") in types:
        return []
    return [Finding(f"{name}: a value of type {' or '.join(types)}", f"{_ending(trial)}{_type(trial)}")]


def gives_text(trials: Trials, name: str) -> list[Finding]:
    """A trial gave a string that is not empty. `typeof` calls those of Java objects."""
    return gives_that(
        trials, name, lambda value: isinstance(value, str) and value != "", "a string that is not empty"
    )


def gives_member(trials: Trials, name: str, path: str, wanted: Any) -> list[Finding]:
    """What a trial gave has exactly that value at a path of members."""
    trial = trials.get(name, {})
    found = member(trial["value"], path) if "value" in trial else MISSING
    if found is not MISSING and _same(found, wanted):
        return []
    observed = _ending(trial) if found is MISSING else _shown(found)
    return [Finding(f"{name}: {_shown(wanted)} at {path}", observed)]


def throws(trials: Trials, name: str, java_class: str | None = None) -> list[Finding]:
    """A trial threw, where a class is named an exception of that simple or qualified name.

    An exception whose class the engine hides counts by what its text says.
    """
    trial = trials.get(name, {})
    said = f"{trial.get('javaClass') or ''} {trial.get('thrown', '')}"
    if "thrown" in trial and (java_class is None or java_class in said):
        return []
    return [Finding(f"{name}: an exception" + (f", {java_class}" if java_class else ""), _ending(trial))]


def _same(value: Any, wanted: Any) -> bool:
    # Python takes True for 1, at any depth.
    return value == wanted and json.dumps(value, sort_keys=True).count("true") == json.dumps(wanted).count(
        "true"
    )


def _ending(trial: Mapping[str, Any]) -> str:
    if "thrown" in trial:
        named = f" ({trial['javaClass']})" if trial.get("javaClass") else ""
        return f"an exception: {trial['thrown']}{named}"[:_SHOWN]
    return _shown(trial["value"]) if "value" in trial else "nothing was said of it"


def _type(trial: Mapping[str, Any]) -> str:
    return f" of type {trial['type']}" if "type" in trial else ""


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:_SHOWN]
