"""Plain values of scripts (cookieName, realm, scriptName) that a wrong server gets wrong."""

from __future__ import annotations

from pingone_conformance.mock.faults.bindings import in_script, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import BindingCall

COOKIE, REALM, NAME = "cookieName.value", "realm.value", "scriptName.value"
COOKIE_TEXT = ("COOKIE-003", "COOKIE-004", "COOKIE-005", "COOKIE-006")
REALM_TEXT = ("REALM-003", "REALM-004", "REALM-005", "REALM-006", "REALM-007")
NAME_TEXT = ("SCRIPTNAME-003", "SCRIPTNAME-004", "SCRIPTNAME-005", "SCRIPTNAME-006", "SCRIPTNAME-007")


@on_call(Kind.SHAPE, COOKIE, "COOKIE-003", also=COOKIE_TEXT)
def cookie_name_is_an_object(call: BindingCall) -> None:
    call.answer = {"name": call.answer}


@on_call(Kind.SHAPE, COOKIE, "COOKIE-003", also=COOKIE_TEXT)
def cookie_name_is_a_list(call: BindingCall) -> None:
    call.answer = [call.answer, f"{call.answer}-lb"]


@on_call(Kind.MEANING, COOKIE, "COOKIE-004")
def cookie_name_is_the_usual_one(call: BindingCall) -> None:
    call.answer = "iPlanetDirectoryPro"


@on_call(Kind.MEANING, COOKIE, "COOKIE-004")
def cookie_name_has_a_prefix(call: BindingCall) -> None:
    call.answer = f"__Host-{call.answer}"


@on_call(Kind.SECURITY, COOKIE, "COOKIE-004")
def cookie_name_comes_with_a_value(call: BindingCall) -> None:
    call.answer = f"{call.answer}=none"


@in_script(Kind.STATE, "cookieName", "COOKIE-005", also=COOKIE_TEXT)
def cookie_name_is_lost_in_the_state() -> str:
    return """var name = String(cookieName);
    if (typeof nodeState !== "undefined") change(nodeState, "putShared", function (right) {
      return function (key, value) { return right(key, String(value) === name ? null : value); };
    });"""


@in_script(Kind.STATE, "cookieName", "COOKIE-005")
def the_state_refuses_the_cookie_name() -> str:
    return """var name = String(cookieName);
    if (typeof nodeState !== "undefined") change(nodeState, "putShared", function (right) {
      return function (key, value) {
        if (String(value) === name) throw new Error("java.io.NotSerializableException: cookieName");
        return right(key, value);
      };
    });"""


@on_call(Kind.SHAPE, REALM, "REALM-003", also=REALM_TEXT)
def realm_is_an_object(call: BindingCall) -> None:
    call.answer = {"name": call.answer}


@on_call(Kind.SHAPE, REALM, "REALM-005", "REALM-004", also=REALM_TEXT)
def realm_has_no_slash(call: BindingCall) -> None:
    call.answer = call.answer.strip("/")


@on_call(Kind.SHAPE, REALM, "REALM-005", "REALM-004", also=("REALM-007",))
def realm_ends_with_its_slash(call: BindingCall) -> None:
    call.answer = f"{call.answer.strip('/')}/"


@on_call(Kind.MEANING, REALM, "REALM-004", also=("REALM-007",))
def realm_is_the_root(call: BindingCall) -> None:
    call.answer = "/"


@on_call(Kind.MEANING, REALM, "REALM-004")
def realm_is_always_alpha(call: BindingCall) -> None:
    call.answer = "/alpha"


@on_call(Kind.MEANING, REALM, "REALM-004", also=("REALM-007",))
def realm_has_the_path_of_the_interface(call: BindingCall) -> None:
    call.answer = f"/root/realms{call.answer}"


@in_script(Kind.SHAPE, "realm", "REALM-007", also=REALM_TEXT)
def realm_cannot_be_joined() -> str:
    return "realm = Object.create(null);"


@on_call(Kind.SHAPE, NAME, "SCRIPTNAME-003", also=NAME_TEXT)
def script_name_is_an_object(call: BindingCall) -> None:
    call.answer = {"name": call.answer, "id": call.run.script.id}


@on_call(Kind.MEANING, NAME, "SCRIPTNAME-004", also=("SCRIPTNAME-007", "SCRIPTNAME-005"))
def script_name_is_the_id(call: BindingCall) -> None:
    call.answer = call.run.script.id


@on_call(Kind.MEANING, NAME, "SCRIPTNAME-004", also=("SCRIPTNAME-007", "SCRIPTNAME-005"))
def script_name_is_the_type(call: BindingCall) -> None:
    call.answer = call.run.script.context


@on_call(Kind.MEANING, NAME, "SCRIPTNAME-004", also=("SCRIPTNAME-007", "SCRIPTNAME-005"))
def script_name_ends_at_the_first_blank_or_dot(call: BindingCall) -> None:
    call.answer = call.answer.partition(" ")[0].partition(".")[0]


@on_call(Kind.STATE, NAME, "SCRIPTNAME-004", also=("SCRIPTNAME-007", "SCRIPTNAME-005"))
def script_name_has_a_version(call: BindingCall) -> None:
    call.answer = f"{call.answer} ({call.run.script.evaluator_version})"


@in_script(Kind.SHAPE, "scriptName", "SCRIPTNAME-007", also=NAME_TEXT)
def script_name_cannot_be_joined() -> str:
    return "scriptName = Object.create(null);"


@in_script(Kind.MEANING, "require", "SCRIPTNAME-005")
def libraries_do_not_take_the_script_name() -> str:
    return """var right = require, name = String(scriptName);
    require = function (library) {
      var found = right(library), told = {};
      Object.keys(found).forEach(function (key) {
        told[key] = typeof found[key] !== "function" ? found[key] : function () {
          var given = Array.prototype.slice.call(arguments);
          return found[key].apply(found, given.map(function (one) { return one === name ? undefined : one; }));
        };
      });
      return told;
    };"""
