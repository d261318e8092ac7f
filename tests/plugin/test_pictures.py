"""Pictures that tests hand to the reports: small copies, where they may be kept, across processes."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image

from pingone_conformance.config import load_settings
from pingone_conformance.plugin.pictures import OF_A_TEST, SIDE, Pictures, may_keep_pictures

from .conftest import MUST, RunSuite

ASKED = {"colour": (179, 40, 45), "width": 3, "height": 4}
SUITE = """
import io
from PIL import Image

@rule(MUST)
@pytest.mark.parametrize("number", range(2))
def test_one(number, pictures, expect):
    data = io.BytesIO()
    Image.new("RGB", (300, 400), (179, 40, 45)).save(data, "PNG")
    asked = {"colour": (179, 40, 45), "width": 3, "height": 4}
    measured = {"colour": (178.6, 40, 45), "width": 300, "height": 400}
    pictures(rule=MUST, before=data.getvalue(), after=b"no picture", asked=asked, measured=measured)
    expect([Finding("a", "b")] if number else [])
"""


def picture(size: tuple[int, int]) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (179, 40, 45)).save(data, "PNG")
    return data.getvalue()


def unpacked(address: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(address.removeprefix("data:image/jpeg;base64,"))))


@pytest.mark.parametrize(("size", "small"), [((1600, 800), (SIDE, SIDE // 2)), ((20, 30), (20, 30))])
def test_copies_are_small_and_keep_their_shape(size: tuple[int, int], small: tuple[int, int]) -> None:
    pictures = Pictures(allowed=True)
    pictures(rule=MUST, before=picture(size), after=picture(size), asked=ASKED, measured=ASKED)
    assert unpacked(pictures.kept[0]["after"]).size == small


def test_where_pictures_may_not_be_kept_none_is() -> None:
    pictures = Pictures(allowed=False)
    pictures(rule=MUST, before=picture((9, 9)), after=picture((9, 9)), asked=ASKED, measured=ASKED)
    assert pictures.kept == []


def test_a_test_keeps_few() -> None:
    pictures = Pictures(allowed=True)
    for _ in range(OF_A_TEST + 3):
        pictures(rule=MUST, before=b"", after=picture((9, 9)), asked=ASKED, measured=ASKED)
    assert len(pictures.kept) == OF_A_TEST
    assert pictures.kept[0]["before"] is None


@pytest.mark.parametrize(
    ("target", "keep_images", "may"),
    [("mock", False, True), ("tenant", False, False), ("tenant", True, True)],
)
def test_a_tenant_has_to_allow_it(target: str, keep_images: bool, may: bool) -> None:
    usual = load_settings({})
    settings = replace(usual, target=target, tenant=replace(usual.tenant, keep_images=keep_images))
    assert may_keep_pictures(settings) is may


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["one-process", "two"])
def test_results_have_them_those_of_broken_tests_first(
    run_suite: RunSuite, processes: tuple[str, ...]
) -> None:
    shown = run_suite(SUITE, *processes).rule(MUST)["pictures"]
    assert [one["test"] for one in shown] == ["test_small.py::test_one[1]", "test_small.py::test_one[0]"]
    assert unpacked(shown[0]["before"]).size == (120, 160)
    assert shown[0]["after"] is None
    assert shown[0]["measured"] == {"colour": [179, 40, 45], "width": 300, "height": 400}
