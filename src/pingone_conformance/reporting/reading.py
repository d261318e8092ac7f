"""Reads what earlier runs left."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.results import FILE_NAME, SCHEMA
from pingone_conformance.rooms import room

MAX_BYTES = 200_000_000
"""A larger file was not written by a run."""


def read_results(place: Path, *, complete: bool = True) -> dict[str, Any]:
    """The content of a `results.json`, given by its folder or as a file; with `complete`, of a run that has verdicts.

    Raises `ConformanceError` naming the file when it is missing, too large, cut off, of a newer version, or something
    else than results of a run.
    """
    file = place / FILE_NAME if place.is_dir() else place
    content = _parsed(file)
    if not isinstance(content, dict) or not isinstance(content.get("schema"), int):
        raise ConformanceError(
            f"{file} is no results.json of a run", hint="give the folder that a run wrote to"
        )
    if content["schema"] > SCHEMA:
        raise ConformanceError(
            f"{file} is of version {content['schema']}, and this program reads versions up to {SCHEMA}",
            hint="upgrade pingone-conformance here, or read it where it was written",
        )
    if error := next(_validator().iter_errors(content), None):
        place_of_error = "/".join(map(str, error.instance_path)) or "the whole"
        raise ConformanceError(
            f"{file} is not as reports/results.schema.json says, at {place_of_error}",
            hint="was it edited, or written by another version? run again",
        )
    if complete and "rules" not in content:
        raise ConformanceError(
            f"{file} is of a run that was cut off before it had verdicts",
            hint="run again, and wait for its end",
        )
    return content


def _parsed(file: Path) -> Any:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ConformanceError(
                f"{file} is larger than {MAX_BYTES:,} bytes", hint="a run writes no such file"
            )
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConformanceError(
            f"{file} cannot be read: {error.strerror}", hint="give the folder that a run wrote to"
        ) from None
    except (ValueError, RecursionError) as error:
        at = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ConformanceError(
            f"{file} is no JSON, or ends too early{at}",
            hint="was it cut off while it was copied? copy it again",
        ) from None


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    schema = json.loads((room("reports") / "results.schema.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(schema)
