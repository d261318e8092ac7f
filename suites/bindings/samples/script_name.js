// Script bindings, "Output script name", Next-generation: logged here and by a library.
logger.debug("script: " + scriptName);

var library = require('sampleLogging');
library.debug(logger, scriptName);

action.goTo("true");
