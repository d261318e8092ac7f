// Script bindings, "Log script messages", Legacy; the argument is declared here (FINDING-161).
var argument = "sample";

var messageEnabled = logger.messageEnabled();
logger.message("Message with {}", argument);

var warningEnabled = logger.warningEnabled();
logger.warning("Warning with {}", argument);

var errorEnabled = logger.errorEnabled();
logger.error("Error with {}", argument);

outcome = "true";
