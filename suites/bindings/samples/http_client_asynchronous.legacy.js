// Script bindings, "Example: Send an asynchronous request", Legacy;
// the address that it logs is declared here (FINDING-123).
var imported = JavaImporter(
  org.forgerock.http.protocol.Request,
  org.forgerock.http.protocol.Response,
  org.forgerock.openam.auth.node.api.Action);

var address = "https://audit.example/log";
var question = new imported.Request();
question.setUri(address);
question.setMethod("GET");

var pending = httpClient.send(question).then((answer) => {
  if (!answer) {
    logger.error("No answer from " + address);
    return;
  }

  var status = answer.getStatus().getCode();

  if (status != 200) {
    logger.error("Another answer: " + answer.getEntity().getString());
    return;
  }

  logger.message("The answer has come");
});

action = imported.Action.goTo("true").build();
