"""systemEnv, as scripts see it."""

from __future__ import annotations

from typing import Any

import pytest

NUMBER = "java.lang.NumberFormatException"
ARGUMENT = "java.lang.IllegalArgumentException"


@pytest.mark.parametrize("legacy", [False, True])
def test_a_property_is_a_variable(scripts: Any, legacy: bool) -> None:
    scripts.put_esv("variable", "esv-my-variable", "väl\nue")
    assert scripts.value("return systemEnv.getProperty('esv.my.variable')", legacy=legacy) == "väl\nue"
    assert scripts.value("return systemEnv.getProperty('esv.my.variable', 'x')", legacy=legacy) == "väl\nue"


@pytest.mark.parametrize(
    "name",
    ["'esv.other'", "'my.variable'", "'esv-my-variable'", "'esv.'", "'ESV.MY.VARIABLE'", "''", "null", "3"],
)
def test_other_names_give_null_or_the_default(scripts: Any, name: str) -> None:
    scripts.put_esv("variable", "esv-my-variable", "value")
    scripts.put_esv("variable", "my-variable", "value")
    assert scripts.value(f"return [systemEnv.getProperty({name}), systemEnv.getProperty({name}, 'd')]") == [
        None,
        "d",
    ]


def test_a_secret_is_no_property(scripts: Any) -> None:
    scripts.put_esv("secret", "esv-my-secret", "value")
    assert scripts.value("return systemEnv.getProperty('esv.my.secret')") is None


@pytest.mark.parametrize("given", ["null", "undefined", "null, java.lang.String"])
def test_the_default_must_not_be_null(scripts: Any, given: str) -> None:
    scripts.put_esv("variable", "esv-x", "value")
    assert scripts.thrown(f"systemEnv.getProperty('esv.x', {given})") == "java.lang.NullPointerException"


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize(
    ("text", "java_class", "value"),
    [
        ("true", "java.lang.Boolean", True),
        ("False", "java.lang.Boolean", False),
        ("0.5", "java.lang.Double", 0.5),
        ("-1.5e3", "java.lang.Double", -1500),
        ("34", "java.lang.Integer", 34),
        ("-2147483648", "java.lang.Integer", -(2**31)),
        ("34", "java.lang.String", "34"),
        ('["a", 1]', "java.util.List", ["a", 1]),
        ("a,b , c", "java.util.List", ["a", "b", "c"]),
        ("", "java.util.List", []),
        ('{"k": {"n": [1]}}', "java.util.Map", {"k": {"n": [1]}}),
    ],
)
def test_a_type_converts_value_and_default(
    scripts: Any, text: str, java_class: str, value: Any, legacy: bool
) -> None:
    scripts.put_esv("variable", "esv-x", text)
    quoted = "'" + text + "'"
    code = f"systemEnv.getProperty('esv.x', 'd', {java_class}), systemEnv.getProperty('esv.y', {quoted}, {java_class})"
    assert scripts.value(f"return [{code}]", legacy=legacy) == [value, value]


def test_the_defaults_of_the_samples_need_not_be_texts(scripts: Any) -> None:
    code = """return [systemEnv.getProperty('esv.a', false, java.lang.Boolean),
                      systemEnv.getProperty('esv.b', 34, java.lang.Integer),
                      systemEnv.getProperty('esv.c', 0.5, java.lang.Double),
                      systemEnv.getProperty('esv.d', 34)]"""
    assert scripts.value(code) == [False, 34, 0.5, "34"]


@pytest.mark.parametrize(
    ("text", "java_class", "exception"),
    [
        ("yes", "java.lang.Boolean", ARGUMENT),
        ("half", "java.lang.Double", NUMBER),
        ("1e999", "java.lang.Double", NUMBER),
        ("3.5", "java.lang.Integer", NUMBER),
        ("2147483648", "java.lang.Integer", NUMBER),
        ("٣", "java.lang.Integer", NUMBER),
        ('["a"', "java.util.List", ARGUMENT),
        ("[1]", "java.util.Map", ARGUMENT),
        ("text", "java.util.Map", ARGUMENT),
        ("text", "'java.lang.String'", ARGUMENT),
        ("text", "null", ARGUMENT),
        ("text", "{javaClass: 'java.lang.Object'}", ARGUMENT),
    ],
)
def test_a_value_that_the_type_cannot_take_throws(
    scripts: Any, text: str, java_class: str, exception: str
) -> None:
    scripts.put_esv("variable", "esv-x", text)
    assert scripts.thrown(f"systemEnv.getProperty('esv.x', '1', {java_class})") == exception


def test_maps_and_lists_have_methods_of_java(scripts: Any) -> None:
    code = """var map = systemEnv.getProperty('esv.m', '{"a": 1, "size": 5}', java.util.Map);
              var list = systemEnv.getProperty('esv.l', 'x,y', java.util.List);
              return [map.get('a'), map.get('b'), map.containsKey('a'), map.isEmpty(), map.size, map,
                      list.get(1), list.size(), list.contains('x'), list.isEmpty(), list, list.length];"""
    expected = [1, None, True, False, 5, {"a": 1, "size": 5}, "y", 2, True, False, ["x", "y"], 2]
    assert scripts.value(code) == expected


def test_every_script_has_it(scripts: Any) -> None:
    for version in ("1.0", "2.0"):
        body = {
            "script": "logger.error(typeof systemEnv)",
            "evaluatorVersion": version,
            "context": "OIDC_CLAIMS",
            "engine": scripts.engine,
        }
        left = scripts.api.http.post("/_mock/scripts", json=body).json()
        assert [entry["message"] for entry in left["log"]] == ["object"]
