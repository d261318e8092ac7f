"""Allure's files of a run of pytest: results by rule, exchanges of the tests, and nothing of allure-pytest's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import MAY, MUST, OTHER_MUST, SHOULD, RunSuite

MIXED = """
import allure

@rule(MUST)
def test_breaks(expect, api, given):
    allure.attach(b"bytes", "shown", allure.attachment_type.PNG)
    answer = api.call("createUser", json={"username": "a"})
    expect([Finding("status 400", f"status {answer.status_code}")], answer)

@rule(OTHER_MUST, SHOULD)
def test_holds(expect, api):
    allure.attach.file(__file__, attachment_type="text/x-python", extension="py")
    answer = api.call("createUser", json={"username": "b"})
    expect([], answer, rule=OTHER_MUST)
    expect([Finding("nothing", "something")], answer, rule=SHOULD)

@rule(MAY)
def test_cannot():
    raise Untested("not offered here")
"""

HELD = """
@rule(MUST)
def test_holds(expect, api):
    expect([], api.call("createUser", json={"username": "a"}))
"""

Record = dict[str, Any]
Records = Callable[..., dict[str, Record]]


@pytest.fixture
def records(run_suite: RunSuite, pytester: pytest.Pytester) -> Records:
    """Runs the suite and reads Allure's results of the rules that it tries, by rule."""

    def run(*arguments: str, source: str = MIXED) -> dict[str, Record]:
        wanted = [f"--pingone-rule={rule}" for rule in (MUST, OTHER_MUST, SHOULD, MAY)]
        run_suite(source, "--alluredir=allure", "--clean-alluredir", *wanted, *arguments)
        files = (pytester.path / "allure").glob("*-result.json")
        read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        return {record["fullName"].split()[0]: record for record in read}

    return run


def attached(pytester: pytest.Pytester, attachment: dict[str, str]) -> str:
    return (Path(pytester.path) / "allure" / attachment["source"]).read_text(encoding="utf-8")


def test_there_is_one_result_for_each_rule_and_nothing_of_allure_pytest(
    records: Records, pytester: pytest.Pytester
) -> None:
    statuses = {rule: record["status"] for rule, record in records().items()}
    assert statuses == {MUST: "failed", OTHER_MUST: "passed", SHOULD: "passed", MAY: "skipped"}
    files = [file.name for file in (pytester.path / "allure").iterdir()]
    assert sum(name.endswith("-result.json") for name in files) == len(statuses)
    assert {name.split("-")[-1] for name in files} == {
        "result.json",
        "attachment.txt",
        "attachment.png",
        "attachment.py",
        "environment.properties",
        "categories.json",
        "executor.json",
        "allurerc.mjs",
    }


def test_two_processes_give_the_same_histories(records: Records) -> None:
    one, two = (
        {rule: record["historyId"] for rule, record in records(*more).items()} for more in ((), ("-n", "2"))
    )
    assert one == two


def test_tests_leave_their_exchanges(records: Records, pytester: pytest.Pytester) -> None:
    found = records()
    broke = found[MUST]["steps"][0]
    step = next(step for step in broke["steps"] if step["name"].startswith("createUser: POST answered "))
    request, answer, curl = (attached(pytester, part) for part in step["attachments"])
    assert request.startswith("POST $PINGONE_API_PATH/")
    assert '"username"' in request
    assert "Bearer $PINGONE_ACCESS_TOKEN" in request
    assert answer[:3].isdecimal()
    assert curl.startswith("curl ")
    shown = broke["attachments"][0]
    assert (shown["name"], shown["type"], attached(pytester, shown)) == ("shown", "image/png", "bytes")


def test_a_test_that_held_leaves_its_exchanges_as_one_text(
    records: Records, pytester: pytest.Pytester
) -> None:
    exchanges = records(source=HELD)[MUST]["steps"][0]["attachments"]
    assert [attachment["name"] for attachment in exchanges] == ["exchanges"]
    assert "curl --request POST" in attached(pytester, exchanges[0])
