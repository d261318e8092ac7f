// Script bindings, "Output realm name", Next-generation.
logger.debug("realm: " + realm);
action.goTo("true");
