"""The fixture `journey` in somebody's own tests, which are no conformance suites."""

from __future__ import annotations

import glob
from textwrap import dedent

import pytest

from pingone_conformance.scripting.engines import EngineUnavailableError, require


@pytest.fixture
def passes(pytester: pytest.Pytester):
    """Runs one test file beside scripts; it has to pass."""

    def run(tests: str, *arguments: str, folder: str = "", **scripts: str) -> pytest.RunResult:
        place = pytester.path / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "test_own.py").write_text(dedent(tests), encoding="utf-8")
        for name, text in scripts.items():
            (place / f"{name}.js").write_text(dedent(text), encoding="utf-8")
        done = pytester.runpytest_subprocess("-p", "no:schemathesis", "-W", "error", *arguments, timeout=300)
        assert done.ret == 0, done.stdout.str() + done.stderr.str()
        return done

    return run


def test_a_result_has_outcome_state_and_log(passes) -> None:
    passes(
        """
        def test_it(journey):
            result = journey.run("a.js", state={"n": 1, "both": "shared"}, transient={"both": "transient"})
            assert result.outcome == "true"
            assert result.state == {"n": 2, "both": "transient", "pingOneUserId": journey.user}
            assert result.shared["both"] == "shared"
            assert result.transient == {"both": "transient"}
            assert [(entry.level, entry.message) for entry in result.log] == [("ERROR", "n was 1")]
            assert (result.header, result.description) == ("head", "about")
            assert (result.callbacks, result.failure) == ((), None)
        """,
        a="""
        logger.error("n was {}", nodeState.get("n"));
        nodeState.putShared("n", nodeState.get("n") + 1);
        action.goTo("true").withHeader("head").withDescription("about");
        """,
    )


def test_callbacks_go_out_and_come_back(passes) -> None:
    passes(
        """
        def test_it(journey):
            first = journey.run("a.js")
            assert (first.outcome, [one["type"] for one in first.callbacks]) == (None, ["NameCallback"])
            second = journey.run("a.js", state=first.shared, callbacks=[{"type": "NameCallback", "value": "demo"}])
            assert second.outcome == "demo"
        """,
        a="""
        if (callbacks.isEmpty()) { callbacksBuilder.nameCallback("Who?"); }
        else { action.goTo(callbacks.getNameCallbacks().get(0)); }
        """,
    )


def test_what_scripts_find_is_set_by_the_test(passes) -> None:
    passes(
        """
        def test_it(journey):
            journey.variable("esv.text", "tea")
            journey.variable("esv-number", 7)
            journey.variable("esv.map", {"a": [True]})
            journey.secret("scripted.node.partner", "sesame")
            journey.answer_for("api.example", {"path": "/v1", "status": 201, "body": '{"id": 5}'})
            request = {"headers": {"x-a": ["b"]}, "parameters": {"q": ["r"]}}
            result = journey.run("a.js", libraries={"shout": "shout.js"}, **request)
            assert result.shared["found"] == ["TEA", 7, True, "sesame", 201, 5, "b", "r"]
            (request,) = journey.outbound()
            assert (request["method"], request["url"]) == ("POST", "https://api.example/v1")
        """,
        a="""
        var answer = httpClient.send("https://api.example/v1", {method: "POST", body: {}}).get();
        nodeState.putShared("found", [
          require("shout").shout(systemEnv.getProperty("esv.text")),
          systemEnv.getProperty("esv.number", "1", java.lang.Integer),
          systemEnv.getProperty("esv.map", "{}", java.util.Map).a[0],
          secrets.getGenericSecret("scripted.node.partner").getAsUtf8(),
          answer.status,
          answer.json().id,
          String(requestHeaders.get("X-A").get(0)),
          String(requestParameters.get("q").get(0))
        ]);
        action.goTo("true");
        """,
        shout="exports.shout = function (text) { return text.toUpperCase(); };",
    )


def test_transactions_users_and_time(passes) -> None:
    passes(
        """
        import pytest

        def test_it(journey):
            other = journey.new_user(nickname="Putty")
            journey.verify("FAIL")
            transaction = journey.verify("SUCCESS", user=other, attempts=2)
            assert transaction["transactionStatus"]["status"] == "SUCCESS"
            assert journey.run("a.js").shared["seen"] == ["FAIL", None]
            assert journey.run("a.js", user=other).shared["seen"] == ["SUCCESS", "Putty"]
            journey.clock.advance(31 * 60)
            assert journey.run("b.js", user=other, state={"id": transaction["id"]}).outcome == "0"

        def test_a_state_that_there_is_not(journey):
            with pytest.raises(ValueError, match="'SUCCES' is none of the states REQUESTED, "):
                journey.verify("SUCCES")

        def test_no_user(journey):
            assert journey.run("c.js", user=None).outcome == "true"
            assert journey.run("c.js", state={"pingOneUserId": None}).outcome == "true"
        """,
        a="""
        var last = verifyTransactionsHelper.getLastVerifyTransaction();
        var nickname = verifyTransactionsHelper.getUser().nickname;
        nodeState.putShared("seen", [last.transactionStatus.status, nickname === undefined ? null : nickname]);
        action.goTo("true");
        """,
        b="""
        var data = verifyTransactionsHelper.getAllVerifiedData(nodeState.get("id"));
        action.goTo(String(data === null ? 0 : data.size));
        """,
        c='action.goTo(String(nodeState.get("pingOneUserId") === null));',
    )


