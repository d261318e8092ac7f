"""The parts around a script: `prelude.js` with the bindings that it is offered, their values, the epilogue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pingone_conformance.mock.scripts.calls import file_name
from pingone_conformance.scripting.program import NATIVE, Part

BEGIN, END = "__begin", "__end"
"""Functions that the prelude leaves to the other parts around the script."""
ACTION = "org.forgerock.openam.auth.node.api.Action"

_FOLDER = files("pingone_conformance.mock.scripts")
_LEGACY = "legacy_"


@cache
def prelude(bindings: tuple[str, ...], *, legacy: bool) -> Part:
    """Return the part that installs `bindings`, each from its file. It is the same for all scripts of one kind."""
    start = json.dumps({"native": NATIVE, "begin": BEGIN, "end": END, "action": ACTION, "legacy": legacy})
    sources = ",\n".join(f"{json.dumps(name)}: {source(name, legacy=legacy)}" for name in bindings)
    types = ",\n".join(file.read_text(encoding="utf-8") for file in _types(legacy=legacy))
    text = (_FOLDER / "prelude.js").read_text(encoding="utf-8").rstrip()
    return Part("prelude", f"{text}({start},\n{{{sources}}},\n[{types}]);")


def beginning(values: Mapping[str, Any]) -> Part:
    """Return the part that installs the bindings that are plain values."""
    return Part("values", f"{BEGIN}({json.dumps(values)});")


def epilogue(*, with_outcome: bool = True) -> Part:
    """Return the part that reports the variables `outcome` and `action`, and runs what waits for the script's end."""
    if not with_outcome:
        return Part("epilogue", f"{END}(null, null);")
    variables = ", ".join(f'typeof {name} === "undefined" ? null : {name}' for name in ("outcome", "action"))
    return Part("epilogue", f"{END}({variables});")


@cache
def source(binding: str, *, legacy: bool) -> str | None:
    """Return the JavaScript of a binding; None for one that is a plain value.

    A legacy script gets the file `legacy_….js` where there is one.
    """
    names = [f"{file_name(binding)}.js"]
    if legacy:
        names.insert(0, _LEGACY + names[0])
    for name in names:
        file = _FOLDER / "bindings" / name
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return None


def _types(*, legacy: bool) -> Iterator[Traversable]:
    """The files of Java types; those whose names begin with `legacy_` are for legacy scripts."""
    for file in sorted((_FOLDER / "java").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".js") and (legacy or not file.name.startswith(_LEGACY)):
            yield file
