"""The node state, in both generations, and the values around it."""

from __future__ import annotations

from tests.mock.scripts.conftest import Scripts

STATE = {"sharedState": {"a": 1, "b": {"x": 1}}, "transientState": {"a": 2, "b": {"y": 2}}}


def test_transient_values_come_first(scripts: Scripts) -> None:
    assert scripts.value('[nodeState.get("a"), nodeState.get("none")]', **STATE) == [2, None]


def test_an_object_of_both_parts(scripts: Scripts) -> None:
    assert scripts.value('nodeState.getObject("b")', **STATE) == {"x": 1, "y": 2}


def test_writing(scripts: Scripts) -> None:
    left = scripts.good(
        'nodeState.putShared("s", {deep: [1]}).putTransient("t", null).mergeShared({m: 1}).mergeTransient({n: 2});'
        'nodeState.remove("a"); action.goTo("x")',
        **STATE,
    )
    assert left["stateBefore"] == {"shared": STATE["sharedState"], "transient": STATE["transientState"]}
    assert left["stateAfter"] == {
        "shared": {"b": {"x": 1}, "s": {"deep": [1]}, "m": 1},
        "transient": {"b": {"y": 2}, "t": None, "n": 2},
    }


def test_keys_are_a_list(scripts: Scripts) -> None:
    assert scripts.value(
        '[nodeState.keys().sort(), nodeState.keys().size(), nodeState.isDefined("a")]', **STATE
    ) == [
        ["a", "b"],
        2,
        True,
    ]


def test_values_are_copies(scripts: Scripts) -> None:
    left = scripts.good('nodeState.get("b").z = 3; action.goTo("x")', sharedState={"b": {}})
    assert left["stateAfter"]["shared"] == {"b": {}}


def test_a_merge_takes_an_object(scripts: Scripts) -> None:
    assert (
        scripts.run("nodeState.mergeShared([1])")["failure"]["javaClass"]
        == "java.lang.IllegalArgumentException"
    )


def test_legacy_values_are_wrapped(scripts: Scripts) -> None:
    left = scripts.legacy(
        'nodeState.putShared("s", nodeState.get("text").asString()).putTransient("n", nodeState.get("n").asInteger());'
        'nodeState.putShared("deep", nodeState.get("o").get("x").asList().get(0));'
        'outcome = String(nodeState.get("none")) + nodeState.get("text").isString()',
        sharedState={"text": "t", "n": 3, "o": {"x": [4]}},
    )
    assert left["outcome"] == "nulltrue"
    assert left["stateAfter"]["shared"]["s"] == "t"
    assert left["stateAfter"]["shared"]["deep"] == 4
    assert left["stateAfter"]["transient"] == {"n": 3}


def test_legacy_states(scripts: Scripts) -> None:
    left = scripts.legacy(
        'sharedState.put("a", transientState.get("t")); transientState.remove("t"); transientState.put("u", 1);'
        'outcome = String(sharedState.get("none")) + sharedState.containsKey("a")',
        transientState={"t": "x"},
    )
    assert left["outcome"] == "nulltrue"
    assert left["stateAfter"] == {"shared": {"a": "x"}, "transient": {"u": 1}}


def test_realm_script_and_cookie(scripts: Scripts) -> None:
    realm, name, cookie = scripts.value("[realm, scriptName, cookieName]", name="My Script", realm="bravo")
    assert (realm, name) == ("/bravo", "My Script")
    assert len(cookie) == 15
    assert int(cookie, 16) >= 0
    assert scripts.value("cookieName") == cookie


def test_the_user_of_the_journey(scripts: Scripts) -> None:
    assert scripts.value('nodeState.get("pingOneUserId")', userId="someone") == "someone"


def test_headers_and_parameters(scripts: Scripts) -> None:
    found = scripts.value(
        '[requestHeaders.get("ACCEPT").get(0), requestHeaders.get("none"), requestParameters.get("a").size(),'
        ' requestParameters.get("b")]',
        requestHeaders={"Accept": ["*/*"]},
        requestParameters={"a": ["1", "2"]},
    )
    assert found == ["*/*", None, 2, None]
