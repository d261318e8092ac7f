// JavaImporter, and the types with which a legacy script says its outcome or asks for callbacks.
(function (hostOf, support) {
  var ACTION = "org.forgerock.openam.auth.node.api.Action";
  var global = (function () { return this; })();

  // An object with each of the types by its simple name; a package stands for all of its types.
  support.hide(global, "JavaImporter", function () {
    var imported = {};
    support.items(arguments, 0).forEach(function (given) {
      if (given.javaClass) {
        imported[given.javaClass.slice(given.javaClass.lastIndexOf(".") + 1)] = given;
        return;
      }
      Object.getOwnPropertyNames(given).forEach(function (name) { imported[name] = given[name]; });
    });
    return imported;
  });

  function builder(said) {
    var built = {};
    function chained(method, member) {
      support.hide(built, method, support.checked("ActionBuilder", method, [1, 1], function (value) {
        said[member] = String(value);
        return built;
      }));
    }
    chained("withDescription", "description");
    chained("withHeader", "header");
    chained("withErrorMessage", "errorMessage");
    support.hide(built, "putSessionProperty", support.checked("ActionBuilder", "putSessionProperty", [2, 2],
      function (name, value) {
        said.sessionProperties[String(name)] = String(value);
        return built;
      }));
    support.hide(built, "build", function () {
      support.hide(said, "javaClass", ACTION);
      return said;
    });
    return built;
  }

  support.type(ACTION, {
    goTo: function (outcome) { return builder({ outcome: String(outcome), sessionProperties: {} }); },
    send: function (first) {
      var callbacks = Array.isArray(first) ? first : support.items(arguments, 0);
      return builder({ callbacks: callbacks, sessionProperties: {} });
    }
  });
  support.type("java.util.Arrays", { asList: function () { return support.list(support.items(arguments, 0)); } });

  function callback(qualified) {
    return support.type(qualified, function () {
      this.type = qualified.slice(qualified.lastIndexOf(".") + 1);
      this.arguments = support.items(arguments, 0);
    });
  }
  callback("com.sun.identity.authentication.callbacks.HiddenValueCallback");
  ["ChoiceCallback", "ConfirmationCallback", "NameCallback", "PasswordCallback", "TextInputCallback"].forEach(
    function (name) { callback("javax.security.auth.callback." + name); }
  );
  var textOutput = callback("javax.security.auth.callback.TextOutputCallback");
  textOutput.INFORMATION = 0;
  textOutput.WARNING = 1;
  textOutput.ERROR = 2;
})
