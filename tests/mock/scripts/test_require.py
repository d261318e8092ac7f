"""Library scripts."""

from __future__ import annotations

from tests.mock.scripts.conftest import LEGACY, Scripts

from pingone_conformance.mock.cloud.contexts import LIBRARY
from pingone_conformance.mock.cloud.records import Script

COUNTER = "var i = 0; exports.next = function () { i += 1; return i; };"


def test_a_library_exports_functions(scripts: Scripts) -> None:
    script = '[require("counter").next(), require("counter").next(), typeof i]'
    assert scripts.value(script, libraries={"counter": COUNTER}) == [1, 2, "undefined"]


def test_a_library_replaces_its_exports(scripts: Scripts) -> None:
    assert (
        scripts.value('require("f")(2)', libraries={"f": "module.exports = function (x) { return x * 2; };"})
        == 4
    )


def test_a_library_requires_another(scripts: Scripts) -> None:
    libraries = {"a": 'exports.n = require("b").n + 1;', "b": "exports.n = 1;"}
    assert scripts.value('require("a").n', libraries=libraries) == 2


def test_a_library_knows_the_name_of_the_script(scripts: Scripts) -> None:
    library = {"l": "exports.name = function () { return scriptName; };"}
    assert scripts.value('require("l").name()', libraries=library, name="caller") == "caller"


def test_a_library_of_the_realm(scripts: Scripts) -> None:
    for realm in ("alpha", "bravo"):
        script = Script(realm, realm, "where", f"exports.realm = '{realm}'; // no line end", context=LIBRARY)
        scripts.mock.store.cloud.scripts[realm, script.id] = script
    assert scripts.value('require("where").realm', realm="bravo") == "bravo"


def test_a_script_that_is_no_library(scripts: Scripts) -> None:
    scripts.mock.store.cloud.scripts["alpha", "1"] = Script("1", "alpha", "decision", "exports.x = 1;")
    failure = scripts.run('require("decision")')["failure"]
    assert "'decision' not found" in failure["message"]


def test_a_library_with_methods_of_its_own(scripts: Scripts) -> None:
    library = {
        "l": "exports.mine = {at: function (place) { return place; }}; exports.last = exports.mine.at(1);"
    }
    assert scripts.value('require("l").last', libraries=library) == 1


def test_a_library_that_is_not_in_the_dialect(scripts: Scripts) -> None:
    failure = scripts.run('require("l")', libraries={"l": "\nvar x = a?.b;"})["failure"]
    assert "library 'l', line 2" in failure["message"]


def test_a_library_that_throws(scripts: Scripts) -> None:
    script = 'try { require("l"); } catch (e) { action.goTo(e.message); }'
    assert scripts.good(script, libraries={"l": 'throw new Error("bad");'})["outcome"] == "bad"


def test_legacy_scripts_have_no_libraries(scripts: Scripts) -> None:
    assert "require" in scripts.run('require("l")', libraries={"l": ""}, **LEGACY)["failure"]["message"]
