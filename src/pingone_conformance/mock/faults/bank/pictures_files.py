"""Portraits whose file is wrong: base64, wholeness, format, transparency."""

from __future__ import annotations

from PIL import Image

from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.faults.selfies import (
    UPDATE,
    colour_of,
    encoded,
    figure_of,
    file_in,
    give_out,
    keep,
    portrait_in,
)

UNREADABLE = ("IMAGE-003",)


def write(request: Request, answer: Answer, text: str) -> None:
    """Answer with that text in place of the picture, and store it."""
    put(answer, "data.image", text)
    keep(request, answer.member("data"))


def text_in(answer: Answer) -> str:
    """Return the text of the picture; empty where there is none."""
    text = answer.member("data.image")
    return text if isinstance(text, str) else ""


@on_success(Kind.SHAPE, UPDATE, "IMAGE-001")
def writes_portraits_in_base64url(request: Request, answer: Answer) -> None:
    write(request, answer, text_in(answer).replace("+", "-").replace("/", "_"))


@on_success(Kind.SHAPE, UPDATE, "IMAGE-001")
def breaks_the_lines_of_base64(request: Request, answer: Answer) -> None:
    text = text_in(answer)
    write(request, answer, "\r\n".join(text[start : start + 76] for start in range(0, len(text), 76)))


@on_success(Kind.SHAPE, UPDATE, "IMAGE-001")
def puts_a_data_prefix_before_the_picture(request: Request, answer: Answer) -> None:
    write(request, answer, f"data:image/jpeg;base64,{text_in(answer)}")


@on_success(Kind.SHAPE, UPDATE, "IMAGE-001")
def leaves_the_padding_out_of_base64(request: Request, answer: Answer) -> None:
    write(request, answer, text_in(answer).rstrip("="))


@on_success(Kind.MEANING, UPDATE, "IMAGE-002")
def cuts_the_picture_off_after_90_per_cent(request: Request, answer: Answer) -> None:
    picture = file_in(answer)
    give_out(request, answer, picture[: len(picture) * 9 // 10])


@on_success(Kind.MEANING, UPDATE, "IMAGE-002", also=("IMAGE-008",))
def cuts_the_picture_off_and_closes_it(request: Request, answer: Answer) -> None:
    picture = file_in(answer)
    give_out(request, answer, picture[: len(picture) * 9 // 10] + b"\xff\xd9")


@on_success(Kind.MEANING, UPDATE, "IMAGE-002", also=("PORTRAIT-049", "IMAGE-001", *UNREADABLE))
def sends_an_empty_picture(request: Request, answer: Answer) -> None:
    write(request, answer, "")


@on_success(Kind.MEANING, UPDATE, "IMAGE-002", also=UNREADABLE)
def encodes_the_picture_twice(request: Request, answer: Answer) -> None:
    give_out(request, answer, text_in(answer).encode())


@on_success(Kind.MEANING, UPDATE, "IMAGE-003")
def calls_png_bytes_jpeg(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None:
        give_out(request, answer, encoded(picture, "PNG"), "JPEG")


@on_success(Kind.MEANING, UPDATE, "IMAGE-003")
def calls_wide_portraits_png(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None and picture.width > picture.height:
        give_out(request, answer, file_in(answer), "PNG")


@on_success(Kind.MEANING, UPDATE, "IMAGE-003")
def calls_the_format_image(request: Request, answer: Answer) -> None:
    give_out(request, answer, file_in(answer), "IMAGE")


@on_success(Kind.MEANING, UPDATE, "IMAGE-004", "IMAGE-005", also=("IMAGE-011", "IMAGE-012"))
def leaves_the_background_transparent(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None:
        picture.putalpha(figure_of(picture, colour_of(request)))
        give_out(request, answer, encoded(picture, "PNG"), "PNG")


@on_success(Kind.MEANING, UPDATE, "IMAGE-008")
def leaves_the_person_half_transparent(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None:
        half = figure_of(picture, colour_of(request)).point(lambda level: 255 - level // 2)
        picture.putalpha(half)
        give_out(request, answer, encoded(picture, "PNG"), "PNG")


@on_success(Kind.MEANING, UPDATE, "IMAGE-004", "IMAGE-005", also=("IMAGE-011", "IMAGE-012"))
def leaves_white_backgrounds_half_transparent(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None and colour_of(request) == (255, 255, 255):
        picture.putalpha(Image.new("L", picture.size, 128))
        give_out(request, answer, encoded(picture, "PNG"), "PNG")
