// Logs at each level, and says which levels are enabled.
trial("traceEnabled", function () { return logger.isTraceEnabled(); });
trial("debugEnabled", function () { return logger.isDebugEnabled(); });
trial("infoEnabled", function () { return logger.isInfoEnabled(); });
trial("warnEnabled", function () { return logger.isWarnEnabled(); });
trial("errorEnabled", function () { return logger.isErrorEnabled(); });
["trace", "debug", "info", "warn", "error"].forEach((level) => {
  trial(level, function () {
    logger[level](given.name + " " + level);
    logger[level](given.name + " " + level + " with {}!", given.argument);
    logger[level](given.name + " " + level + " with {} and {}", given.argument, given.other);
    logger[level](given.name + " " + level + " with {}, {} and {}", given.argument, given.other, given.argument);
    return "logged";
  });
});
