// Script bindings, "Example: Send a synchronous request", Legacy.
var imported = JavaImporter(org.forgerock.openam.auth.node.api.Action);

var question = new org.forgerock.http.protocol.Request();
question.setUri("https://login.example/authenticate");
question.setMethod("POST");
question.getHeaders().add("Content-Type", "application/json;");
question.getHeaders().add("Authorization", "Bearer sample-token");
question.setEntity(JSON.stringify({"username": "sample-user"}));

var answer = httpClient.send(question).get();

if (answer.getStatus().getCode() === 200) {
  action = imported.Action.goTo("true").build();
} else {
  action = imported.Action.goTo("false").build();
}
