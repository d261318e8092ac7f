"""The engines by name, one of each in a process."""

from __future__ import annotations

import atexit

from pingone_conformance.scripting.process_engine import ProcessEngine
from pingone_conformance.scripting.program import Engine, EngineUnavailableError
from pingone_conformance.scripting.quickjs_engine import QuickJS
from pingone_conformance.scripting.rhino_engine import Rhino, jar, java

__all__ = ["NAMES", "EngineUnavailableError", "engine", "require"]

_KINDS: dict[str, type[ProcessEngine]] = {"quickjs": QuickJS, "rhino": Rhino}
NAMES = tuple(_KINDS)
_running: dict[str, ProcessEngine] = {}


def engine(name: str = "quickjs") -> Engine:
    """The engine of a name, always the same one: its process starts with the first program and ends with this one.

    Raises `KeyError` for a name that is not in `NAMES`; `EngineUnavailableError` comes with the first program.
    """
    if name not in _running:
        _running.setdefault(name, _KINDS[name]())
    return _running[name]


def require(name: str) -> None:
    """Raise `EngineUnavailableError` where what an engine needs is not installed, and start nothing."""
    if name == Rhino.name:
        java()
        jar()


@atexit.register
def _close_all() -> None:
    for each in _running.values():
        each.close()
