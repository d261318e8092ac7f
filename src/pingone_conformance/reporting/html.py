"""`report.html`: the verdicts of a run as one file for people, made from the content of `results.json`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pingone_conformance.contracts import Contracts
from pingone_conformance.rooms import room

TEMPLATE = "report.html.j2"


def write_html(results: Mapping[str, Any], contracts: Contracts, file: Path) -> None:
    """Write the report of a run to `file`, in one step. `results` is the content of `results.json`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = _environment().get_template(TEMPLATE).render(results=results, documents=contracts.documents)
    draft = file.with_name(file.name + ".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(room("reports") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
