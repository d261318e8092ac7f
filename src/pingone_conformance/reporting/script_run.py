"""What a script left, for people (80 columns) and for programs (`reports/script.schema.json`)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pingone_conformance.reporting.script_failure import COLUMNS, failure_lines, hint_of
from pingone_conformance.reporting.summary import printable
from pingone_conformance.target.script_result import ScriptResult

SCHEMA = 1
_INDENT = 11
_MOST_LINES = 8
"""Lines that one value takes at most; `--format json` has all of it."""

_WAYS = {
    "library": "--library {}=FILE says where it is",
    "secret": "--secret {}=VALUE gives it a value",
    "host": '--answer \'{}={"status": 200, "body": "…"}\' has it answer',
    "legacy": "it is of the legacy engine; for such a script give --legacy",
}


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A run of a script: the name and the text of its file, and what the mock answered."""

    name: str
    source: str
    engine: str | None
    user: str | None
    answer: Mapping[str, Any]

    @property
    def result(self) -> ScriptResult:
        """The answer by its parts."""
        return ScriptResult.of(self.answer)

    def as_json(self) -> str:
        """One document; its members are those of the control plane."""
        told = {"schema": SCHEMA, "file": self.name, "engine": self.engine, "user": self.user, **self.answer}
        return json.dumps(told, indent=1, ensure_ascii=False)

    def lines(self) -> Iterator[str]:
        """Outcome, callbacks, node state and log; of a script that failed the failure first."""
        result = self.result
        if result.failure:
            yield from failure_lines(result.failure, self.name, self.source)
            if hint := hint_of(result.failure, _WAYS):
                yield printable(f"hint: {hint}")
            yield ""
        else:
            yield from _end(result)
        for kind in ("shared", "transient"):
            yield from _state(kind, self.answer["stateBefore"][kind], self.answer["stateAfter"][kind])
        for number, message in enumerate(result.log):
            text = " ".join(message.message.split("\n"))
            yield from _entry("" if number else "log", f"{message.level:<5} {text}", hanging=6)
        if not result.log:
            yield from _entry("log", "empty")


def _end(result: ScriptResult) -> Iterator[str]:
    asked = "none: the script asks for callbacks" if result.callbacks else "none"
    yield from _entry("outcome", asked if result.outcome is None else result.outcome)
    said = {
        "header": result.header,
        "about": result.description,
        "error": result.error_message,
        "session": _shown(result.session_properties) if result.session_properties else None,
    }
    for name, value in said.items():
        if value is not None:
            yield from _entry(name, value)
    for number, callback in enumerate(result.callbacks):
        yield from _entry("" if number else "callbacks", callback["type"])
        for output in callback.get("output", ()):
            yield from _entry("", f"  {output['name']}: {_shown(output['value'])}", hanging=4)


def _state(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The values of a part of the node state: `-` was there before, `+` is there now, a blank both."""
    rows = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key in before and key in after and before[key] == after[key]:
            rows.append((" ", key, after[key]))
            continue
        rows += [(sign, key, state[key]) for sign, state in (("-", before), ("+", after)) if key in state]
    for number, (sign, key, value) in enumerate(rows):
        yield from _entry("" if number else kind, f"{sign} {key}: {_shown(value)}", hanging=4)
    if not rows:
        yield from _entry(kind, "empty")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(name: str, text: str, *, hanging: int = 0) -> Iterator[str]:
    lines = textwrap.wrap(
        printable(text),
        COLUMNS,
        initial_indent=f"{name:<{_INDENT}}",
        subsequent_indent=" " * (_INDENT + hanging),
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [name]
    yield from (line.rstrip() for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"{'':<{_INDENT + hanging}}… {len(lines) - _MOST_LINES} more lines: --format json"
