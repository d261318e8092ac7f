"""cookieName, realm, scriptName, secrets, systemEnv, nodeState: the same values in other types."""

from __future__ import annotations

from collections.abc import Callable

from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around
from pingone_conformance.mock.scripts.bindings.system_env import variable
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

from .variation import (
    NEXT_GENERATION,
    VARIATIONS,
    Variation,
    at_answers,
    at_arguments,
    at_failures,
    in_script,
)

PROPERTY = "systemEnv.getProperty"
SECRET = "secrets.getGenericSecret"
IF_THERE = 'if (typeof secrets === "undefined" || secrets === null) return;\n'
COOKIE = "iPlanetDirectoryPro"
NAMES = ("cookieName", "realm", "scriptName")


def _secrets(change: str) -> str:
    """Changes a `secret` and gives it."""
    return f"""{IF_THERE}variations.results(secrets, ["getGenericSecret"], function (secret) {{
      {change}
    }});"""


def _assigned(make: str) -> str:
    return "\n".join(f'if (typeof {name} === "string") {{ {name} = {make.format(name)}; }}' for name in NAMES)


@in_script(shows="typeof realm", group="names")
def names_are_strings_of_java() -> str:
    return _assigned("variations.text({0})")


@in_script(shows="typeof realm", group="names")
def names_are_string_objects() -> str:
    return _assigned("new String({0})")


def _names_the_cookie(call: BindingCall) -> AroundCall:
    yield
    call.answer = COOKIE


def _sets_the_cookie(_: Request) -> Around:
    answer = yield
    line = answer.headers.get("set-cookie")
    if line:
        answer.headers["set-cookie"] = f"{COOKIE}={line.partition('=')[2]}"


VARIATIONS["the_cookie_has_the_usual_name"] = Variation(
    "the_cookie_has_the_usual_name",
    shows="cookieName",
    bindings=("cookieName.value",),
    around_call=_names_the_cookie,
    operations=("authenticate",),
    run=_sets_the_cookie,
)


@in_script(
    shows="(nodeState.putShared('a', 'b'), typeof nodeState.get('a'))", group="state", engine=NEXT_GENERATION
)
def the_state_gives_strings_of_java() -> str:
    return """if (typeof nodeState === "undefined") return;
    variations.results(nodeState, ["get", "getObject"], function (value) {
      return variations.deep(value, { text: variations.text, list: variations.list });
    });"""


@in_script(shows="typeof secrets.getGenericSecret('scripted.node.one').getAsUtf8()", group="secrets")
def secrets_are_strings_of_java() -> str:
    return _secrets("""variations.results(secret, ["getAsUtf8"], variations.text);
    variations.results(secret, ["getAsBytes"], variations.list);
    variations.hide(secret, "getId", function () { return "an id"; });
    return variations.hide(secret, "toString", function () { return String(secret.getAsUtf8()); });""")


@in_script(shows="secrets.getGenericSecret('scripted.node.one').getAsBytes()[0]", group="secrets")
def bytes_have_no_sign() -> str:
    return _secrets("""variations.results(secret, ["getAsBytes"], function (bytes) {
      return bytes.map(function (one) { return one & 255; });
    });
    return secret;""")


@in_script(shows="Array.isArray(secrets.getGenericSecret('scripted.node.one').getAsBytes())", group="secrets")
def bytes_are_a_typed_array() -> str:
    return _secrets("""variations.results(secret, ["getAsBytes"], function (bytes) { return new Int8Array(bytes); });
    return secret;""")


@in_script(shows="tried(function () { return secrets.getGenericSecret('no'); })", group="no secret")
def no_secret_is_null() -> str:
    return f"""{IF_THERE}variations.change(secrets, "getGenericSecret", function (right) {{
      return function (label) {{
        try {{ return right(label); }} catch (failure) {{ return null; }}
      }};
    }});"""


@at_failures(
    (SECRET,),
    shows="tried(function () { return secrets.getGenericSecret('no').getAsUtf8(); })",
    group="no secret",
)
def no_secret_is_one_without_a_value(call: BindingCall) -> None:
    call.error, call.answer = None, {"utf8": None, "bytes": []}


@at_failures(
    (SECRET,), shows="tried(function () { return secrets.getGenericSecret('no'); })", group="no secret"
)
def no_secret_is_an_exception_of_another_class(call: BindingCall) -> None:
    call.error = HostError("org.forgerock.secrets.NoSuchSecretException", "no valid secret")


