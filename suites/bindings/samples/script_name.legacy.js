// Script bindings, "Output script name", Legacy.
logger.message("script: " + scriptName);
outcome = "true";
