"""Scripts reach no file, no socket, no Java and no Python."""

from __future__ import annotations

import pytest
from tests.scripting.conftest import Runner

GLOBALS = """
std os process require module console fetch XMLHttpRequest setTimeout WebAssembly Worker java javax org com
Packages JavaAdapter JavaImporter importPackage importClass getClass Java load loadClass loadFile readFile
readUrl readline print quit version defineClass runCommand spawn sync environment history scriptArgs __host
"""
OWN = """
Array ArrayBuffer BigInt Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity
Int16Array Int32Array Int8Array InternalError Iterator JSON Map Math NaN Number Object Promise RangeError
ReferenceError RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval
globalThis isFinite isNaN parseFloat parseInt undefined unescape
"""


@pytest.mark.parametrize("name", GLOBALS.split())
def test_there_is_no_global(run: Runner, name: str) -> None:
    assert run.value(f"typeof {name}") == "undefined"


def test_there_are_no_globals_but_the_language_s_own(on_quickjs: Runner) -> None:
    names = set(on_quickjs.value("Object.getOwnPropertyNames(this)"))
    assert names == {*OWN.split(), "call", "native"}


REACHES = """
(function (f) {{
  try {{ return f('return typeof java + typeof Packages')(); }} catch (e) {{ return 'undefinedundefined'; }}
}}({}))
"""


@pytest.mark.parametrize(
    "expression",
    [
        "native.constructor",
        "call.constructor",
        "native('a', '[]').constructor.constructor",
        "(function () { try { null.x; } catch (e) { return e.constructor.constructor; } }())",
        "(function () { try { JSON.parse('{'); } catch (e) { return e.constructor.constructor; } }())",
        "(function () { try { eval(')'); } catch (e) { return e.constructor.constructor; } }())",
        "(function () { try { new native('a', '[]'); } catch (e) { return e.constructor.constructor; } }())",
        "(function () { try { (function f() { f(); }()); } catch (e) { return e.constructor.constructor; } }())",
        "(function () { try { call('refuse', 'a', 'b'); } catch (e) { return e.constructor.constructor; } }())",
        "(native.prototype || {}).constructor.constructor",
        "Object.getPrototypeOf(native).constructor",
        "(function () { return this; }).call(null).Function",
        "(function () { return this; }).apply(undefined).Function",
        "(function () { return this; }()).Function",
        "[1].map(function () { return this; })[0].Function",
    ],
)
def test_no_function_leads_out(run: Runner, expression: str) -> None:
    assert run.value(REACHES.format(expression)) == "undefinedundefined"
    assert run.value(f"({expression}) === Function") is True


def test_an_error_shows_no_java(run: Runner) -> None:
    run(
        """
        function f(n) { return f(n + 1); }
        var makers = [function () { null.x; }, f, function () { JSON.parse('{'); }, function () { eval(')'); },
          function () { new native(); }, function () { nope(); }, function () { [].reduce(f); }];
        makers.forEach(function (make) {
          try { make(); } catch (e) {
            call('tell', typeof e.javaException, typeof e.rhinoException, typeof e.getClass);
          }
        });
        """
    )
    assert run.told == [["undefined"] * 3] * 7


def test_what_tells_of_an_error_is_confined_too(on_rhino: Runner) -> None:
    """The text of a thrown value is made by the script, after it ended."""
    look = "try { null.x; } catch (e) { call('tell', typeof e.rhinoException, typeof this.java); }"
    on_rhino.failure(f"throw {{toString: function () {{ {look} return 'x'; }}}};")
    assert on_rhino.told == [["undefined", "undefined"]]


@pytest.mark.parametrize(
    "value", ["'a'", "1", "[]", "({})", "(function () {})", "new Date()", "native('a', '[]')"]
)
def test_no_value_is_of_java(run: Runner, value: str) -> None:
    assert run.value(f"typeof ({value}).getClass") == "undefined"


def test_deep_in_recursion_the_host_is_as_closed_as_ever(run: Runner) -> None:
    run(
        """
        function f() {
          try { native('a', '[]'); return f(); } catch (e) {
            call('tell', typeof e.rhinoException, e.constructor.constructor === Function);
            return 1;
          }
        }
        try { f(); } catch (e) { call('tell', 'undefined', true); }
        """
    )
    assert ["undefined", True] in run.told
    assert [told for told in run.told if told not in ([], ["undefined", True])] == []


@pytest.mark.parametrize(
    "name", ["os", "std", "fs", "/etc/hostname", "file:///etc/hostname", "./quickjs_worker.py"]
)
def test_nothing_can_be_imported(on_quickjs: Runner, name: str) -> None:
    told = "function () { call('tell', 'loaded'); }, function () { call('tell', 'refused'); }"
    assert on_quickjs(f"import('{name}').then({told});") == [["refused"]]


def test_xml_reads_no_file(on_rhino: Runner) -> None:
    xml = """'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'"""
    assert (
        on_rhino.value(
            f"(function () {{ try {{ return new XML({xml}).toString(); }} catch (e) {{ return ''; }} }}())"
        )
        == ""
    )


def test_one_script_does_not_find_what_another_left(run: Runner) -> None:
    run("Error.prepareStackTrace = function () { return 'mine'; }; Function.prototype.call = null;")
    assert run.value("[String(new Error().stack).indexOf('mine'), typeof Function.prototype.call]") == [
        -1,
        "function",
    ]


def test_what_a_script_matched_is_gone_with_it(run: Runner) -> None:
    """`RegExp.$1` and `RegExp.multiline`, which Rhino keeps outside the scope of a script."""
    run("RegExp.multiline = true; /(secret)/.exec('a secret text');")
    assert "secret" not in run.value("[String(RegExp.$1), String(RegExp.lastMatch), String(RegExp.input)]")
    assert run.value("/^b/.test('a\\nb')") is False


def test_a_tag_gets_no_object_of_an_earlier_run(run: Runner) -> None:
    """The same text twice, as a journey runs it: the engine may have kept what it compiled."""
    text = """
    function tag(strings) { return strings; }
    var array = tag`a`.constructor;
    call('tell', array === Array, String(array.left));
    array.left = 'mine';
    """
    assert run(text) == run(text) == [[True, "undefined"]]