@in_script(shows="typeof systemEnv.getProperty('esv.one')", group="properties")
def properties_are_values_of_java() -> str:
    return """variations.change(systemEnv, "getProperty", function (right) {
      return function () {
        return variations.deep(right.apply(null, arguments), {
          text: variations.text, list: variations.list, map: variations.map,
          number: function (value) { return new Number(value); }
        });
      };
    });"""


@in_script(shows="String(systemEnv.getProperty('esv.one', '1,2', java.util.List).get)", group="properties")
def properties_are_plain_objects() -> str:
    return """variations.change(systemEnv, "getProperty", function (right) {
      return function () {
        var value = right.apply(null, arguments);
        return variations.isObject(value) ? JSON.parse(variations.stringify(value)) : value;
      };
    });"""


@in_script(shows="typeof systemEnv.getProperty('esv.one', 'true', java.lang.Boolean)", group="properties")
def booleans_of_properties_are_objects() -> str:
    return """variations.results(systemEnv, ["getProperty"], function (value) {
      return typeof value === "boolean" ? new Boolean(value) : value;
    });"""


@in_script(shows="String(systemEnv.getProperty('esv.not.there'))", group="no property")
def no_property_is_undefined() -> str:
    return """variations.results(systemEnv, ["getProperty"], function (value) {
      return value === null ? undefined : value;
    });"""


@at_answers(
    PROPERTY,
    shows="tried(function () { return systemEnv.getProperty('esv.not.there'); })",
    group="no property",
    deviates={"SYSTEMENV-018": "null may be meant for every name that no ESV has"},
)
def an_unknown_property_is_an_exception(call: BindingCall) -> None:
    name = str(call.arguments[0])
    if call.answer is None and len(call.arguments) == 1 and name.startswith("esv.") and name.islower():
        raise HostError("java.util.NoSuchElementException", f"there is no {name}")


@at_failures(
    (PROPERTY,),
    shows="tried(function () { return systemEnv.getProperty('esv.not.there', null); })",
    group="null default",
    deviates={"SYSTEMENV-007": "the default must not be null, though nothing says what happens where it is"},
)
def null_is_taken_as_a_default(call: BindingCall) -> None:
    if call.arguments[1:2] == [None]:
        call.error, call.answer = None, None


@in_script(
    shows="tried(function () { return systemEnv.getProperty('esv.not.there', 34, java.lang.Integer); })",
    group="defaults",
    deviates={
        "SYSTEMENV-020": "an example gives a boolean, the signature wants a text",
        "SYSTEMENV-021": "an example gives a number, the signature wants a text",
    },
)
def a_default_is_a_text() -> str:
    return """variations.change(systemEnv, "getProperty", function (right) {
      return function (name, otherwise) {
        if (typeof otherwise === "boolean" || typeof otherwise === "number") {
          throw new TypeError("Can't find method systemEnv.getProperty(string," + typeof otherwise + ",function)");
        }
        return right.apply(null, arguments);
      };
    });"""


@at_arguments(
    PROPERTY,
    shows="systemEnv.getProperty('esv.not.there', '[\"1\", \"2\"]', java.util.List)",
    group="lists",
)
def a_list_is_written_with_commas(call: BindingCall) -> None:
    _of_lists(call, lambda text: text.lstrip().removeprefix("["))


@at_arguments(
    PROPERTY,
    shows="tried(function () { return systemEnv.getProperty('esv.not.there', '1,2', java.util.List); })",
    group="lists",
)
def a_list_is_written_as_json(call: BindingCall) -> None:
    def understood(text: str) -> str:
        if text.lstrip().startswith("["):
            return text
        raise HostError("java.lang.IllegalArgumentException", "Unexpected character")

    _of_lists(call, understood)


def _of_lists(call: BindingCall, change: Callable[[str], str]) -> None:
    name, *more = call.arguments
    if more[1:] == [{"javaClass": "java.util.List"}]:
        call.arguments[:2] = ["esv.of.no.variable", change(variable(call.run, name) or more[0])]


@at_failures(
    (PROPERTY,),
    shows="tried(function () { return systemEnv.getProperty('esv.not.there', 'yes', java.lang.Boolean); })",
)
def what_is_not_true_is_false(call: BindingCall) -> None:
    if call.arguments[2:] == [{"javaClass": "java.lang.Boolean"}]:
        call.error, call.answer = None, False
