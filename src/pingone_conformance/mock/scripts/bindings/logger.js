// The ScriptedLoggerWrapper of "Log script messages".
(function (host, support) {
  var logger = {};
  ["Trace", "Debug", "Info", "Warn", "Error"].forEach(function (level) {
    var method = level.toLowerCase();
    support.hide(logger, "is" + level + "Enabled", function () { return host("enabled", method); });
    support.hide(logger, method, support.checked("logger", method, [1, Infinity], function (message) {
      host("log", method, String(message), support.items(arguments, 1).map(support.text));
    }));
  });
  return logger;
})
