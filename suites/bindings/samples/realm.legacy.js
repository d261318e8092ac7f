// Script bindings, "Output realm name", Legacy.
logger.message("realm: " + realm);
outcome = "true";
