// Script bindings, "Access secrets and credentials", Legacy: a password for basic authentication.
var imported = JavaImporter(org.forgerock.openam.auth.node.api.Action);

var password = secrets.getGenericSecret("scripted.node.sample.password").getAsUtf8();
var credentials = java.util.Base64.getEncoder().encodeToString(
  java.lang.String("sample-user:" + password).getBytes());

var question = new org.forgerock.http.protocol.Request();
question.setMethod("GET");
question.setUri("http://httpbin.org/basic-auth/sample-user/sample-word");
question.getHeaders().add("content-type", "application/json; charset=utf-8");
question.getHeaders().add("Authorization", "Basic " + credentials);

var answer = httpClient.send(question).get();
var result = JSON.parse(answer.getEntity().getString());
logger.error("Result: " + JSON.stringify(result));

if (result.hasOwnProperty("authenticated")) {
  action = imported.Action.goTo("success").build();
} else {
  action = imported.Action.goTo("failure").build();
}
