// Script bindings, "Access secrets and credentials", Next-generation: a password for basic authentication.
var password = secrets.getGenericSecret("scripted.node.sample.password").getAsUtf8();
var credentials = utils.base64.encode("sample-user:" + password);

var address = "http://httpbin.org/basic-auth/sample-user/sample-word";
var options = {
  method: "GET",
  headers: {
    "Content-Type": "application/json",
    "Authorization": "Basic ".concat(credentials)
  },
};

var answer = httpClient.send(address, options).get();

if (!answer) {
  logger.error("No answer from " + address);
  action.goTo("false");
} else {
  if (answer.status != 200) {
    logger.warn("Not authenticated: " + answer.status);
    action.goTo("false");
  } else {
    logger.debug("Authenticated: " + answer.json().authenticated);
    action.goTo("true");
  }
}
