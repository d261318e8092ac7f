// Script bindings, "Example: Send a synchronous request", Next-generation: a library makes the token.
var library = require("sampleTokens");

var token = library.generateBearer(nodeState);

var options = {
  method: "POST",
  headers: {
    "Content-Type": "application/json"
  },
  token: token,
  body: {
    username: "sample-user"
  }
};

var answer = httpClient.send("https://login.example/authenticate", options).get();

if (answer.status === 200) {
  action.goTo("true");
} else {
  action.goTo("false");
}
