import pytest

from pingone_conformance.checks.masking import (
    are_whole,
    choices_hide_a_part,
    choices_show_a_part,
    has_choices,
    in_order,
    keeps_order,
    may_be,
)

ADDRESSES = ["robert.redford@example.com", "paddy.thornton@example.net"]
MASKED = ["r*************@example.com", "p*************@example.net"]


@pytest.mark.parametrize(
    "text",
    [
        "r***t.r***d@example.com",
        "ro•••@e•••.com",
        "R…d@example.com",
        "rxxxxxd@example.com",
        ADDRESSES[0],
        "***",
    ],
)
def test_a_text_may_be_the_address_masked_in_any_way(text: str) -> None:
    assert may_be(text, ADDRESSES[0])


@pytest.mark.parametrize("text", [MASKED[1], "r***@example.org", "q***@example.com", None, 7])
def test_a_text_with_characters_of_its_own_is_not_the_address(text: object) -> None:
    assert not may_be(text, ADDRESSES[0])


def test_masked_choices_in_order_are_fine() -> None:
    view = {"choices": MASKED}
    assert not list(has_choices(view, "choices", ADDRESSES))
    assert not list(choices_hide_a_part(view, "choices", ADDRESSES))
    assert not list(choices_show_a_part(view, "choices", ADDRESSES))
    assert not list(in_order(view, "choices", ADDRESSES))


def test_a_choice_too_few_and_no_list_are_found() -> None:
    assert list(has_choices({"choices": MASKED[:1]}, "choices", ADDRESSES))
    assert list(has_choices({}, "choices", ADDRESSES))


def test_the_same_choice_twice_is_found() -> None:
    assert list(has_choices({"choices": [MASKED[0], MASKED[0]]}, "choices", ADDRESSES))
    assert not list(has_choices({"choices": MASKED[::-1]}, "choices", ADDRESSES))


def test_a_choice_that_hides_nothing_is_found() -> None:
    assert list(choices_hide_a_part({"choices": [MASKED[0], ADDRESSES[1].upper()]}, "choices", ADDRESSES))
    assert list(choices_hide_a_part({}, "choices", ADDRESSES))


def test_a_choice_that_shows_nothing_or_something_else_is_found() -> None:
    assert list(choices_show_a_part({"choices": [MASKED[0], "*****@***.***"]}, "choices", ADDRESSES))
    assert list(choices_show_a_part({"choices": [MASKED[0], "address 2"]}, "choices", ADDRESSES))
    assert list(choices_show_a_part({}, "choices", ADDRESSES))


def test_what_is_offered_keeps_its_order() -> None:
    for choices in (
        MASKED,
        MASKED[:1],
        MASKED[1:],
        [MASKED[0], MASKED[0]],
        ["***", "***"],
        [MASKED[1], "x@y"],
    ):
        assert not list(keeps_order({"choices": choices}, "choices", ADDRESSES))
    assert list(keeps_order({"choices": MASKED[::-1]}, "choices", ADDRESSES))


def test_whole_addresses_are_told_from_masked_ones() -> None:
    for texts in (ADDRESSES, ADDRESSES[::-1], [ADDRESSES[0].upper()]):
        assert not list(are_whole({"options": texts}, "options", ADDRESSES))
    assert list(are_whole({"options": [ADDRESSES[0], MASKED[1]]}, "options", ADDRESSES))
    assert list(are_whole({"options": [17]}, "options", ADDRESSES))
    assert list(are_whole({}, "options", ADDRESSES))


def test_another_order_is_found() -> None:
    assert list(in_order({"choices": MASKED[::-1]}, "choices", ADDRESSES))
    assert list(in_order({"choices": ADDRESSES[::-1]}, "choices", ADDRESSES))
    assert list(in_order({"choices": MASKED[:1]}, "choices", ADDRESSES))
    assert list(in_order({}, "choices", ADDRESSES))
