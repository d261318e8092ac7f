"""What programs can do, and how they end: the same on both engines."""

from __future__ import annotations

import pytest
from tests.scripting.conftest import Runner

from pingone_conformance.scripting.program import Limits, Part, Reason, ScriptFailedError

SHORT = Limits(seconds=0.5)


def test_parts_share_one_global_scope(run: Runner) -> None:
    assert run("var a = 1; let b = 2; function c() { return 3; }", "call('tell', a + b + c());") == [[6]]


def test_each_program_has_a_scope_of_its_own(run: Runner) -> None:
    run("leaked = 1; Array.prototype.leaked = 1; Object.prototype.toString = null;")
    assert run.value("[typeof leaked, typeof [].leaked, typeof {}.toString]") == [
        "undefined",
        "undefined",
        "function",
    ]


def test_a_program_of_one_part_has_its_host(run: Runner) -> None:
    run.engine.run([Part("alone.js", "__host('tell', '[1]');")], run.host)
    assert run.told == [[1]]


def test_values_arrive_as_they_were(run: Runner) -> None:
    value = {"a": [1, 2.5, None, True, 'é😀 \\ "\n'], "b": {}}
    assert (
        run.value("call('echo', {a: [1, 2.5, null, true, 'é\\ud83d\\ude00 \\\\ \"\\n'], b: {}})[0]") == value
    )


def test_half_a_surrogate_pair_is_no_end_of_the_world(run: Runner) -> None:
    assert run("call('tell', 'a\\ud800'); '\\ud800'") == [["a\ud800"]]
    assert run("call('tell', '\ud800'.length);") == [[1]]


def test_long_texts_arrive_whole(run: Runner) -> None:
    assert run.value(
        "(function (s) { for (var i = 0; i < 9; i += 1) { s += s; } return s; }('0123456789'.repeat(99)))"
    ) == ("0123456789" * 99 * 2**9)


@pytest.mark.parametrize(
    "text",
    [
        "var s = ''; for (var i = 0; i < 1e5; i += 1) { s += 'x' + i; }",
        "10n ** 6000n",
        "Symbol('x')",
        "'\\ud800'",
        "({get a() { throw 1; }, toString: null})",
        "(function () {})",
        "new Promise(function () {})",
    ],
)
def test_the_value_of_the_last_statement_does_not_matter(run: Runner, text: str) -> None:
    assert run("call('tell', 1);", text, "call('tell', 2);") == [[1], [2]]


def test_what_is_deep_is_tidied_up(run: Runner) -> None:
    run("var a = null; for (var i = 0; i < 2e5; i += 1) { a = [a]; }")
    assert run("call('tell', 1);") == [[1]]


def test_reactions_run_after_the_last_part(run: Runner) -> None:
    first = "Promise.resolve('later').then(function (word) { call('tell', word); return word + 'st'; })"
    assert run(f"{first}.then(function (word) {{ call('tell', word); }});", "call('tell', 'now');") == [
        ["now"],
        ["later"],
        ["laterst"],
    ]


def test_a_reaction_that_throws_ends_nothing(run: Runner) -> None:
    assert run("Promise.resolve().then(function () { throw 1; }); call('tell', 1);") == [[1]]


def test_reactions_of_a_program_that_failed_do_not_run_in_the_next(run: Runner) -> None:
    run.failure("Promise.resolve().then(function () { call('tell', 'late'); });", "throw 1;")
    assert run("call('tell', 'next');") == [["next"]]


def test_an_error_of_the_host_can_be_caught(run: Runner) -> None:
    caught = "try { call('refuse', 'java.lang.X', 'no'); } catch (e) { call('tell', e.message); }"
    assert run(caught) == [["java.lang.X: no"]]


def test_an_error_of_the_host_that_is_not_caught_has_its_class(run: Runner) -> None:
    failure = run.failure("var a;\n  call('refuse', 'java.lang.X', 'no: never');")
    assert (failure.reason, failure.java_class) == (Reason.ERROR, "java.lang.X")
    assert failure.message.endswith("java.lang.X: no: never")
    assert (failure.part, failure.line) == ("part1.js", 2)


def test_an_error_made_of_one_of_the_host_has_no_class(run: Runner) -> None:
    failure = run.failure(
        "try { call('refuse', 'java.lang.X', 'no'); } catch (e) { throw new Error(e.message + '!'); }"
    )
    assert failure.java_class is None


def test_arguments_that_are_no_json_are_an_error_of_the_host(run: Runner) -> None:
    for arguments in ("{", "{}", "[" * 100_000):
        assert run(f"call('tell', JSON.parse(native('echo', {arguments!r})).error['class']);") == [
            ["java.lang.IllegalArgumentException"]
        ]


