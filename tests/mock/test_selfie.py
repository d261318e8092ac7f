import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from pingone_conformance.mock import selfie
from pingone_conformance.mock.portraits import read_picture

PICTURES = [
    selfie.selfie_jpeg,
    selfie.document_front_jpeg,
    selfie.document_back_jpeg,
    selfie.cropped_document_jpeg,
    selfie.cropped_portrait_jpeg,
    selfie.cropped_signature_jpeg,
]
SIZES = [(480, 640), (540, 362), (540, 362), (480, 302), (132, 176), (150, 36)]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def correlation(first: Image.Image, second: Image.Image) -> float:
    a, b = (np.asarray(picture.convert("L"), dtype=float).ravel() for picture in (first, second))
    return float(np.corrcoef(a, b)[0, 1])


@pytest.mark.parametrize(("draw", "size"), list(zip(PICTURES, SIZES, strict=True)))
def test_each_picture_is_a_jpeg_of_its_size(draw: Callable[[], bytes], size: tuple[int, int]) -> None:
    assert read_picture(draw()) == ("JPEG", *size)


@pytest.mark.parametrize("draw", PICTURES)
def test_each_picture_is_small(draw: Callable[[], bytes]) -> None:
    assert len(draw()) < 100_000


@pytest.mark.parametrize("draw", PICTURES)
def test_each_picture_is_drawn_once(draw: Callable[[], bytes]) -> None:
    assert draw() is draw()


def test_the_pictures_differ() -> None:
    assert len({draw() for draw in PICTURES}) == len(PICTURES)


def test_another_process_draws_the_same_bytes() -> None:
    program = (
        "import hashlib; from pingone_conformance.mock.selfie import selfie_jpeg;"
        "print(hashlib.sha256(selfie_jpeg()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7"}
    answer = subprocess.check_output([sys.executable, "-c", program], text=True, env=environment)
    assert answer.strip() == hashlib.sha256(selfie.selfie_jpeg()).hexdigest()


def test_the_room_of_the_selfie_has_more_than_one_colour() -> None:
    top = np.asarray(opened(selfie.selfie_jpeg()), dtype=float)[:60]
    assert top.std(axis=(0, 1)).max() > 15


def test_the_room_differs_from_the_person() -> None:
    picture = np.asarray(opened(selfie.selfie_jpeg()), dtype=float)
    room = np.concatenate([picture[:60].reshape(-1, 3), picture[:400, :90].reshape(-1, 3)])
    person = np.concatenate([picture[230:330, 190:300].reshape(-1, 3), picture[540:, 100:380].reshape(-1, 3)])
    assert np.median(person[:, 0] - person[:, 2]) - np.median(room[:, 0] - room[:, 2]) > 60


def test_the_face_is_not_its_own_mirror_image() -> None:
    face = opened(selfie.selfie_jpeg()).crop((150, 110, 342, 410))
    assert correlation(face, face.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) < 0.85


def test_the_face_differs_from_the_room_beside_it() -> None:
    picture = opened(selfie.selfie_jpeg())
    assert abs(correlation(picture.crop((170, 130, 320, 400)), picture.crop((0, 130, 150, 400)))) < 0.5


def test_the_card_shows_the_person_of_the_selfie() -> None:
    portrait = opened(selfie.cropped_portrait_jpeg()).resize((480, 640))
    box = (180, 150, 316, 360)
    assert correlation(portrait.crop(box), opened(selfie.selfie_jpeg()).crop(box)) > 0.7


def test_the_cropped_document_lies_on_the_table_of_the_front_image() -> None:
    card = opened(selfie.cropped_document_jpeg()).crop((20, 20, 460, 282))
    assert correlation(card, opened(selfie.document_front_jpeg()).crop((50, 50, 490, 312))) > 0.97
