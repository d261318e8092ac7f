"""The page of evidence: the statement, what was seen instead, and how to see it again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pingone_conformance.contracts import Contracts
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.evidence.standalone import templates
from pingone_conformance.reporting.summary import Results, Row, printable

_LEVELS = {
    "must": "the documents say it, and a breach fails a run",
    "should": "expected of a conforming server, and a breach is told",
    "may": "good to have, and a breach is told",
}
_BASES = {
    "stated": "a sentence of the document",
    "example": "an example of the document",
    "inferred": "read between the lines of the document",
}
_HEADLINES = {
    "violates": "A conformance run found that this promise is not kept.",
    "deviates": "A conformance run found that this recommendation is not followed.",
    "waived": "A conformance run found that this promise is not kept; the breach is known, and waived for a while.",
}
_NEEDED_HEADERS = frozenset({"authorization", "content-type", "accept", "if-match", "x-requested-with"})
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def render_page(
    results: Results,
    row: Row,
    contracts: Contracts,
    *,
    test_file: str,
    not_shown: str,
    variables: Mapping[str, str],
) -> str:
    """The page in markdown; `not_shown` says why there is no `test_file`."""
    environment = templates()
    environment.filters |= {"cell": _text, "text": _text, "fence": _fence}
    finding = row["findings"][0]
    exchange: Mapping[str, Any] = finding["exchange"] or {}
    headers = {name.lower(): value for name, value in exchange.get("response_headers", {}).items()}
    document = contracts.documents.get(row["source"]["document"])
    return environment.get_template("page.md.j2").render(
        results=results,
        rule=row,
        document=results["documents"][row["source"]["document"]],
        read=(document and document.read) or "the day is not known",
        headline=_HEADLINES[row["verdict"]],
        level=_LEVELS[row["level"]],
        basis=_BASES[row["basis"]],
        finding=finding,
        more=f"{row['finding_count']:,} times in that run" if row["finding_count"] > 1 else "",
        time=_text(headers.get("date", "")) or f"{results['finished']} (the end of the run)",
        correlation=_code(headers.get("correlation-id", "")) or "none in the answer",
        target=_text(f"{results['target']['kind']} ({results['target']['address']})"),
        versions=", ".join(f"{name} {version}" for name, version in results["versions"].items()),
        exchange=exchange,
        request=_request(exchange) if exchange else "",
        answer=_answer(exchange) if exchange else "",
        test_file=test_file,
        not_shown=_text(not_shown),
        variables=variables,
        repeat=summary.repeat_command(results, row["id"]),
        about_documents=[one for one in results["findings_about_documents"] if row["id"] in one["rules"]],
    )


def _request(exchange: Mapping[str, Any]) -> str:
    headers = {
        name: value for name, value in exchange["request_headers"].items() if name.lower() in _NEEDED_HEADERS
    }
    return _message(f"{exchange['method']} {exchange['url']}", headers, exchange["request_body"])


def _answer(exchange: Mapping[str, Any]) -> str:
    return _message(str(exchange["status"]), exchange["response_headers"], exchange["response_body"])


def _message(first: str, headers: Mapping[str, str], body: str) -> str:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    return "\n".join([*lines, "", _readable(body)] if body else lines)


def _readable(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


def _fence(text: str, language: str) -> str:
    """A block of code that no text can end before its end, or hide anything in."""
    lines = "\n".join(printable(line) for line in text.split("\n"))
    longest = max((len(run) for run in re.findall(r"`+", lines)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{lines}\n{fence}"


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', '').replace('|', '')}`" if text else ""


def _text(text: str) -> str:
    return _MARKUP.sub(r"\\\1", printable(text))
