"""Bodies of the control plane about what scripts reach by HTTP."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from pingone_conformance.mock.schemas.fields import RequestBody

Token = Annotated[str, StringConstraints(pattern=r"^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$")]
HeaderValue = Annotated[str, StringConstraints(max_length=8192, pattern=r"^[^\r\n\x00]*$")]
Path = Annotated[str, StringConstraints(max_length=2048, pattern=r"^(\*|/[^\s?#]*)$")]
Reason = Annotated[str, StringConstraints(max_length=256, pattern=r"^[^\r\n\x00]*$")]
Identifier = Annotated[str, StringConstraints(max_length=256, pattern=r"^([A-Za-z0-9]+(\.+[A-Za-z0-9]+)*)?$")]
"""Part of a secret label: letters, digits and, inside, periods ("Http Client service", TLS configuration)."""


class Answer(RequestBody):
    """What a host answers to a method and a path, ``*`` for any; ``echo`` answers with the request itself."""

    method: Token = "*"
    path: Path = "*"
    status: Annotated[int, Field(ge=200, le=599)] = 200
    reason: Reason = ""
    headers: Annotated[dict[Token, HeaderValue], Field(default_factory=dict, max_length=100)]
    body: Annotated[str, StringConstraints(max_length=1024 * 1024)] = ""
    echo: bool = False


class Host(RequestBody):
    """All that a host answers: of several answers that fit, the first."""

    answers: Annotated[list[Answer], Field(max_length=100)]


class HttpClient(RequestBody):
    """An instance of the Http Client service; without an identifier it uses no certificate of that kind."""

    enabled: bool = True
    client_certificate: Identifier = ""
    server_trust: Identifier = ""
