// The Debug logger of "Log script messages", legacy.
(function (host, support) {
  var logger = {};
  ["message", "warning", "error"].forEach(function (method) {
    support.hide(logger, method + "Enabled", function () { return host("enabled", method); });
    support.hide(logger, method, support.checked("logger", method, [1, Infinity], function (message) {
      host("log", method, String(message), support.items(arguments, 1).map(support.text));
    }));
  });
  return logger;
})
