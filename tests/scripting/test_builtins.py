"""The built-ins that Rhino lacks: neither engine offers them, and their uses are reported."""

from __future__ import annotations

import pytest
from tests.scripting.conftest import Runner

from pingone_conformance.scripting.dialect import problems
from pingone_conformance.scripting.dialect.builtins import lacking

UNDEFINED = "'undefined'"


def test_no_engine_has_what_rhino_lacks(run: Runner) -> None:
    names = [path.rpartition(".") for path in lacking()]
    run(
        *(
            f"if ({f'{name!r} in {owner}' if owner else f'typeof {name} !== {UNDEFINED}'}) "
            f"{{ call('tell', {f'{owner}.{name}'!r}); }}"
            for owner, _, name in names
        )
    )
    assert run.told == []


def test_quickjs_has_nothing_else_that_rhino_lacks(on_quickjs: Runner, on_rhino: Runner) -> None:
    """But for accessors and symbols that engines use themselves."""
    script = """
    Object.getOwnPropertyNames(this).filter(function (name) {
      return !/^(With|Call|Script)$/.test(name);
    }).forEach(function (name) {
      var value = this[name];
      call('tell', name);
      if (typeof value === 'function' || name === 'Math' || name === 'JSON') {
        Object.getOwnPropertyNames(value).forEach(function (own) { call('tell', name + '.' + own); });
      }
      if (typeof value === 'function' && value.prototype) {
        Object.getOwnPropertyNames(value.prototype).forEach(function (own) {
          call('tell', name + '.prototype.' + own);
        });
      }
    }, this);
    """
    here, there = ({name for [name] in run(script)} for run in (on_quickjs, on_rhino))
    others = {
        name
        for name in here - there
        if not name.startswith(("Iterator.", "ArrayBuffer.prototype.", "RegExp."))
    }
    assert others == {
        "Date.prototype.toGMTString",
        "Error.prototype.stack",
        "Function.prototype.caller",
        "Function.prototype.columnNumber",
        "Function.prototype.fileName",
        "Function.prototype.lineNumber",
        "Object.prototype.__proto__",
        "Set.prototype.keys",
        "Symbol.asyncDispose",
        "Symbol.asyncIterator",
        "Symbol.dispose",
        "Symbol.matchAll",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Object.hasOwn(a, 'b');", [("Object.hasOwn", True)]),
        ("Promise.allSettled([]);", [("Promise.allSettled", True)]),
        ("new Proxy({}, {});", [("Proxy", True)]),
        ("Reflect.ownKeys({});", [("Reflect", True)]),
        ("[1].flat();", [("Array#flat", False)]),
        ("a.b.replaceAll('c', 'd');", [("String#replaceAll", False)]),
        ("a.at(-1);", [("Array#at", False)]),
        ("atob('a'); btoa('b');", [("atob", True), ("btoa", True)]),
        ("Object.fromEntries([]); Object.keys({});", []),
        ("a.flat = 1; a.flat;", []),
        ("if (Object.hasOwn) { Object.hasOwn(a, 'b'); }", [("Object.hasOwn", False)]),
        ("if (typeof Reflect !== 'undefined') { Reflect.ownKeys(a); }", [("Reflect", False)]),
        ("function atob() {} atob('a');", []),
        ("var performance = 1; performance + 1;", []),
        ("(function (Proxy) { return new Proxy(); }());", []),
        ("var a = {Proxy: 1}; a.Proxy;", []),
    ],
)
def test_uses_of_what_rhino_lacks_are_reported(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(problem.message.partition(":")[0], problem.certain) for problem in problems(text)] == found
