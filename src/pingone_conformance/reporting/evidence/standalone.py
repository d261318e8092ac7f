"""The stand-alone test: a file that needs httpx and pytest, and nothing of this suite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pingone_conformance.reporting.evidence.replay import Replay
from pingone_conformance.reporting.evidence.source import uses
from pingone_conformance.reporting.summary import Results, Row, printable
from pingone_conformance.rooms import room

# What says how a request was answered needs no answer of a kind.
_ABOUT_STATUS = re.compile(r"answer\.(?:status_code|is_)")
VARIABLES: dict[str, str] = {
    "PINGONE_API_PATH": "address of the API, with /v1",
    "PINGONE_AUTH_PATH": "address of the auth host, without /v1",
    "PINGONE_ENVIRONMENT_ID": "id of the environment",
    "PINGONE_CLIENT_ID": "client id of a worker application in it",
    "PINGONE_CLIENT_SECRET": "its secret",
}


def render_test(
    results: Results,
    row: Row,
    replay: Replay,
    lines: Sequence[str],
    variables: Mapping[str, str],
    file_name: str,
    function: str,
) -> str:
    """The source of the file; `lines` assert what the rule promises of `answer`, the answer to the last request."""
    document = results["documents"][row["source"]["document"]]
    template = templates().get_template("test.py.j2")
    return template.render(
        rule={**row, "title": _quotable(row["title"]), "source_url": document["url"]},
        source=_quotable(f"{document['title']}, {row['source']['section']}"),
        requests=replay.requests,
        needs=replay.needs,
        fact=lines,
        status=row["findings"][0]["exchange"]["status"],
        guarded=_ABOUT_STATUS.search("\n".join(lines)) is None,
        source_lines="\n".join(lines),
        variables=variables,
        expected=printable(row["findings"][0]["expected"]),
        file_name=file_name,
        function=function,
        uses=lambda name, source: uses(source, name),
    )


@cache
def templates() -> Environment:
    """The templates of evidence: markdown and Python, in which nothing is escaped as HTML."""
    return Environment(  # noqa: S701 - no HTML is made of them
        loader=FileSystemLoader(room("reports") / "templates" / "evidence"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _quotable(text: str) -> str:
    """A text as it may stand in a docstring."""
    return printable(text).replace("\\", "\\\\").replace('"""', "'''")
