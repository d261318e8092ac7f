"""One request and its answer as reports show them: redacted, bounded, repeatable with curl."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

API_PATH_VARIABLE = "$PINGONE_API_PATH"
AUTH_PATH_VARIABLE = "$PINGONE_AUTH_PATH"
TOKEN_VARIABLE = "$PINGONE_ACCESS_TOKEN"  # noqa: S105 - the name of a variable, not a token
CLOUD_VARIABLE = "$AIC_BASE_URL"
CLOUD_TOKEN_VARIABLE = "$AIC_ACCESS_TOKEN"  # noqa: S105 - the same


def _any_of(*texts: str) -> str:
    return "|".join(map(re.escape, texts))


_SET_BY_CURL = ("host", "content-length", "accept-encoding", "connection", "user-agent")
_OF_A_STEP = ("operation", "method", "url", "request_headers", "request_body", "status", "response_body")
_ACCEPT_OF_CURL = ("accept", "*/*")
_WITH_VARIABLE = re.compile(
    rf"({_any_of(API_PATH_VARIABLE, AUTH_PATH_VARIABLE, CLOUD_VARIABLE)}"
    rf"|[\w-]+: *\w+ (?:{_any_of(TOKEN_VARIABLE, CLOUD_TOKEN_VARIABLE)}))(|[/?].*)",
    re.DOTALL,
)
_MEANS_SOMETHING = re.compile(r'["\\$`!\n]')  # between the double quotes of a shell


@dataclass(frozen=True, slots=True)
class Exchange:
    """A redacted request and its answer. Bodies are texts of at most a few kilobytes; `seconds` is the wall time."""

    operation: str
    method: str
    url: str
    request_headers: Mapping[str, str]
    request_body: str
    status: int
    response_headers: Mapping[str, str]
    response_body: str
    seconds: float

    @property
    def curl(self) -> str:
        """A command line that repeats the request; hosts and token come from variables of the shell."""
        # A URL may hold brackets, which curl takes for a pattern.
        parts = ["curl", "--request", self.method, "--globoff", "--url", _quoted(self.url)]
        for name, value in self.request_headers.items():
            if name.lower() not in _SET_BY_CURL and (name.lower(), value) != _ACCEPT_OF_CURL:
                parts += ["--header", _quoted(f"{name}: {value}")]
        if self.request_body:
            if "content-type" not in {name.lower() for name in self.request_headers}:
                parts += ["--header", "Content-Type:"]  # or else curl says that it is a form
            parts += ["--data-raw", shlex.quote(self.request_body)]
        return " ".join(parts)

    def as_text(self) -> str:
        """The exchange as HTTP is written down."""
        return "\n".join([self.request_text, "", self.answer_text, "", self.curl])

    @property
    def request_text(self) -> str:
        """The request alone: line, headers, body."""
        lines = [f"{self.method} {self.url}", *_header_lines(self.request_headers), "", self.request_body]
        return "\n".join(lines)

    @property
    def answer_text(self) -> str:
        """The answer alone: status, headers, body."""
        return "\n".join([f"{self.status}", *_header_lines(self.response_headers), "", self.response_body])

    def as_step(self) -> dict[str, Any]:
        """What sending it again takes: the request, and what later ones may have from the answer."""
        kept = asdict(self)
        return {name: kept[name] for name in _OF_A_STEP}

    def as_json(self) -> dict[str, Any]:
        """The form that `results.json` holds."""
        return {**asdict(self), "curl": self.curl}


def _header_lines(headers: Mapping[str, str]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers.items()]


def _quoted(text: str) -> str:
    """The text as one word of a shell, which fills in our variables and nothing else."""
    found = _WITH_VARIABLE.fullmatch(text)
    if found is None:
        return shlex.quote(text)
    known, rest = found.groups()
    return f'"{known}"{shlex.quote(rest)}' if _MEANS_SOMETHING.search(rest) else f'"{known}{rest}"'
