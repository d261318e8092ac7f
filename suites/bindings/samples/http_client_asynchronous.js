// Script bindings, "Example: Send an asynchronous request", Next-generation: the answer is logged when it comes.
var address = "https://audit.example/log";

var pending = httpClient.send(address).then((answer) => {
  if (!answer) {
    logger.error("No answer from " + address);
    return;
  }

  if (answer.status != 200) {
    logger.error("Another answer: " + answer.statusText);
    return;
  }

  logger.debug("The answer has come");
});

action.goTo("true");
