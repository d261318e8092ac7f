// The same for the levels of the legacy logger.
trial("messageEnabled", function () { return logger.messageEnabled(); });
trial("warningEnabled", function () { return logger.warningEnabled(); });
trial("errorEnabled", function () { return logger.errorEnabled(); });
["message", "warning", "error"].forEach((level) => {
  trial(level, function () {
    logger[level](given.name + " " + level);
    logger[level](given.name + " " + level + " with {}!", given.argument);
    return "logged";
  });
});
