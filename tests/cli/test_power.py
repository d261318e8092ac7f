"""`pingone-conformance faults` and `power`, and a mock that is served with a fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pingone_conformance.cli import cli
from pingone_conformance.mock.faults import bank

FAULT = "accepts_plain_json_for_portrait"
RULE = "PORTRAIT-003"


def listed(*arguments: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["faults", "--format", "json", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    rows: list[dict[str, Any]] = json.loads(done.output)
    return rows


def test_every_fault_is_listed() -> None:
    assert [row["name"] for row in listed()] == list(bank())


def test_a_fault_is_listed_with_class_rules_and_operation() -> None:
    (row,) = [row for row in listed() if row["name"] == FAULT]
    assert (row["class"], row["operations"]) == ("validation", ["updatePortraitBackground"])
    assert RULE in row["rules"]


def test_the_list_can_be_narrowed() -> None:
    rows = listed("--class", "validation", "--operation", "updatePortraitBackground")
    assert FAULT in [row["name"] for row in rows]
    assert {row["class"] for row in rows} == {"validation"}


def test_the_list_can_be_narrowed_to_a_binding() -> None:
    rows = listed("--binding", "secrets")
    assert "secret_of_any_label_readable" in [row["name"] for row in rows]
    assert all(any(rule.startswith("SECRETS-") for rule in row["rules"]) for row in rows)
    (row,) = [row for row in rows if row["name"] == "secret_of_any_label_readable"]
    assert (row["operations"], row["bindings"]) == ([], ["secrets.getGenericSecret"])


def test_the_text_names_the_binding_of_a_fault() -> None:
    done = CliRunner().invoke(cli, ["faults", "--binding", "utils"], catch_exceptions=False)
    lines = done.output.splitlines()
    place = lines.index("base64url_keeps_padding")
    assert lines[place + 1].startswith("    shape, utils: UTILS-012")


def test_the_text_names_class_operation_and_rules() -> None:
    lines = CliRunner().invoke(cli, ["faults"], catch_exceptions=False).output.splitlines()
    (place,) = [place for place, line in enumerate(lines) if line == FAULT]
    assert lines[place + 1].startswith("    validation, updatePortraitBackground: ")
    assert RULE in lines[place + 1]


@pytest.mark.parametrize("command", [["power"], ["mock"]], ids=lambda command: str(command[0]))
def test_an_unknown_fault_is_bad_usage_and_the_nearest_are_named(
    call: Callable[..., Any], command: list[str]
) -> None:
    done = call(*command, "--fault", "accepts_plain_json_for_portraits")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: there is no fault accepts_plain_json_for_portraits\nhint: did you mean"
    )
    assert FAULT in done.stderr


def test_a_fault_is_tried_and_killed(call: Callable[..., Any], tmp_path: Path) -> None:
    done = call("power", "--fault", FAULT, "-n", "1", "--profile", "smoke")
    content = json.loads((tmp_path / "reports" / "power" / "power.json").read_text(encoding="utf-8"))
    (row,) = content["faults"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert RULE in row["turned"]
    assert (row["killed"], row["blamed_right"], row["crashed"]) == (True, True, [])
    assert content["clean"]["turned"] == content["clean"]["crashed"] == []
    assert content["dead_rules"] is None


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_tried(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = call("power", "--fault", FAULT, "--out", "taken/here")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: the reports cannot be written to taken/here: Not a directory\nhint: "
    )
