"""Types of request members that several resources share, and the base class of all request bodies."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


class RequestBody(BaseModel):
    """A request body or a part of one.

    Members have camel-case names; unknown ones are ignored, as is read-only input ("PingOne API requests").
    Nothing is converted from another JSON type, except numbers with a fraction, see ``Integer``.
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="ignore", alias_generator=to_camel, hide_input_in_errors=True
    )

    def written(self) -> dict[str, Any]:
        """Return the members that the client gave and that are not null, in the API's JSON form."""
        return self.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


def refusal(code: str, message: str) -> PydanticCustomError:
    """Return an error for a validator to raise; ``code`` becomes the detail's code."""
    return PydanticCustomError("refused", "{reason}", {"code": code, "reason": message})


def _truncate(value: object) -> object:
    return int(value) if isinstance(value, float) else value


Integer = Annotated[int, BeforeValidator(_truncate)]
"""An integer; a fraction is cut off ("PingOne API requests", type conversion), booleans are refused."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
"""Non-empty text without a stated limit, within reason."""

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=256, pattern=r"^[\p{L}\p{M}\p{Zs}\p{S}\p{N}\p{P}]*$")
]
"""A name or title: any visible characters of Unicode ("Supported characters for user attributes")."""

EmailAddress = Annotated[
    str,
    StringConstraints(
        max_length=256, pattern=r"^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$|^\"[^\"\p{Cc}]+\"@[^@\s\p{Cc}]+$"
    ),
]
"""An e-mail address: something, an at sign, a domain."""

PhoneNumber = Annotated[str, StringConstraints(max_length=32, pattern=r"^\+?[ .()\-]*[0-9][0-9 .()\-]*$")]
"""A telephone number; all six samples of "Create Verify Transaction" fit, letters do not."""

AbsoluteUri = Annotated[
    str, StringConstraints(max_length=2048, pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s\p{Cc}]+$")
]
"""An absolute URI."""

Requirement = Literal["REQUIRED", "OPTIONAL", "DISABLED"]
"""Whether a policy asks for a check ("Create Verify Policy")."""

Level = Literal["LOW", "MEDIUM", "HIGH"]
"""A threshold ("Create Verify Policy")."""


def decode_base64(text: str) -> bytes:
    """Return the bytes of strict standard base64; raises ValueError for anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as problem:
        raise ValueError("not base64") from problem
