"""What faults about selfies and portraits share: the record that a request is about, and the picture of an answer."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from PIL import Image, ImageChops

from pingone_conformance.mock.evidence import picture_data
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.records import VerifiedData

UPDATE = "updatePortraitBackground"

Colour = tuple[int, int, int]
Redrawn = Callable[[Request, Image.Image], Image.Image]

_DIFFERS = 24


def selfie_of(request: Request) -> VerifiedData | None:
    """Return the verified data that the path names, None where there are none."""
    records = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    return records.get(request.path["verified_data_id"])


def keep(request: Request, data: dict[str, Any]) -> None:
    """Store these data in place of what the verified data of the path hold."""
    selfie = selfie_of(request)
    if selfie is not None:
        request.mock.store.verified_data[request.path["transaction_id"]][selfie.id] = replace(
            selfie, data=data
        )


def colour_of(request: Request) -> Colour:
    """Return the colour that an accepted request asks for."""
    red, green, blue = (
        int(request.member(f"backgroundColor.{name}") or 0) for name in ("red", "green", "blue")
    )
    return red, green, blue


def file_in(answer: Answer) -> bytes:
    """Return the bytes of the picture in an answer, none where there is no picture."""
    text = answer.member("data.image")
    try:
        return b64decode(text) if isinstance(text, str) else b""
    except ValueError:
        return b""


def portrait_in(answer: Answer) -> Image.Image | None:
    """Return the picture of an answer, None where it has none."""
    try:
        return Image.open(io.BytesIO(file_in(answer))).convert("RGB")
    except (OSError, ValueError):
        return None


def encoded(picture: Image.Image, name: str = "JPEG") -> bytes:
    """Return a picture as a file of that format, a JPEG as good as the mock's own."""
    buffer = io.BytesIO()
    options = {"quality": 92, "subsampling": 0} if name == "JPEG" else {}
    picture.save(buffer, name, **options)
    return buffer.getvalue()


def give_out(request: Request, answer: Answer, picture: bytes, name: str = "JPEG") -> None:
    """Answer with that file, called by that name of a format, and store it: whoever reads it back gets the same."""
    data = picture_data(picture, name)
    keep(request, data)
    answer.json["data"] = data


def figure_of(picture: Image.Image, colour: Colour) -> Image.Image:
    """Return a mask that is white where a portrait differs from its background."""
    difference = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    red, green, blue = difference.split()
    far = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return far.point(lambda level: 255 if level > _DIFFERS else 0)


def on_picture(*rules: str, also: tuple[str, ...] = ()) -> Callable[[Redrawn], Redrawn]:
    """Add a fault that draws the portrait of an accepted update anew, for the answer and for what is stored."""

    def add(function: Redrawn) -> Redrawn:
        @wraps(function)
        def fault(request: Request, answer: Answer) -> None:
            picture = portrait_in(answer)
            if picture is not None:
                give_out(request, answer, encoded(function(request, picture)))

        on_success(Kind.MEANING, UPDATE, *rules, also=also)(fault)
        return function

    return add


def find_in_other_transactions(request: Request) -> None:
    """Look for the verified data of the path in all transactions of its user."""
    store, path = request.mock.store, request.path
    owner = next((key for key, of in store.verified_data.items() if path["verified_data_id"] in of), "")
    known = store.transactions.get(owner)
    if (
        known is not None
        and known.user_id == path["user_id"]
        and path["transaction_id"] in store.transactions
    ):
        path["transaction_id"] = owner
