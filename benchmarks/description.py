"""The bundled description as tools that know nothing of two hosts, and nothing of our formats, can use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.served_mock import ServedMock
from pingone_conformance.generation.schema import PLACEHOLDERS, prepared
from pingone_conformance.spec import load_description


def peer_description(mock: ServedMock) -> dict[str, Any]:
    """The description that our own cases are generated from, with paths below one address and ids that exist.

    The API's paths get the `/v1` that is otherwise part of a server variable; placeholders of ids in request bodies
    are filled with the mock's.
    """
    text = json.dumps(prepared(load_description()))
    for placeholder, known in (
        (PLACEHOLDERS["verifyPolicy"], mock.policy_id),
        (PLACEHOLDERS["population"], mock.population_id()),
    ):
        text = text.replace(json.dumps(placeholder), json.dumps(known))
    document: dict[str, Any] = json.loads(text)
    document.pop("servers")
    document["paths"] = {
        path if "servers" in item else f"/v1{path}": {
            name: part for name, part in item.items() if name != "servers"
        }
        for path, item in document["paths"].items()
    }
    return document


def write_description(document: dict[str, Any], folder: Path) -> Path:
    """Write it as JSON, which every tool reads."""
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file
