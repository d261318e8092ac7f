"""Bodies of the control plane about secrets of the cloud side."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from pingone_conformance.mock.schemas.fields import RequestBody


class SecretLabel(RequestBody):
    """The secret that a label is mapped to, in a realm or, with null, globally; ``secret`` null ends the mapping."""

    label: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._\-]{1,256}$")]
    realm: Literal["alpha", "bravo"] | None = None
    secret: Annotated[str, StringConstraints(pattern=r"^esv-[a-z0-9_\-]{1,124}$")] | None