def test_each_test_starts_afresh(passes) -> None:
    passes(
        """
        import pytest

        @pytest.mark.parametrize("again", [False, True])
        def test_it(journey, again):
            assert journey.run("a.js").outcome == "nothing"
            journey.verify()
            journey.variable("esv.a", "b")
            journey.clock.advance(60)
            assert journey.run("a.js").outcome == "SUCCESS"
        """,
        a="""
        var last = verifyTransactionsHelper.getLastVerifyTransaction();
        action.goTo(last && systemEnv.getProperty("esv.a") ? last.transactionStatus.status : "nothing");
        """,
    )


def test_legacy_scripts_and_other_contexts(passes) -> None:
    passes(
        """
        def test_it(journey):
            assert journey.run("a.js", legacy=True).outcome == "true"
            result = journey.run("b.js", context="OAUTH2_MAY_ACT", realm="bravo")
            assert (result.outcome, result.log[0].message) == (None, "/bravo b")
        """,
        a='sharedState.put("a", 1); outcome = String(sharedState.get("a") === 1);',
        b="logger.error(realm + ' ' + scriptName);",
    )


def test_a_script_that_fails_fails_the_test_with_its_line(pytester: pytest.Pytester) -> None:
    pytester.makefile(".js", wrong='logger.error("so far");\n\taction.goTo(utils.nothing());')
    pytester.makepyfile("def test_it(journey):\n    journey.run('wrong.js')\n")
    done = pytester.runpytest_subprocess("-p", "no:schemathesis", timeout=300)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            ">       journey.run('wrong.js')",
            "E       *ScriptFailed: wrong.js:2:*: TypeError: *",
            "E           2 |  action.goTo(utils.nothing());",
            "E             | *^",
            "E       log: ERROR so far",
        ]
    )
    assert "plugin/journey.py" not in done.stdout.str().replace("\\", "/")


def test_all_problems_of_the_dialect_are_told(passes) -> None:
    passes(
        """
        import pytest

        def test_it(journey):
            with pytest.raises(AssertionError) as caught:
                journey.run("a.js")
            assert [line for line in str(caught.value).splitlines() if line.startswith("a.js:")] == [
                "a.js:1:10: ?.: not in Rhino 1.7.14; use x && x.y",
                "a.js:2:12: default parameter: not in Rhino 1.7.14; use if (x === undefined) { x",
            ]
            assert caught.value.result.failure.reason == "syntax"
        """,
        a="var a = b?.c;\nfunction f(d = 1) { return d; }\n",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('journey.run("a.js", state=["n"])', "state is ['n'], and no mapping"),
        ('journey.run("a.js", transient={"n": object()})', "transient is no JSON: "),
        ('journey.run("a.js", state={"n": float("inf")})', "state is no JSON: "),
        ('journey.run("b.js")', "there is no b.js in "),
        ('journey.run("a.js", libraries={"b": "b.js"})', "there is no b.js in "),
        ('journey.run("latin.js")', "latin.js is not UTF-8 at byte 4"),
        ('journey.answer_for("https://a.example", {})', "'https://a.example' is no host"),
        ('journey.answer_for("a.example", {"stat": 200})', "an answer of a host has no 'stat'"),
        ('journey.variable("a", 1)', "the mock refuses a: "),
        ('journey.verify("success")', "'success' is none of the states"),
        (
            'journey.verify(user="00000000-0000-4000-8000-000000000000")',
            "no transaction of the user 00000000-",
        ),
        ('journey.run("a.js")', 'hint: have it answer by journey.answer_for("a.example", '),
    ],
)
def test_what_a_test_does_wrong_is_told_at_its_own_line(
    pytester: pytest.Pytester, line: str, said: str
) -> None:
    pytester.makepyfile(f"def test_it(journey):\n    {line}\n")
    (pytester.path / "a.js").write_text('httpClient.send("https://a.example/").get();', encoding="utf-8")
    (pytester.path / "latin.js").write_bytes(b"// \xff")
    done = pytester.runpytest_subprocess("-p", "no:schemathesis", timeout=300)
    assert done.ret == 1
    done.stdout.fnmatch_lines([f">*{glob.escape(line)}", f"E *{glob.escape(said)}*"])
    done.stdout.no_fnmatch_line("*/journey.py:*")