def test_the_native_function_throws_nothing(run: Runner) -> None:
    odd = "native(); native(1, 2); native({toString: function () { throw 1; }}, []); native('a', {});"
    assert run(f"{odd} call('tell', 1);") == [[1]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("while (true) {}", Reason.TIME, id="loop"),
        pytest.param("for (;;) { try { for (;;) {} } catch (e) {} }", Reason.TIME, id="loop-that-catches"),
        pytest.param("/(a+)+b/.test(new Array(60).join('a'));", Reason.TIME, id="regular-expression"),
        pytest.param("Promise.resolve().then(function () { while (true) {} });", Reason.TIME, id="reaction"),
        pytest.param(
            "(function f() { Promise.resolve().then(f); }());", Reason.TIME, id="reactions-without-end"
        ),
        pytest.param(
            "throw {toString: function () { while (true) {} }};", Reason.TIME, id="text-of-what-is-thrown"
        ),
        pytest.param("function f() { f(); } f();", Reason.RECURSION, id="recursion"),
        pytest.param(
            "[2, 1].sort(function f() { return [2, 1].sort(f); });", Reason.RECURSION, id="native-recursion"
        ),
        pytest.param("JSON.parse(new Array(1e6).join('['));", Reason.RECURSION, id="nested-json"),
        pytest.param("var s = 'x'; for (;;) { s += s; }", Reason.MEMORY, id="string"),
        pytest.param(
            "var a = []; for (;;) { a.push('x'.repeat(999) + a.length); }", Reason.MEMORY, id="array"
        ),
        pytest.param("new ArrayBuffer(1e9);", Reason.MEMORY, id="buffer"),
        pytest.param("'x'.repeat(1e9);", Reason.MEMORY, id="repeated"),
        pytest.param("for (;;) { call('tell', new Array(9999).join('x')); }", Reason.OUTPUT, id="output"),
        pytest.param("for (;;) { call('tell'); }", Reason.OUTPUT, id="calls"),
        pytest.param("throw new TypeError('x');", Reason.ERROR, id="error"),
        pytest.param("throw 'x';", Reason.ERROR, id="thrown-string"),
        pytest.param("throw null;", Reason.ERROR, id="thrown-null"),
        pytest.param("throw {toString: function () { throw 1; }};", Reason.ERROR, id="thrown-without-text"),
        pytest.param(
            "throw {toString: function () { call('tell', 1); return ''; }};",
            Reason.ERROR,
            id="thrown-that-calls",
        ),
        pytest.param("throw 'x'.repeat(1e6);", Reason.ERROR, id="thrown-at-length"),
        pytest.param("var a = ;", Reason.SYNTAX, id="syntax"),
        pytest.param("eval(')');", Reason.ERROR, id="syntax-of-what-is-evaluated"),
        pytest.param("JSON.parse('{');", Reason.ERROR, id="syntax-of-json"),
        pytest.param("a\0b", Reason.SYNTAX, id="nul"),
    ],
)
def test_what_ends_a_program_does_not_end_the_engine(run: Runner, text: str, reason: Reason) -> None:
    limits = SHORT if reason is Reason.TIME else Limits(seconds=60, calls=500)
    failure = run.failure(text, limits=limits)
    assert failure.reason is reason, failure.message
    assert len(failure.message) < 10_000
    assert run("call('tell', 'alive');") == [["alive"]]


@pytest.mark.parametrize(
    "text",
    [
        "function f() { return Promise.resolve().then(f); } f();",
        "(function f() { return Promise.resolve().then(f); }());",
    ],
)
def test_reactions_that_use_up_the_memory_do_not_end_the_engine(on_quickjs: Runner, text: str) -> None:
    """Which of them finds no memory decides whether there is a promise that keeps the error."""
    try:
        on_quickjs(text)
    except ScriptFailedError as failure:
        assert failure.reason is Reason.MEMORY  # noqa: PT017 - it may also come to its end
    assert on_quickjs("call('tell', 'alive');") == [["alive"]]


def test_a_loop_of_calls_ends_in_time(run: Runner) -> None:
    failure = run.failure("for (;;) { call('tell'); }", limits=Limits(seconds=0.5, calls=10**9, output=10**9))
    assert failure.reason is Reason.TIME


def test_recursion_can_be_caught(run: Runner) -> None:
    assert run("function f() { f(); } try { f(); } catch (e) { call('tell', e instanceof Error); }") == [
        [True]
    ]


def test_there_is_room_for_recursion_that_means_well(run: Runner) -> None:
    assert run.value("(function f(n) { return n ? 1 + f(n - 1) : 0; }(1000))") == 1000


def test_memory_is_what_the_limits_say(run: Runner) -> None:
    text = "var a = []; for (var i = 0; i < 600; i += 1) { a.push('x'.repeat(1e5) + i); }"
    assert run.failure(text, limits=Limits(seconds=60, memory=32 * 2**20)).reason is Reason.MEMORY
    run(text, limits=Limits(seconds=60, memory=256 * 2**20))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("\n\n  nope();", 3, id="lines"),
        pytest.param("\r\n\r\n  nope();", 3, id="windows-lines"),
        pytest.param("\n\n  throw new Error('x');", 3, id="thrown"),
        pytest.param("function f() {\n  null.x;\n}\n\nf();", 2, id="in-a-function"),
        pytest.param("\n[1].map(function () {\n  null.x;\n});", 3, id="below-a-native-function"),
    ],
)
def test_an_error_is_in_the_part_and_line_that_made_it(run: Runner, text: str, line: int) -> None:
    failure = run.failure("var before = 1;\n", text)
    assert (failure.part, failure.line) == ("part2.js", line)


@pytest.mark.parametrize("text", ["\n\n  var a = 'é😀' b;", "\n\n)"])
def test_an_error_of_syntax_has_line_and_column(run: Runner, text: str) -> None:
    failure = run.failure("var before = 1;\n", text)
    assert (failure.reason, failure.part, failure.line) == (Reason.SYNTAX, "part2.js", 3)
    assert failure.column is not None
    assert 1 <= failure.column <= len("  var a = 'é😀' b;") + 2


def test_the_column_counts_characters(on_quickjs: Runner) -> None:
    assert on_quickjs.failure("'é😀'; nope;").column == 7


def test_an_error_of_syntax_comes_after_what_ran_before(run: Runner) -> None:
    run.failure("call('tell', 1);", "var = 1;")
    assert run.told == [[1]]
