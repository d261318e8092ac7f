"""Programs on quickjs-ng, which comes with the package."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator, Sequence
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
from pingone_conformance.scripting.sourcetext import SourceText

_FRAME = re.compile(r"    at (?:.* \()?(?:<input>:(\d+):(\d+)|native|<null>)\)?")
_COMPILED = re.compile(r"SyntaxError:.*\n    at <input>:\d+:\d+\n?", re.DOTALL)
_NO_TEXT = "(Failed obtaining QuickJS error string"
_MEMORY = ("InternalError: out of memory", "InternalError: string too long")


class QuickJS(ProcessEngine):
    """The embedded engine, without the built-ins that the product's engine lacks. Its syntax is newer."""

    name = "quickjs"

    def _start(self, limits: Limits) -> Worker:
        """A new process, isolated from the environment, that is told where quickjs is."""
        del limits  # each program brings its own
        found = importlib.util.find_spec("quickjs")
        if found is None or found.origin is None:
            raise EngineUnavailableError("quickjs is not installed", "pip install quickjs-ng")
        packages = Path(found.origin).parents[1]
        here = files("pingone_conformance.scripting")
        with as_file(here / "quickjs_worker.py") as worker, as_file(here / "rhino_lacks.json") as lacking:
            return Worker([sys.executable, "-I", "-S", str(worker), str(packages), str(lacking)])

    def _texts(self, parts: Sequence[Part]) -> list[str]:
        """Each part below the lines of those before it: quickjs has no names of files, so lines say the part."""
        return ["\n" * (first - 1) + source.text for first, _, source in _placed(parts)]

    def _failure(self, parts: Sequence[Part], end: dict[str, Any]) -> ScriptFailedError:
        """Tell from the text of an error, its message and its stack, what it was and where."""
        if end["kind"] == "output":
            return ScriptFailedError(Reason.OUTPUT, "the script handed out more than it may")
        message, frames = _split("InternalError: out of memory" if end["kind"] == "memory" else end["text"])
        places = [_place(parts, int(line), int(column)) for line, column in frames if line and column]
        reason = Reason.SYNTAX if _is_syntax(end["text"]) else _reason(end["kind"], message)
        place = next((place for place in places if place.part != parts[0].name), None)
        place = place or next(iter(places), Place())
        return ScriptFailedError(reason, message, part=place.part, line=place.line, column=place.column)


def _placed(parts: Sequence[Part]) -> Iterator[tuple[int, Part, SourceText]]:
    """Each part with the line that it begins at."""
    first = 1
    for part in parts:
        source = SourceText(part.text)
        yield first, part, source
        first += source.lines


def _place(parts: Sequence[Part], line: int, column: int) -> Place:
    """The place in a part that a line of the whole is. quickjs counts columns in bytes."""
    first, part, source = [each for each in _placed(parts) if each[0] <= line][-1]
    number = min(line - first + 1, source.lines)
    return Place(part.name, number, source.column(number, column - 1))


def _split(text: str) -> tuple[str, list[tuple[str | None, str | None]]]:
    """The message of an error, and line and column of the frames of its stack, innermost first."""
    if text.startswith(_NO_TEXT):
        return "a value was thrown that has no text", []
    lines = text.removesuffix("\n").split("\n")
    frames: list[tuple[str | None, str | None]] = []
    while len(lines) > 1 and (frame := _FRAME.fullmatch(lines[-1])):
        frames.insert(0, (frame[1], frame[2]))
        lines.pop()
    if not frames and len(lines) > 1 and lines[-1] == "undefined":
        lines.pop()  # the stack of a thrown value that is no error
    return "\n".join(lines), frames


def _is_syntax(text: str) -> bool:
    """Whether a part did not compile: the error has no stack but the place in the text."""
    return _COMPILED.fullmatch(text) is not None and text.count("\n    at ") == 1


def _reason(kind: str, message: str) -> Reason:
    if kind == "StackOverflow":
        return Reason.RECURSION
    return Reason.MEMORY if message.startswith(_MEMORY) else Reason.ERROR