def test_headers_have_one_value_or_several_and_bodies_are_json(passes) -> None:
    passes(
        """
        def test_it(journey):
            journey.answer_for("a.example", {"body": {"score": 7}})
            result = journey.run("a.js", headers={"x-one": "abc", "x-two": ["d", "e"]}, parameters={"p": "fg"})
            assert result.outcome == "abc e fg 7"
        """,
        a="""
        var score = httpClient.send("https://a.example/").get().json().score;
        var words = [requestHeaders.get("x-one").get(0), requestHeaders.get("x-two").get(1)];
        action.goTo(words.concat([requestParameters.get("p").get(0), score]).join(" "));
        """,
    )


def test_a_failure_may_be_what_is_wanted(passes) -> None:
    passes(
        """
        def test_it(journey):
            result = journey.run("a.js", check=False)
            assert result.failure.java_class.endswith(".ScriptedVerifyTransactionsException")
            assert (result.failure.line, result.outcome) == (2, None)
            assert result.shared["before"] is True
        """,
        a='nodeState.putShared("before", true);\nverifyTransactionsHelper.updateUser({});',
    )


def test_scripts_are_looked_for_beside_the_test_first(passes, pytester: pytest.Pytester) -> None:
    (pytester.path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (pytester.path / "scripts").mkdir()
    for name, text in {"a.js": "far", "scripts/b.js": "root"}.items():
        (pytester.path / name).write_text(f'action.goTo("{text}");', encoding="utf-8")
    passes(
        """
        import pytest

        def test_it(journey, tmp_path):
            assert journey.run("a.js").outcome == "near"
            assert journey.run("scripts/b.js").outcome == "root"
            (tmp_path / "c.js").write_text('action.goTo("absolute");')
            assert journey.run(tmp_path / "c.js").outcome == "absolute"
            with pytest.raises(FileNotFoundError, match="there is no nowhere.js in "):
                journey.run("nowhere.js")
        """,
        folder="tests/deep",
        a='action.goTo("near");',
    )


def test_the_engine_can_be_chosen(passes) -> None:
    try:
        require("rhino")
    except EngineUnavailableError as missing:
        pytest.skip(missing.message)
    test = """
        def test_it(journey):
            assert journey.run("a.js"{}).outcome == "true"
        """
    is_rhino = (
        'action.goTo(String(typeof Map.prototype.values === "function" && !("at" in Array.prototype)));'
    )
    passes(test.format(', engine="rhino"'), a=is_rhino)
    passes(test.format(""), "--pingone-script-engine", "rhino", a=is_rhino)


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["--pingone-script-engine", "v8"], {}, "--pingone-script-engine is one of quickjs, rhino"),
        (["--pingone-script-engine", "rhino"], {"JAVA_HOME": "/nowhere"}, "Java is not in /nowhere"),
    ],
)
def test_an_engine_that_is_not_there(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: list[str], variables, said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    pytester.makepyfile("def test_it(journey):\n    journey.run('wrong.js')\n")
    done = pytester.runpytest_subprocess("-p", "no:schemathesis", *arguments, timeout=300)
    assert done.ret != 0
    assert said in done.stdout.str()


def test_tests_in_two_processes(passes) -> None:
    passes(
        """
        import pytest

        @pytest.mark.parametrize("number", range(4))
        def test_it(journey, number):
            assert journey.run("a.js", state={"n": number}).outcome == str(number)
        """,
        "-n",
        "2",
        a='action.goTo(String(nodeState.get("n")));',
    )


def test_it_costs_nothing_unless_it_is_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            loaded = {name for name in sys.modules if name.startswith("pingone_conformance.")}
            assert loaded == {"pingone_conformance.plugin"}
        """
    )
    pytester.runpytest_subprocess("-p", "no:schemathesis", timeout=300).assert_outcomes(passed=1)


def test_settings_of_a_tenant_do_not_matter(passes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixture is for a mock of its own, whatever suites run against."""
    monkeypatch.setenv("PINGONE_CONFORMANCE_TARGET", "tenant")
    monkeypatch.setenv("PINGONE_API_PATH", "https://api.pingone.example/v1")
    monkeypatch.setenv("PINGONE_CONFORMANCE_MOCK_URL", "http://127.0.0.1:9")
    passes("def test_it(journey):\n    assert journey.run('a.js').outcome == 'a'\n", a="action.goTo('a');")
