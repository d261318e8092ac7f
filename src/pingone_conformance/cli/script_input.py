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

CALLBACKS = (
    "TextOutputCallback", "HiddenValueCallback", "NameCallback", "PasswordCallback", "TextInputCallback",
    "ChoiceCallback", "ConfirmationCallback",
)  # fmt: skip
"""The types of callbacks that scripts on the mock can ask for."""

_CONTEXT = re.compile(r"[A-Z][A-Z0-9_]*")
_MOST_DEPTH = 100
_IN_FOLDER = "name the scripts in it, for example with *.js"
_TOO_LARGE = "no tenant takes such a script"


def read_script(file: Path) -> str:
    """The text of a script. Raises `ConformanceError` for what is no readable file of UTF-8, or too large."""
    return _read(file, _IN_FOLDER, _TOO_LARGE)


def _read(file: Path, in_folder: str, too_large: str) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise ConformanceError(f"{file} is a folder", hint=in_folder) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConformanceError(f"{file} cannot be read: {reason}", hint="check the path") from None
    return _decoded(content, str(file), too_large)


def source_of(file: Path) -> tuple[str, str]:
    """The name of a script and its text, `-` for the standard input. Raises `ConformanceError` as above."""
    if str(file) != STANDARD_INPUT:
        return str(file), read_script(file)
    return STDIN, _decoded(sys.stdin.buffer.read(MAX_BYTES + 1), STDIN, _TOO_LARGE)


def context_of(name: str | None, *, legacy: bool = False) -> str:
    """The type of a script; by default that of a scripted decision node. Raises `ConformanceError`."""
    if name is None:
        return LEGACY_DECISION_NODE if legacy else DECISION_NODE
    if not _CONTEXT.fullmatch(name):
        raise ConformanceError(
            f"{name!r} is no context of scripts", hint=f"it is written in capitals, as {DECISION_NODE}"
        )
    if name != DECISION_NODE and (meant := _meant(name)):
        raise ConformanceError(f"{name!r} is no context of scripts", hint=f"did you mean {meant}?")
    return name


def _meant(name: str) -> str:
    """The context that a name is plainly a slip of; others that are not known here may exist."""
    from difflib import get_close_matches

    from pingone_conformance.mock.cloud.contexts import ALL

    return "" if name in ALL else "".join(get_close_matches(name, sorted(ALL), n=1, cutoff=0.95))


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
    for one in value:
        if one["type"] not in CALLBACKS:
            raise ConformanceError(
                f"--callbacks: the mock has no {one['type']}", hint=f"it has {', '.join(CALLBACKS)}"
            )
    return value


def pairs_of(given: tuple[str, ...], option: str) -> list[tuple[str, str]]:
    """Names and values of an option that is given as NAME=VALUE. Raises `ConformanceError`."""
    pairs = []
    for text in given:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise ConformanceError(f"{option} {text} is not NAME=VALUE", hint="put = between the two")
        pairs.append((name, value))
    return pairs


def answers_of(given: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """What hosts answer, by their names, in the order in which it was given. Raises `ConformanceError`."""
    answers: dict[str, list[dict[str, Any]]] = {}
    for host, text in pairs_of(given, "--answer"):
        answers.setdefault(host, []).append(object_of(text, "--answer"))
    return answers


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
        if not name:
            raise ConformanceError(f"{option} @ names no file", hint=f"give {option} @FILE")
        text = _read(Path(name), f"name a file in it: {option} @FILE", "give less of it")
    try:
        value = json.loads(text, parse_constant=_refuse)
        # Numbers beyond a double, and halves of characters, can be read but not be sent.
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ConformanceError(
            f"{name} is no JSON: {error.msg[0].lower()}{error.msg[1:]} ({place})",
            hint=f"quote it for the shell, or keep it in a file: {option} @FILE",
        ) from None
    except UnicodeEncodeError:
        raise ConformanceError(
            f"{name} has half of a character, such as \\ud800", hint="write the character itself"
        ) from None
    except RecursionError:
        raise _too_deep(name) from None
    except ValueError as error:
        raise ConformanceError(f"{name} is no JSON: {error}", hint="use values that JSON has") from None
    if _is_deeper(value, _MOST_DEPTH):
        raise _too_deep(name)
    return value


def _too_deep(name: str) -> ConformanceError:
    return ConformanceError(
        f"{name} has more than {_MOST_DEPTH} lists and objects within one another",
        hint="the mock keeps no such state",
    )


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (list, dict)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(one, levels - 1) for one in inner)


def _refuse(constant: str) -> None:
    raise ValueError(f"it has no {constant}")


def _kind(value: Any) -> str:
    kinds = {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _decoded(content: bytes, name: str, too_large: str) -> str:
    if len(content) > MAX_BYTES:
        raise ConformanceError(f"{name} is larger than {MAX_BYTES // 1024:,} KiB", hint=too_large)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConformanceError(
            f"{name} is not UTF-8 at byte {error.start + 1}",
            hint="save it as UTF-8, as the REST API wants it",
        ) from None
