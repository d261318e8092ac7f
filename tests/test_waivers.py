"""Files of waivers: what they may say, what is said about one that may not, and which waiver covers what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.waivers import LONGEST, Waiver, Waivers, load_waivers, today, waivers_for

DAY = date(2027, 3, 1)
ROW = """
- rule: PORTRAIT-003
  operation: updatePortraitBackground
  target: https://api.pingone.eu/*
  reason: Accepted until release 7.
  link: https://tracker.example/browse/IDV-1
  expires: 2027-06-30
"""
WAIVER = Waiver(
    rule="PORTRAIT-003",
    operation="updatePortraitBackground",
    target="https://api.pingone.eu/*",
    reason="Accepted until release 7.",
    link="https://tracker.example/browse/IDV-1",
    expires=date(2027, 6, 30),
)


def load(folder: Path, text: str) -> list[Waiver]:
    file = folder / "known.yaml"
    file.write_text(text, encoding="utf-8")
    return load_waivers(file, contracts(), day=DAY)


def rule_of_several() -> Any:
    return next(rule for rule in contracts().rules.values() if len(rule.operations) > 1)


def rule_of_every() -> Any:
    return next(rule for rule in contracts().rules.values() if rule.operations == (EVERY_OPERATION,))


def waiver(rule: str, operation: str | None = None, **more: Any) -> Waiver:
    given = {"target": "*", "reason": "r", "link": "https://t.example/1", "expires": DAY}
    return Waiver(rule=rule, operation=operation, **(given | more))


def test_the_list_that_ships_waives_nothing() -> None:
    assert load_waivers(None, contracts()) == []


def test_a_row(tmp_path: Path) -> None:
    assert load(tmp_path, ROW) == [WAIVER]


def test_a_day_may_be_a_text(tmp_path: Path) -> None:
    assert load(tmp_path, ROW.replace("2027-06-30", "'2027-06-30'")) == [WAIVER]


def test_operation_and_target_may_be_left_out(tmp_path: Path) -> None:
    lines = [line for line in ROW.splitlines() if "operation" not in line and "target" not in line]
    (found,) = load(tmp_path, "\n".join(lines))
    assert (found.operation, found.target) == (None, "*")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_a_file_without_rows_waives_nothing(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == []


def test_a_rule_of_every_operation_may_be_waived_at_one(tmp_path: Path) -> None:
    text = ROW.replace("PORTRAIT-003", rule_of_every().id).replace("updatePortraitBackground", "createUser")
    assert load(tmp_path, text)[0].operation == "createUser"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("PORTRAIT-003", "PORTRAIT-999", "known.yaml, PORTRAIT-999: there is no such rule"),
        ("PORTRAIT-003", "portrait", "known.yaml, portrait, member 'rule'"),
        ("updatePortraitBackground", "createUser", "PORTRAIT-003, member 'operation': the rule is not about"),
        ("https://tracker.example/browse/IDV-1", "IDV-1", "PORTRAIT-003, member 'link'"),
        ("https://tracker.example/browse/IDV-1", "javascript:alert(1)", "PORTRAIT-003, member 'link'"),
        ("  reason: Accepted until release 7.\n", "", "PORTRAIT-003: 'reason' is a required property"),
        ("  link: https://tracker.example/browse/IDV-1\n", "", "'link' is a required property"),
        ("  expires: 2027-06-30\n", "", "PORTRAIT-003: 'expires' is a required property"),
        ("expires: 2027-06-30", "expires: never", "PORTRAIT-003, member 'expires'"),
        ("expires: 2027-06-30", "expires: '2027-02-30'", "2027-02-30 is no day"),
        ("expires: 2027-06-30", "expires: 2027-06-30T10:00:00Z", "PORTRAIT-003, member 'expires'"),
        ("expires: 2027-06-30", "expires: 2028-03-02", "2028-03-02 is more than 366 days ahead"),
        ("  target:", "  tenant:", "Additional properties are not allowed"),
        ("- rule", "rule", "known.yaml"),
    ],
)
def test_what_a_file_may_not_say(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = ROW.replace(old, new) if new != "rule" else "rule: PORTRAIT-003\n"
    with pytest.raises(ConformanceError) as caught:
        load(tmp_path, text)
    assert said in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConformanceError, match=r"none\.yaml cannot be read"):
        load_waivers(tmp_path / "none.yaml", contracts())


def test_the_latest_end_is_counted_from_the_day_of_the_run(tmp_path: Path) -> None:
    assert load(tmp_path, ROW.replace("2027-06-30", str(DAY + LONGEST)))[0].expires == DAY + LONGEST


def test_the_day_is_that_of_utc() -> None:
    assert abs(today() - datetime.now(UTC).date()) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("address", "pattern", "is_for"),
    [
        ("embedded", "*", True),
        ("embedded", "embedded", True),
        ("embedded", "https://*", False),
        ("https://api.pingone.eu/v1/environments/e", "https://api.pingone.eu/*", True),
        ("https://api.pingone.com/v1/environments/e", "https://api.pingone.eu/*", False),
        ("https://api.pingone.eu/v1/environments/e", "https://API.pingone.eu/*", False),
        ("https://api.pingone.eu/v1/environments/e", "*/environments/?", True),
        ("http://[::1]:8080", "http://[::1]:*", True),
        ("http://a:8080", "http://[abc]:*", False),
    ],
)
def test_a_target_is_a_pattern_of_its_address(address: str, pattern: str, *, is_for: bool) -> None:
    found = waivers_for(address, [waiver("PORTRAIT-003", target=pattern)], DAY)
    assert bool(list(found)) is is_for


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_is_included(days: int, *, holds: bool) -> None:
    waivers = Waivers([waiver("PORTRAIT-003")], DAY + timedelta(days=days))
    rule = contracts().rules["PORTRAIT-003"]
    assert bool(waivers.covering(rule, None, None)) is holds


def test_another_rule_is_not_covered() -> None:
    waivers = Waivers([waiver("PORTRAIT-003")], DAY)
    assert waivers.covering(contracts().rules["PORTRAIT-001"], None, None) == []


def test_a_waiver_of_an_operation_covers_breaches_there() -> None:
    rule = rule_of_several()
    first, second, *_ = rule.operations
    waivers = Waivers([waiver(rule.id, first)], DAY)
    # What the test is about counts before what happened to show it.
    assert waivers.covering(rule, first, second)
    assert not waivers.covering(rule, second, first)
    assert waivers.covering(rule, None, first)
    assert not waivers.covering(rule, None, second)
    assert not waivers.covering(rule, None, None)


def test_a_breach_of_a_rule_of_one_operation_may_be_shown_by_another() -> None:
    rule = contracts().rules["PORTRAIT-003"]
    waivers = Waivers([waiver(rule.id, "updatePortraitBackground")], DAY)
    assert waivers.covering(rule, None, "readOneVerifiedData")


def test_a_rule_of_every_operation_is_covered_where_it_was_shown() -> None:
    rule = rule_of_every()
    waivers = Waivers([waiver(rule.id, "createUser")], DAY)
    assert waivers.covering(rule, None, "createUser")
    assert not waivers.covering(rule, None, "deleteUser")
