"""What a JSON value is: predicates for `member_is` and for the entries of collections.

JSON has one kind of number, so 1.0 is a whole number; a boolean is no number, although Python thinks so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def is_text(value: Any) -> bool:
    """A text, be it empty."""
    return isinstance(value, str)


def is_filled_text(value: Any) -> bool:
    """A text of at least one character."""
    return isinstance(value, str) and bool(value)


def is_object(value: Any) -> bool:
    """An object, be it empty."""
    return isinstance(value, dict)


def is_filled_object(value: Any) -> bool:
    """An object with at least one member."""
    return isinstance(value, dict) and bool(value)


def is_filled_list(value: Any) -> bool:
    """A list with at least one entry."""
    return isinstance(value, list) and bool(value)


def is_number(value: Any) -> bool:
    """A number, whole or not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole_number(value: Any) -> bool:
    """A number without a fraction, however it is written."""
    return is_number(value) and (isinstance(value, int) or value.is_integer())


def is_number_within(lowest: float, highest: float) -> Callable[[Any], bool]:
    """A number from `lowest` to `highest`, both included."""

    def holds(value: Any) -> bool:
        return is_number(value) and lowest <= value <= highest

    return holds
