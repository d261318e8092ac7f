// Script bindings, "Log script messages", Next-generation; the argument is declared here (FINDING-161).
var argument = "sample";

var traceEnabled = logger.isTraceEnabled();
logger.trace("Trace with {}", argument);

var debugEnabled = logger.isDebugEnabled();
logger.debug("Debug with {}", argument);

var infoEnabled = logger.isInfoEnabled();
logger.info("Info with {}", argument);

var warnEnabled = logger.isWarnEnabled();
logger.warn("Warn with {}", argument);

var errorEnabled = logger.isErrorEnabled();
logger.error("Error with {}", argument);

action.goTo("true");
