"""What a badge says, by how a run ended."""

from __future__ import annotations

import json

import pytest

from pingone_conformance.reporting.badge import build_badge, write_badge

CUT_OFF = {"schema": 1, "complete": False, "versions": {}, "seed": 7}


@pytest.mark.parametrize(
    ("results_of", "message", "color"),
    [
        (lambda make: make.results(make.outcome("USER-001")), "1 rule conforms", "brightgreen"),
        (lambda make: make.results(make.outcome("USER-001", "USER-002")), "2 rules conform", "brightgreen"),
        (
            lambda make: make.results(make.outcome("USER-001"), make.breaking("USER-002")),
            "1 conform, 1 deviate",
            "yellow",
        ),
        (
            lambda make: make.results(make.breaking("USER-002"), strict=True),
            "1 rule deviated from",
            "red",
        ),
        (lambda make: make.of_each_verdict(), "1 rule violated", "red"),
        (lambda make: make.of_each_verdict(complete=False), "1 rule violated", "red"),
        (lambda make: make.results(make.outcome("USER-001"), complete=False), "cut off", "lightgrey"),
        (
            lambda make: make.results(make.outcome("USER-001"), make.broken("USER-002")),
            "1 rule not judged",
            "lightgrey",
        ),
        (lambda make: make.results(), "nothing tried", "lightgrey"),
        (lambda _: CUT_OFF, "cut off", "lightgrey"),
        (
            lambda make: make.results(
                make.outcome("USER-002"), make.breaking("USER-001"), waivers=[make.waiver("USER-001")]
            ),
            "1 conform, 1 waived",
            "yellowgreen",
        ),
        (
            lambda make: make.results(make.outcome("USER-001"), waivers=[make.waiver("USER-001")]),
            "waivers to mend",
            "red",
        ),
    ],
)
def test_the_message(make, results_of, message, color):
    badge = build_badge(results_of(make))
    assert (badge["message"], badge["color"]) == (message, color)
    assert badge.get("isError", False) is (color in ("red", "lightgrey"))


def test_a_badge_is_good_only_where_the_exit_code_is(make):
    for results in (make.of_each_verdict(), make.results(), make.results(make.broken("USER-001"))):
        assert results["summary"]["exit_code"] != 0
        assert build_badge(results)["isError"]


def test_the_file(make, tmp_path):
    write_badge(make.results(make.outcome("USER-001")), tmp_path / "badge.json")
    assert json.loads((tmp_path / "badge.json").read_text(encoding="utf-8")) == {
        "schemaVersion": 1,
        "label": "PingOne Verify",
        "message": "1 rule conforms",
        "color": "brightgreen",
    }
