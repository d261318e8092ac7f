"""The binding `logger`: name, levels, arguments, limits."""

from __future__ import annotations

import pytest
from tests.mock.scripts.conftest import Scripts

from pingone_conformance.mock.scripts.bindings.logger import MAX_MESSAGE, MAX_MESSAGES, put_in_place

ALL = 'logger.trace("t"); logger.debug("d"); logger.info("i"); logger.warn("w"); logger.error("e"); action.goTo("x")'


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        ("plain", [], "plain"),
        ("plain", ["unused"], "plain"),
        ("a {}", ["1"], "a 1"),
        ("{} and {}", ["1", "2"], "1 and 2"),
        ("{}{}", ["1"], "1{}"),
        ("{} {}", [], "{} {}"),
        ("{}", ["{}"], "{}"),
        (r"\{} {}", ["1"], "{} 1"),
        (r"\\{}", ["1"], r"\1"),
        ("{ } {x} {", ["1"], "{ } {x} {"),
    ],
)
def test_arguments_stand_where_braces_are(message: str, arguments: list[str], expected: str) -> None:
    assert put_in_place(message, arguments) == expected


@pytest.mark.parametrize(
    ("tier", "kept"),
    [
        ("development", ["DEBUG", "INFO", "WARN", "ERROR"]),
        ("staging", ["WARN", "ERROR"]),
        ("production", ["WARN", "ERROR"]),
    ],
)
def test_a_tier_has_a_level(scripts: Scripts, tier: str, kept: list[str]) -> None:
    answer = scripts.api.http.put("/_mock/tier", json={"tier": tier})
    assert answer.json() == {"tier": tier}
    assert [level for level, _ in scripts.messages(ALL)] == kept
    levels = ["Trace", "Debug", "Info", "Warn", "Error"]
    enabled = ", ".join(f"logger.is{level}Enabled()" for level in levels)
    on = scripts.value(f"[{enabled}]")
    assert [
        level for level, is_on in zip(["TRACE", "DEBUG", "INFO", "WARN", "ERROR"], on, strict=True) if is_on
    ] == kept


def test_the_name_of_the_logger(scripts: Scripts) -> None:
    entry = scripts.run('logger.error("x")', name="My Script", context="OIDC_CLAIMS")["log"][0]
    kind, context, uuid, name = entry["logger"].split(".")
    assert (kind, context, name) == ("scripts", "OIDC_CLAIMS", "(My Script)")
    assert len(uuid) == 36


def test_values_as_arguments(scripts: Scripts) -> None:
    said = scripts.messages(
        'logger.info("{} {} {} {} {} {}", 1, 1.5, true, null, undefined, "text"); logger.info("{} {}", {a: [1]}, [2]);'
        'logger.info("{}", new TypeError("bad")); logger.info(7)'
    )
    assert [message for _, message in said] == [
        "1 1.5 true null undefined text",
        '{"a":[1]} [2]',
        "TypeError: bad",
        "7",
    ]


def test_the_legacy_logger(scripts: Scripts) -> None:
    left = scripts.legacy(
        'logger.message("m {}", logger.messageEnabled()); logger.warning("w {}", logger.warningEnabled());'
        'logger.error("e {}", logger.errorEnabled()); outcome = typeof logger.debug'
    )
    assert [(entry["level"], entry["message"]) for entry in left["log"]] == [
        ("DEBUG", "m true"),
        ("WARN", "w true"),
        ("ERROR", "e true"),
    ]
    assert left["outcome"] == "undefined"


def test_what_is_kept_is_bounded(scripts: Scripts) -> None:
    said = scripts.messages(
        f'logger.error(new Array({MAX_MESSAGE + 100}).join("x"));'
        f'for (var i = 0; i < {MAX_MESSAGES + 10}; i++) logger.error("m");'
    )
    assert len(said) == MAX_MESSAGES
    assert len(said[0][1]) == MAX_MESSAGE


def test_all_messages_since_the_reset(scripts: Scripts) -> None:
    scripts.run('logger.error("one")')
    scripts.run('logger.error("two")')
    log = scripts.api.http.get("/_mock/log").json()["messages"]
    assert [entry["message"] for entry in log] == ["one", "two"]
    scripts.mock.reset("again")
    assert scripts.api.http.get("/_mock/log").json() == {"messages": []}
