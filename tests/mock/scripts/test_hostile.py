"""Scripts that mean no good: whatever they do, they fail, and the mock goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.mock.scripts.conftest import LEGACY, Scripts

ACTION = "org.forgerock.openam.auth.node.api.Action"

TAKEN = """
var taken = [], apply = Function.prototype.apply, as = Function.prototype.call.bind(apply);
Function.prototype.apply = function (self, list) { taken.push(this); return as(this, self, list); };
try { {USE}; } catch (e) {}
Function.prototype.apply = apply;
var host = taken.filter(function (f) { return String(f).indexOf("native(") >= 0; })[0], told = "nothing";
try { host({ARGUMENTS}); } catch (e) { told = String(e.javaException.getClass().getName()); }
action.goTo(told);
"""
"""A script that gets hold of the function by which a binding asks the mock, and forges a call."""

USES = {
    "nodeState": 'nodeState.get("a")',
    "httpClient": 'httpClient.send("http://a.example", {})',
    "openidm": 'openidm.read("managed/alpha_user/a")',
    "verifyTransactionsHelper": 'verifyTransactionsHelper.getAllMetadata("a")',
}


@pytest.mark.parametrize(
    ("binding", "arguments"),
    [
        ("nodeState", '"get"'),
        ("nodeState", '"putShared", "a"'),
        ("nodeState", '"mergeShared"'),
        ("httpClient", '"get", "a"'),
        ("httpClient", '"text", null'),
        ("httpClient", '"deliver", 1e9'),
        ("openidm", '"there is none"'),
        ("openidm", '"create"'),
        ("openidm", '"patch", 1, 2, 3, 4, 5, 6, 7'),
        ("verifyTransactionsHelper", '"there is none"'),
        ("verifyTransactionsHelper", '"getAllMetadata"'),
    ],
)
def test_a_forged_call_is_refused(scripts: Scripts, binding: str, arguments: str) -> None:
    script = TAKEN.replace("{USE}", USES[binding]).replace("{ARGUMENTS}", arguments)
    assert scripts.good(script)["outcome"] == "java.lang.IllegalArgumentException"


@pytest.mark.parametrize(
    "members",
    [
        "callbacks: 5",
        "callbacks: [1]",
        "callbacks: [{}]",
        'callbacks: [{type: "NameCallback", arguments: []}]',
        'callbacks: [{type: "NoCallback", arguments: ["a"]}]',
        "outcome: {a: 1}",
        'outcome: "a", header: [1]',
        'outcome: "a", sessionProperties: 5',
        'outcome: "a", sessionProperties: {a: {}}',
    ],
)
def test_a_forged_action_is_a_failure_of_its_script(scripts: Scripts, members: str) -> None:
    script = f'action = {{javaClass: "{ACTION}", {members}}};'
    left = scripts.run(script, **LEGACY)
    assert left["failure"]["javaClass"] in (
        "java.lang.ClassCastException",
        "java.lang.IllegalArgumentException",
    )


@pytest.mark.parametrize(
    "tampering",
    [
        "Object.prototype.toJSON = function () { return 5; };",
        "Array.prototype.toJSON = function () { return {}; };",
        "Array.prototype.push = function () { return 0; };",
        "Array.prototype.concat = function () { return []; };",
        "Array.prototype.forEach = null; Object.keys = null; Object.defineProperty = null; JSON = null;",
        "Function.prototype.apply = function () { return []; }; Function.prototype.call = null;",
        'Object.prototype.error = {"class": "a", message: "b"};',
        "Object.defineProperty(Object.prototype, 'value', {get: function () { throw 1; }});",
    ],
)
@pytest.mark.parametrize("legacy", [False, True])
def test_tampering_with_what_objects_inherit_harms_nobody_else(
    scripts: Scripts, tampering: str, legacy: bool
) -> None:
    uses = """
    try { nodeState.putShared("a", [1]); } catch (e) {}
    try { logger.error("a {}", {}); } catch (e) {}
    try { httpClient.send("http://a.example", {headers: {a: [1]}}).get(); } catch (e) {}
    try { openidm.query("managed/alpha_user", {_queryFilter: "true"}); } catch (e) {}
    try { action = org.forgerock.openam.auth.node.api.Action.goTo("a").build(); } catch (e) {}
    """
    scripts.run(tampering + uses, **(LEGACY if legacy else {}))
    assert scripts.good('action.goTo("a")')["outcome"] == "a"


@pytest.mark.parametrize(
    "use",
    [
        'logger.error(new Array(50001).join("\\\\"))',
        'systemEnv.getProperty("esv.none", new Array(50001).join("1") + "x", java.lang.Double)',
        'systemEnv.getProperty("esv.none", new Array(50001).join(" ") + "x", java.lang.Boolean)',
        'systemEnv.getProperty("esv" + new Array(50001).join(".a") + "!")',
        'utils.base64.decode(new Array(50001).join("a") + "!")',
        'openidm.query("managed/alpha_user", {_queryFilter: new Array(2001).join("!(") + "true"})',
        'httpClient.send("http://" + new Array(50001).join("a.") + "!", {}).get()',
    ],
)
def test_no_text_keeps_the_mock_busy(scripts: Scripts, use: str) -> None:
    """Where a search costs the square of a text's length, the script's time is over before the answer is there."""
    assert scripts.run(f"try {{ {use}; }} catch (e) {{}} action.goTo('a')")["outcome"] == "a"


def test_an_answer_that_is_nested_too_deeply_is_none(scripts: Scripts) -> None:
    deep = 'new Array(951).join("[") + new Array(951).join("]")'
    value = scripts.value(
        f"""(function () {{
          try {{ return typeof systemEnv.getProperty("esv.none", {deep}, java.util.List); }} catch (e) {{
            return e.javaException.getClass().getName();
          }}
        }}())"""
    )
    assert value in ("object", "java.lang.IllegalArgumentException")


def nested(levels: int) -> Any:
    return json.loads("[" * levels + "]" * levels)


@pytest.mark.parametrize("part", ["sharedState", "transientState"])
def test_a_state_that_is_nested_too_deeply_is_refused(scripts: Scripts, part: str) -> None:
    body = {"script": 'action.goTo("a")', part: {"a": nested(900)}}
    assert scripts.api.http.post("/_mock/scripts", json=body).status_code == 400
    assert scripts.good('action.goTo("a")', **{part: {"a": nested(90)}})["outcome"] == "a"
