"""Reads the YAML files of the data rooms, checked against the JSON Schema of their kind."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from pingone_conformance.findings import ConformanceError

# The C parser is about eight times as fast; it reads the same safe subset.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path) -> Any:
    """The content of one YAML file.

    Raises `ConformanceError` naming the file, and line and column where it is not YAML.
    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both are safe loaders
    except OSError as error:
        raise ConformanceError(f"{file} cannot be read: {error.strerror}", hint="check the path") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(file)
        raise ConformanceError(f"{place} is not YAML: {error.problem}", hint="mend that line") from None
    except (ValueError, yaml.YAMLError) as error:  # bytes that are no text, or a date that no calendar has
        reason = str(error).partition("\n")[0]
        raise ConformanceError(
            f"{file} is not YAML: {reason}", hint="mend the file; it is UTF-8 text"
        ) from None


def read_checked(file: Path, schema: Path) -> Any:
    """The content of a contract file that satisfies its schema.

    Raises `ConformanceError` naming the file, the row (by its id where it has one) and the member that is wrong.
    """
    content = read_yaml(file)
    check(content, file, schema)
    return content


def check(content: Any, file: Path, schema: Path) -> None:
    """Raise `ConformanceError` where what was read from a file does not satisfy its schema."""
    if _validator(schema).is_valid(content):
        return
    # jsonschema takes a hundred times as long, and finds the error that explains the others.
    error = best_match(Draft202012Validator(_schema(schema)).iter_errors(content))
    raise ConformanceError(
        f"{file.name}{_place(content, list(error.absolute_path))}: {error.message}",
        hint=f"contracts/schema/{schema.name} says what a row may hold",
    )


def _schema(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@cache
def _validator(schema: Path) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(schema))


def _place(content: Any, path: list[str | int]) -> str:
    if not path:
        return ""
    row = content[path[0]]
    named = row if isinstance(row, dict) and isinstance(path[0], int) else {}
    name = named.get("id") or named.get("rule") or path[0]
    member = ".".join(str(step) for step in path[1:])
    return f", {name}" + (f", member '{member}'" if member else "")
