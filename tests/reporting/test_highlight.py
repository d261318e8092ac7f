from __future__ import annotations

import pytest

from pingone_conformance.reporting.highlight import differences


def marked(expected: str, observed: str) -> tuple[str, str]:
    """Both texts with what differs in brackets."""
    first, second = differences(expected, observed)
    return tuple(  # type: ignore[return-value]
        "".join(f"[{text}]" if differs else text for text, differs in pieces) for pieces in (first, second)
    )


@pytest.mark.parametrize(
    ("expected", "observed", "one", "other"),
    [
        ("status 415", "status 200", "status [415]", "status [200]"),
        ("status 400", "status 422 (INVALID)", "status [400]", "status [422 (INVALID)]"),
        (
            "the id 2f8a-11 of the user",
            "the id 2f8a-12 of the user",
            "the id [2f8a-11] of the user",
            "the id [2f8a-12] of the user",
        ),
        (
            "until 2030-01-01T00:00:00Z at most",
            "until 2031-01-01T00:00:00Z at most",
            "until [2030-01-01T00:00:00Z] at most",
            "until [2031-01-01T00:00:00Z] at most",
        ),
        ("the colour (179, 40, 45)", "(44, 40, 179)", "[the colour] ([179], 40, [45])", "([44], 40, [179])"),
    ],
)
def test_words_that_differ_are_marked(expected: str, observed: str, one: str, other: str) -> None:
    assert marked(expected, observed) == (one, other)


@pytest.mark.parametrize(
    ("expected", "observed"),
    [
        ("the same", "the same"),
        ("a link user", "none"),
        ("one of the statuses 201, 400, 401, 403, 404, 405, 409", "status 422"),
        ("word " * 300, "words " * 300),
        ("", ""),
    ],
)
def test_texts_that_are_equal_long_or_hardly_alike_have_no_marks(expected: str, observed: str) -> None:
    assert marked(expected, observed) == (expected, observed)


def test_no_character_is_lost() -> None:
    texts = "  a  b\n[x]\tone,  two", "  a  c\n[y]\tone,  three "
    assert tuple("".join(text for text, _ in pieces) for pieces in differences(*texts)) == texts
