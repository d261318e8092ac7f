// Script bindings, "Retrieve cookie name": the name is put into the shared state.
nodeState.putShared("sampleCookie", cookieName);
action.goTo("true");
