"""What stands around the calls: the bindings themselves, their exceptions, the log, the answers of journeys."""

from __future__ import annotations

from pingone_conformance.mock.cloud.records import LogEntry
from pingone_conformance.mock.faults.exchange import Answer
from pingone_conformance.mock.scripts.calls import BindingCall

from .variation import at_answers, at_operation, in_script

LOG = "logger.log"
OBJECTS = ("httpClient", "logger", "openidm", "secrets", "systemEnv", "utils", "verifyTransactionsHelper")
ALL = ("cookieName", *OBJECTS, "realm", "scriptName")


def _each(names: tuple[str, ...], statement: str) -> str:
    """A statement for each binding that a script has."""
    return "\n".join(
        f'if (typeof {name} !== "undefined" && {name} !== null) {{ {statement.format(name)} }}'
        for name in names
    )


@in_script(shows="(realm = 1, String(realm))", last=True)
def bindings_are_constant() -> str:
    return "var all = (function () { return this; })();\n" + _each(
        ALL, 'Object.defineProperty(all, "{0}", {{ value: {0}, writable: false, configurable: true }});'
    )


@in_script(shows="typeof openidm", legacy=True)
def what_a_script_does_not_have_is_null() -> str:
    declared = "\n".join(
        f'if (typeof {name} === "undefined") variations.hide(all, "{name}", null);' for name in ALL
    )
    return f"var all = (function () {{ return this; }})();\n{declared}"


@in_script(shows="typeof locales")
def there_are_more_bindings() -> str:
    return """var all = (function () { return this; })();
    ["locales", "journey", "policy", "idRepository", "existingSession", "samlApplication"].forEach(function (name) {
      if (!all[name]) variations.hide(all, name, {});
    });"""


@in_script(shows="typeof utils", group="objects")
def bindings_are_functions() -> str:
    return """function called(binding) {
      function made() { return null; }
      Object.getOwnPropertyNames(binding).forEach(function (name) { variations.hide(made, name, binding[name]); });
      return made;
    }
    """ + _each(OBJECTS, "{0} = called({0});")


@in_script(shows="Object.getOwnPropertyNames(utils).length", group="objects")
def bindings_inherit_their_methods() -> str:
    return _each(OBJECTS, "{0} = Object.create({0});")


@in_script(shows="typeof logger.getClass")
def bindings_have_the_methods_of_all_objects_of_java() -> str:
    return """function java(binding, name) {
      variations.hide(binding, "getClass", function () { return { getName: function () { return name; } }; });
      variations.hide(binding, "hashCode", function () { return 7; });
      variations.hide(binding, "isErrorEnabledFor", function () { return true; });
    }
    """ + _each(OBJECTS, 'java({0}, "org.forgerock.{0}");')


# `make` gives what is thrown in place of an exception.
_RETHROWN = """function careful(binding) {
  variations.methods(binding).forEach(function (name) {
    variations.change(binding, name, function (right) {
      return function () {
        try {
          return right.apply(this, arguments);
        } catch (error) {
          throw make(error);
        }
      };
    });
  });
}
"""
_BAD_CALL = (
    "try { openidm.read('nothing'); } catch (e) { return [e instanceof Error, String(e.javaException)]; }"
)


@in_script(shows=f"(function () {{ {_BAD_CALL} }})()", group="exceptions")
def exceptions_hide_their_class() -> str:
    made = """function make(error) { return new Error("Wrapped " + String(error) + " (script#12)"); }"""
    return f"{made}\n{_RETHROWN}" + _each(OBJECTS, "careful({0});")


@in_script(shows=f"(function () {{ {_BAD_CALL} }})()", group="exceptions")
def exceptions_are_objects_of_java() -> str:
    made = """function make(error) {
      if (!error.javaException) return error;
      var made = Object.create(Object.prototype), name = error.javaException.getClass().getName();
      variations.hide(made, "toString", function () { return "JavaException: " + error.javaException; });
      variations.hide(made, "javaException", {
        getClass: function () { return { getName: function () { return variations.text(name); } }; },
        getMessage: function () { return variations.text(error.javaException.getMessage()); }
      });
      return made;
    }"""
    return f"{made}\n{_RETHROWN}" + _each(OBJECTS, "careful({0});")


@at_answers(LOG, shows="logger.error('a')")
def the_log_has_messages_of_others(call: BindingCall) -> None:
    log = call.run.mock.store.cloud.log
    other = LogEntry("DEBUG", "org.forgerock.openam.scripting", "a script logs", call.run.now - 60_000)
    log.insert(len(log) - 1 if log else 0, other)
    log.append(other)


@at_answers(LOG, shows="logger.message('a')", legacy=True)
def the_levels_of_legacy_loggers_have_their_own_names(call: BindingCall) -> None:
    own = {"message": "MESSAGE", "warning": "WARNING"}.get(call.arguments[0])
    log, text = call.run.mock.store.cloud.log, call.run.log[-1:]
    if own and text:
        at = max(index for index, entry in enumerate(log) if entry is text[0])
        log[at] = call.run.log[-1] = LogEntry(own, text[0].logger, text[0].message, text[0].at)


@at_operation("authenticate", shows="")
def journeys_answer_more(answer: Answer) -> None:
    body = answer.json
    if "callbacks" in body:
        body["stage"] = ""
        body["header"] = "Sign in"
        for callback in body["callbacks"]:
            callback["output"] = [{"name": "more", "value": [1]}, *reversed(callback["output"])]
            callback["_id"] = 7
    answer.headers.append("set-cookie", "amlbcookie=01; Path=/; Secure; HttpOnly; SameSite=none")
