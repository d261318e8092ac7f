"""What a script leaves, how it fails, and what it cannot reach."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mock.scripts.conftest import LEGACY, Scripts


def test_an_outcome_with_what_is_shown_beside_it(scripts: Scripts) -> None:
    left = scripts.good('action.withHeader("Sign in"); action.goTo("true").withDescription("why")')
    assert (left["outcome"], left["header"], left["description"]) == ("true", "Sign in", "why")


def test_a_chain_takes_what_nodes_take(scripts: Scripts) -> None:
    left = scripts.good(
        'action.goTo("x").withErrorMessage("no").withStage("s").withIdentifiedUser("u").putSessionProperty("a", 1)'
        '.putSessionProperty("b", "2").removeSessionProperty("b")'
    )
    assert (left["errorMessage"], left["sessionProperties"]) == ("no", {"a": "1"})


def test_the_last_outcome_counts_and_the_script_goes_on(scripts: Scripts) -> None:
    left = scripts.good('action.goTo("a"); nodeState.putShared("later", 1); action.goTo("b")')
    assert (left["outcome"], left["stateAfter"]["shared"]) == ("b", {"later": 1})


def test_a_variable_may_say_the_outcome(scripts: Scripts) -> None:
    assert scripts.good('outcome = "yes"')["outcome"] == "yes"
    assert scripts.good('outcome = "no"; action.goTo("yes")')["outcome"] == "yes"


@pytest.mark.parametrize("script", ["", "var x = 1", "outcome = 7", "outcome = null"])
def test_a_decision_needs_an_outcome(scripts: Scripts, script: str) -> None:
    failure = scripts.run(script)["failure"]
    assert failure["reason"] == "error"
    assert 'action.goTo("true")' in failure["message"]


def test_a_legacy_decision_needs_an_outcome(scripts: Scripts) -> None:
    assert 'outcome = "true"' in scripts.run("var x", **LEGACY)["failure"]["message"]


def test_other_scripts_need_none(scripts: Scripts) -> None:
    assert scripts.good('logger.debug("x")', context="OIDC_CLAIMS")["outcome"] is None


def test_the_dialect_is_looked_at_before_the_script_runs(scripts: Scripts) -> None:
    left = scripts.run('logger.error("ran");\nvar x = a?.b;\nvar y = a ?? b;\naction.goTo("true")')
    assert left["log"] == []
    assert left["failure"]["reason"] == "syntax"
    assert left["failure"]["line"] == 2
    assert [problem["line"] for problem in left["failure"]["problems"]] == [2, 3]


def test_what_may_be_right_is_let_run(scripts: Scripts) -> None:
    left = scripts.run('var mine = {at: function () { return "true"; }};\naction.goTo(mine.at(0));')
    assert (left["failure"], left["outcome"]) == (None, "true")


def test_a_failure_says_where_and_leaves_what_was_done(scripts: Scripts) -> None:
    left = scripts.run('logger.warn("one");\nnodeState.putShared("a", 1);\n  missing();\nlogger.warn("two");')
    assert (left["outcome"], left["failure"]["reason"], left["failure"]["line"]) == (None, "error", 3)
    assert "missing" in left["failure"]["message"]
    assert [entry["message"] for entry in left["log"]] == ["one"]
    assert left["stateAfter"]["shared"] == {"a": 1}


def test_an_exception_of_java_can_be_caught(scripts: Scripts) -> None:
    caught = scripts.value(
        "(function () { try { nodeState.get(null) } catch (e) { return [e.javaException.getClass().getName(),"
        " e.javaException.getMessage(), String(e), e instanceof Error] } })()"
    )
    assert caught[0] == "java.lang.IllegalArgumentException"
    assert caught[2] == f"JavaException: {caught[0]}: {caught[1]}"
    assert caught[3] is True


def test_an_exception_of_java_that_nobody_caught(scripts: Scripts) -> None:
    failure = scripts.run("nodeState.get(null)")["failure"]
    assert (failure["javaClass"], failure["line"]) == ("java.lang.IllegalArgumentException", 1)


def test_wrong_numbers_of_arguments(scripts: Scripts) -> None:
    for script in ("action.goTo()", 'nodeState.putShared("a")', "logger.debug()", 'nodeState.get("a", "b")'):
        assert "arguments" in scripts.run(script)["failure"]["message"]


def test_the_way_out_is_hidden(scripts: Scripts) -> None:
    names = '["__host", "__begin", "process", "os", "std", "load", "print"]'
    assert scripts.value(f"{names}.filter(function (name) {{ return name in globalThis; }})") == []


def test_a_variable_of_the_name_of_a_binding(scripts: Scripts) -> None:
    assert scripts.good('var logger = "mine"; var realm = logger; action.goTo(realm)')["outcome"] == "mine"
    assert scripts.value("[typeof logger, realm]") == ["object", "/alpha"]


def test_a_script_finds_nothing_of_the_one_before(scripts: Scripts) -> None:
    scripts.good('Object.prototype.leaked = 1; leaked = 2; logger.debug = 3; action.goTo("a")')
    assert scripts.value("[typeof leaked, typeof ({}).leaked, typeof logger.debug]") == [
        "undefined",
        "undefined",
        "function",
    ]


def test_an_endless_loop_ends_and_the_next_script_runs(scripts: Scripts) -> None:
    assert scripts.run("while (true) {}")["failure"]["reason"] == "time"
    assert scripts.good('action.goTo("a")')["outcome"] == "a"


def test_one_seed_one_result(scripts: Scripts) -> None:
    script = 'logger.error("x"); nodeState.putShared("a", utils.crypto.randomUUID()); action.goTo("b")'
    left = []
    for _ in range(2):
        scripts.mock.reset("same")
        left.append(scripts.good(script))
    assert left[0]["stateAfter"] == left[1]["stateAfter"]
    assert left[0]["log"][0]["logger"] == left[1]["log"][0]["logger"]


def test_what_no_answer_could_show(scripts: Scripts) -> None:
    text, number = scripts.value('["\\ud83d" + "x" + "\\ud83d\\ude00", 123456789012345678901]')
    assert text == "?x\N{GRINNING FACE}"
    assert number == pytest.approx(1.2345678901234568e20)


def test_a_value_that_is_nested_too_deeply(scripts: Scripts) -> None:
    nested = "var deep = []; for (var i = 0; i < {}; i++) deep = [deep];"
    put = 'nodeState.putShared("deep", deep); action.goTo("x")'
    assert scripts.run(nested.replace("{}", "50") + put)["failure"] is None
    failure = scripts.run(nested.replace("{}", "500") + put)["failure"]
    assert failure["javaClass"] == "java.lang.IllegalArgumentException"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"script": 1},
        {"script": "", "engine": "v8"},
        {"script": "", "evaluatorVersion": "3.0"},
        {"script": "", "context": "no context"},
        {"script": "", "libraries": {"a": None}},
    ],
)
def test_what_is_no_run(api: Any, wrong: dict[str, Any]) -> None:
    assert api.http.post("/_mock/scripts", json=wrong).status_code == 400


def test_a_tier_that_there_is_not(api: Any) -> None:
    assert api.http.put("/_mock/tier", json={"tier": "test"}).status_code == 400
