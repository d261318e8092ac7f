"""What commands about scripts are given: files, and values written as JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from pingone_conformance.findings import ConformanceError

MAX_BYTES = 1024 * 1024
"""The size of a file that is still read."""

STANDARD_INPUT, STDIN = "-", "<stdin>"
DECISION_NODE = "SCRIPTED_DECISION_NODE"
LEGACY_DECISION_NODE = "AUTHENTICATION_TREE_DECISION_NODE"

_CONTEXT = re.compile(r"[A-Z][A-Z0-9_]*")


def read_script(file: Path) -> str:
    """The text of a script. Raises `ConformanceError` for what is no readable file of UTF-8, or too large."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise ConformanceError(
            f"{file} is a folder", hint="name the scripts in it, for example with *.js"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConformanceError(f"{file} cannot be read: {reason}", hint="check the path") from None
    return _decoded(content, str(file))


def source_of(file: Path) -> tuple[str, str]:
    """The name of a script and its text, `-` for the standard input. Raises `ConformanceError` as above."""
    if str(file) != STANDARD_INPUT:
        return str(file), read_script(file)
    name = STDIN
    return name, _decoded(sys.stdin.buffer.read(MAX_BYTES + 1), name)


def context_of(name: str | None, *, legacy: bool = False) -> str:
    """The type of a script; by default that of a scripted decision node. Raises `ConformanceError`."""
    if name is None:
        return LEGACY_DECISION_NODE if legacy else DECISION_NODE
    if not _CONTEXT.fullmatch(name):
        raise ConformanceError(
            f"{name!r} is no context of scripts", hint=f"it is written in capitals, as {DECISION_NODE}"
        )
    return name


def object_of(given: str | None, option: str) -> dict[str, Any]:
    """The JSON object that an option gives, or a file that it names with @. Raises `ConformanceError`."""
    if given is None:
        return {}
    value = _json(given, option)
    if not isinstance(value, dict):
        raise ConformanceError(
            f"{option} is {_kind(value)} and no object", hint='give one such as \'{"username": "demo"}\''
        )
    return value


def callbacks_of(given: str | None) -> list[dict[str, Any]] | None:
    """The callbacks that came back: objects with `type` and `value`. Raises `ConformanceError`."""
    if given is None:
        return None
    value = _json(given, "--callbacks")
    members = {"type", "id", "value"}
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("type"), str) and one["type"] and one.keys() <= members
        for one in value
    ):
        raise ConformanceError(
            "--callbacks is no list of objects with type and value, and id for hidden values",
            hint='give one such as \'[{"type": "NameCallback", "value": "demo"}]\'',
        )
    return value


def libraries_of(given: tuple[str, ...]) -> dict[str, str]:
    """Texts of library scripts by their names. Raises `ConformanceError`."""
    texts: dict[str, str] = {}
    for text in given:
        name, _, file = text.partition("=")
        if not name or not file or name in texts:
            what = "names a library twice" if name in texts else "is not NAME=FILE"
            raise ConformanceError(f"--library {text} {what}", hint="give --library helpers=helpers.js")
        texts[name] = read_script(Path(file))
    return texts


def _json(given: str, option: str) -> Any:
    name, text = option, given
    if given.startswith("@"):
        name = given[1:]
        text = read_script(Path(name))
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ConformanceError(
            f"{name} is no JSON: {error.msg[0].lower()}{error.msg[1:]} ({place})",
            hint=f"quote it for the shell, or keep it in a file: {option} @FILE",
        ) from None
    except (ValueError, RecursionError) as error:
        raise ConformanceError(f"{name} is no JSON: {error}", hint="use values that JSON has") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"it has no {constant}")


def _kind(value: Any) -> str:
    kinds = {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _decoded(content: bytes, name: str) -> str:
    if len(content) > MAX_BYTES:
        raise ConformanceError(
            f"{name} is larger than {MAX_BYTES // 1024:,} KiB", hint="no tenant takes such a script"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConformanceError(
            f"{name} is not UTF-8 at byte {error.start + 1}",
            hint="save it as UTF-8, as the REST API wants it",
        ) from None
