"""`report.html`: a run as one file for people, made from the contents of `results.json` alone."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pingone_conformance.reporting.budget import visible
from pingone_conformance.reporting.page import build_page
from pingone_conformance.reporting.summary import Results
from pingone_conformance.rooms import room


def write_html(results: Results, file: Path, previous: Results | None = None) -> None:
    """Write the report of a run, complete or not, to `file`, in one step.

    With the results of the run before, it says what changed since then. It needs no other file and no network: the
    policy in its head allows its own style and script, by their digests, the pictures in it, and nothing else.
    """
    style, script = (_partial(name) for name in ("report.css", "report.js"))
    template = _environment().get_template("report.html.j2")
    text = template.render(
        **build_page(results, previous),
        style=Markup(style),  # noqa: S704 - a file of ours
        script=Markup(script),  # noqa: S704 - a file of ours
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'",
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".part")
    draft.write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
    draft.replace(file)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(room("reports") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = _is_web_address
    return environment


def _is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def _partial(name: str) -> str:
    return "\n" + (room("reports") / "templates" / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
