// Ends every legacy probe: what was noted goes out in a callback.
var p1cTypes = JavaImporter(
  org.forgerock.openam.auth.node.api.Action,
  com.sun.identity.authentication.callbacks.HiddenValueCallback
);
action = p1cTypes.Action.send(new p1cTypes.HiddenValueCallback("probe", JSON.stringify(p1cSaid))).build();
