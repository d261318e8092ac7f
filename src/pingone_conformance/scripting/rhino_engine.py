"""Programs on Rhino, the engine of the product, where Java and Rhino are installed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from pingone_conformance.scripting.process import Worker
from pingone_conformance.scripting.process_engine import Place, ProcessEngine
from pingone_conformance.scripting.program import (
    EngineUnavailableError,
    Limits,
    Part,
    Reason,
    ScriptFailedError,
)

JAR = "PINGONE_CONFORMANCE_RHINO"
"""The variable of the environment that says where the jar of Rhino is."""

_JARS = (Path("/usr/share/java/rhino.jar"), Path("/usr/share/java/js.jar"))
_HINT = (
    f"Debian: apt install default-jre-headless rhino; elsewhere: a Java runtime of version 11 or later, "
    f"and rhino-1.7.14.jar from https://github.com/mozilla/rhino/releases, its path in {JAR}"
)
_FLAGS = (
    "-Xss2m",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
)
_OUT_OF_MEMORY = 3  # what Java exits with under the flag above
_DEEP = ("Exceeded maximum stack depth", "Too deep recursion while parsing")
_WHERE = re.compile(r" \(\S+#\d+\)$")
_NAMED = re.compile(r"\w+Error: ")
_EVALUATED = re.compile(r"#\d+\(.*\)$")


def java(environment: Mapping[str, str] = os.environ) -> str:
    """The Java that `JAVA_HOME` names, or the one on the path. Raises `EngineUnavailableError`."""
    home = environment.get("JAVA_HOME")
    folders = str(Path(home) / "bin") if home else environment.get("PATH", "")
    found = shutil.which("java", path=folders)
    if found is None:
        where = f"{folders}, which JAVA_HOME names," if home else "the path"
        raise EngineUnavailableError(f"Java is not in {where} and Rhino needs it", _HINT)
    return found


def jar(environment: Mapping[str, str] = os.environ) -> Path:
    """The jar of Rhino: the one that a variable names, or that of the system. Raises `EngineUnavailableError`."""
    named = environment.get(JAR)
    for path in (Path(named),) if named else _JARS:
        if path.is_file():
            return path
    raise EngineUnavailableError(f"{named} is no jar of Rhino" if named else "Rhino is not installed", _HINT)


class Rhino(ProcessEngine):
    """The real dialect: Rhino reading ES6, interpreted, without Java in reach of the scripts."""

    name = "rhino"

    def __init__(self) -> None:
        super().__init__()
        self._memory = 0

    def _start(self, limits: Limits) -> Worker:
        self._memory = limits.memory
        with as_file(files("pingone_conformance.scripting") / "rhino_driver.js") as driver:
            shell = [
                "-cp",
                str(jar()),
                "org.mozilla.javascript.tools.shell.Main",
                "-version",
                "200",
                "-opt",
                "-1",
            ]
            return Worker([java(), f"-Xmx{limits.memory}", *_FLAGS, *shell, str(driver)])

    def _fits(self, limits: Limits) -> bool:
        return limits.memory == self._memory

    def _texts(self, parts: Sequence[Part]) -> list[dict[str, str]]:
        return [{"name": part.name, "text": part.text} for part in parts]

    def _failure(self, parts: Sequence[Part], end: dict[str, Any]) -> ScriptFailedError:
        if end["kind"] == "output":
            return ScriptFailedError(Reason.OUTPUT, "the script handed out more than it may")
        message = _message(end)
        reason = _reason(end, message)
        if reason is Reason.SYNTAX:
            place = _compiled(parts, end)
            message = message if _NAMED.match(message) else f"SyntaxError: {message}"
        else:
            place = _innermost(parts, end)
        return ScriptFailedError(reason, message, part=place.part, line=place.line, column=place.column)

    def _death(self, code: int) -> ScriptFailedError:
        if code == _OUT_OF_MEMORY:
            return ScriptFailedError(Reason.MEMORY, "the script used more memory than it may")
        return super()._death(code)


def _message(end: Mapping[str, Any]) -> str:
    if end["text"] is None:
        return "a value was thrown that has no text"
    return _WHERE.sub("", end["text"]) or f"Rhino failed with {end['kind']}"


def _reason(end: Mapping[str, Any], message: str) -> Reason:
    if end["kind"] == "StackOverflowError" or any(words in message for words in _DEEP):
        return Reason.RECURSION
    if end["kind"] in {"NegativeArraySizeException", "OutOfMemoryError"}:  # lengths that Java cannot count
        return Reason.MEMORY
    return Reason.SYNTAX if end["phase"] == "compile" else Reason.ERROR


def _compiled(parts: Sequence[Part], end: Mapping[str, Any]) -> Place:
    return Place(parts[end["part"]].name, end.get("line") or None, end.get("column") or None)


def _innermost(parts: Sequence[Part], end: Mapping[str, Any]) -> Place:
    """The innermost frame outside the first part, or else in it. What `eval` made belongs to what called it."""
    frames = [(_EVALUATED.sub("", name), line) for name, line in end["frames"]]
    names = {part.name for part in parts}
    for own in (names - {parts[0].name}, names):
        for name, line in frames:
            if name in own:
                return Place(name, line if line > 0 else None)
    return Place()
