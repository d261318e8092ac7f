"""What was hidden is found again, however another text writes it."""

from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from pingone_conformance.target.memory import Memory

SECRET = 'Jané "O\'Hara" & <Söhne>, 5/7\n'


def memory(*texts: str) -> Memory:
    kept = Memory()
    for text in texts:
        kept.add(text)
    return kept


@pytest.mark.parametrize(
    "write",
    [
        str, str.upper, repr, ascii, json.dumps, quote, quote_plus, html.escape,
        lambda text: json.dumps(text, ensure_ascii=False), lambda text: quote(text, safe=""),
    ],
)  # fmt: skip
def test_a_text_is_found_as_others_write_it(write: object) -> None:
    shown = memory(SECRET).replace(f"before {write(SECRET)} after", "***")  # type: ignore[operator]
    assert "Hara" not in shown
    assert "HARA" not in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")


def test_a_text_that_is_written_twice_over_is_found() -> None:
    shown = memory('Söhne "canary" & Co.').replace(repr(json.dumps('Söhne "canary" & Co.').encode()), "***")
    assert "canary" not in shown


def test_the_longest_text_is_found_first() -> None:
    assert memory("Robert", "Robert Redford").replace("Robert Redford is Robert", "*") == "* is *"


def test_a_short_text_is_found_as_a_word_only() -> None:
    assert memory("Anna").replace("Anna, Annapolis and 'anna'", "*") == "*, Annapolis and '*'"


def test_a_long_text_is_found_within_a_word() -> None:
    assert memory("canary-001").replace("xcanary-001x", "*") == "x*x"


def test_a_text_of_three_characters_is_not_kept() -> None:
    assert memory("Bob").replace("Bob", "*") == "Bob"


@pytest.mark.parametrize("end", ["", "…", "...", "… (12 more)"])
def test_the_beginning_of_a_text_is_found_where_the_other_is_cut(end: str) -> None:
    assert memory("a canary of some length").replace(f"saw a canary of{end}", "*") == f"saw *{end}"


def test_the_beginning_of_a_text_stays_where_the_other_goes_on() -> None:
    assert memory("a canary of some length").replace("saw a canary of gold", "*") == "saw a canary of gold"


def test_pieces_of_a_long_text_are_found() -> None:
    text = "".join(f"{number:05}" for number in range(200))
    assert memory(text).replace(text, "*") == "****"


def test_a_letter_whose_small_form_is_longer_does_no_harm() -> None:
    assert memory("İstanbul-1").replace("in İstanbul-1 İ", "*") == "in * İ"


def test_what_is_too_much_is_not_kept_and_says_so() -> None:
    kept = Memory(limit=2)
    for text in ("first", "second", "third"):
        kept.add(text)
    assert kept.full
    assert kept.replace("first third", "*") == "* third"


def test_everything_is_forgotten() -> None:
    kept = memory("canary")
    kept.clear()
    assert kept.replace("canary", "*") == "canary"
